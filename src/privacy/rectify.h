#pragma once

#include <string>

#include "base/result.h"
#include "domain/event.h"
#include "ledger/ledger.h"

namespace passerelle {

/// Sets one field of the kept contact right (`first_name phone email language`) and records that it was done, never the
/// values. Errors are those of `correct_contact`.
Result<Done> rectify_contact(Ledger& ledger, const PersonId& person, const std::string& field, const std::string& value,
                             const Author& by, Instant at);

/// Sets the words of an earlier event right by a new one of the same type, whose `reason` is `corrects <id>`; the first
/// stays. Only what people wrote can be: notes, sentences, ratings, what they told of steps and jobs. Errors (usage):
/// no such event of this person, or of a kind that is not written by people.
Result<Event> rectify_event(Ledger& ledger, const PersonId& person, const std::string& id, const std::string& value,
                            const Author& by, Instant at);

}  // namespace passerelle
