#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/event.h"
#include "ledger/ledger.h"
#include "ledger/outbox.h"
#include "report/list_reader.h"

namespace passerelle {

/// Everything that is held about one person.
struct PersonFile {
  PersonId person;
  std::string contact;        ///< JSON, as kept in the ledger; empty when there is none
  std::string record;         ///< JSON, as it stands in the file of people; empty when not given
  std::vector<Event> events;  ///< in the order in which they were recorded
  std::vector<OutboxMessage> messages;
  std::vector<std::string> lists;                ///< lines of `lists.ndjson`
  std::map<OfferId, Ledger::OfferFacts> offers;  ///< what is known of the offers named by events

  [[nodiscard]] bool is_empty() const {
    return contact.empty() && record.empty() && events.empty() && messages.empty() && lists.empty();
  }
};

/// Gathers what the ledger holds.
Result<PersonFile> gather_person(Ledger& ledger, const PersonId& person);

/// The records of a person in a file: objects whose `id` or `person` is theirs, rows whose column `id`, `person` or
/// `Personne` is, as JSON objects. Errors: what the source says.
Result<std::vector<std::string>> records_of(const std::filesystem::path& file, const PersonId& person);

/// Writes a folder: `dossier.html` and `dossier.txt` to read, `dossier.json` for machines. What the person answered to
/// an offer is told of that offer: neither a "no" nor silence is a refusal. Files appear whole or not at all, readable
/// by their owner only.
Result<Done> write_person_folder(const std::filesystem::path& folder, const PersonFile& file, Instant at);

}  // namespace passerelle
