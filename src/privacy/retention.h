#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "domain/date.h"
#include "domain/person.h"
#include "ledger/ledger.h"

namespace passerelle {

struct RetentionOptions {
  std::size_t months = 24;        ///< after the last contact, a person is erased …
  std::size_t warning_days = 30;  ///< … once their référents were warned this long before
};

/// One person whose time is running out.
struct Lapse {
  PersonId person;
  Day last_contact{};
  Day erase_on{};             ///< not before the warning is old enough
  std::optional<Day> warned;  ///< since when the référents know
  std::vector<ReferentLink> referents;

  [[nodiscard]] bool is_due(Day today, const RetentionOptions& options) const {
    return warned && erase_on <= today && *warned + std::chrono::days(options.warning_days) <= today;
  }
};

/// The day so many months later; the last of its month when there is no such day.
Day months_later(Day day, std::size_t months);

/// Everybody who is to be warned about or erased on this day, in the order of ids. The last contact is the newest event
/// by the person or a référent, or `last_contact` of the file of people when that is later; of somebody without any,
/// the first thing the ledger knows, or the beginning of the accompaniment. Référents themselves never lapse.
Result<std::vector<Lapse>> lapses(Ledger& ledger, std::span<const Person> people, const RetentionOptions& options,
                                  Day today);

/// Records that référents were warned about these, today; once per last contact.
Result<Done> record_warnings(Ledger& ledger, std::span<const Lapse> lapses, Instant at);

/// The warnings as a table for spreadsheets.
std::string lapses_csv(std::span<const Lapse> lapses);

}  // namespace passerelle
