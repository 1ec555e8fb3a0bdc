#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "domain/date.h"
#include "domain/person.h"
#include "ledger/outbox.h"

namespace passerelle {

/// What a référent is told when the lists of an issue are ready.
struct ReviewNotice {
  std::string issue;
  Week week;
  std::int64_t proposed = 0;
  std::int64_t empty = 0;
  std::int64_t paused = 0;
  std::vector<PersonId> silent;         ///< two silent weeks or more
  std::vector<PersonId> asks_for_call;  ///< asked to be called back
  std::set<std::string> stands_in_for;  ///< names of référents who are away
};

/// The subject under which a référent stands in the ledger: `referent:R-07`.
PersonId subject_of(const ReferentId& referent);

/// The e-mail that asks a référent to review, ready for the outbox; there is one per référent and issue. People are
/// named by their ids alone. `sender`: the organisation, as it signs.
OutboxMessage review_message(const Referent& referent, const ReviewNotice& notice, const std::string& sender,
                             Instant at);

}  // namespace passerelle
