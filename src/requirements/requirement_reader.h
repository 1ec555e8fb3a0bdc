#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/offer.h"
#include "domain/requirement.h"

namespace passerelle {

/// Something a person says they can or cannot do, in the vocabulary of requirements: {licence, "", cannot} is "sans
/// permis", {hours, "sunday", cannot} is "pas le dimanche", {licence, "B", can} is "permis B", {travel, "national",
/// cannot} is "doit rentrer tous les soirs", {lifting, "heavy", cannot} is "pas porter", {hours, "school", cannot}
/// is "que horaires école", {hours, "09:15-16:15", cannot} is "dispo 9h15-16h15" (nothing outside these times),
/// {hours, "20h", cannot} is "20 h par semaine maximum", {travel, "20km", cannot} and {travel, "30min", cannot} are how
/// far at most. All values stand in README.md.
struct StatedLimit {
  RequirementKind kind = RequirementKind::licence;
  std::string value;
  bool can = false;
  std::string where;  ///< the words it was read from

  bool operator==(const StatedLimit&) const = default;
};

/// A span of the day in which the offer has one work. A start alone ("prise de poste à 5h") gives the first hour, an
/// end alone ("fin à 21h30") the last. "8h-12h / 13h-17h" gives two.
struct WorkingTime {
  std::uint8_t days = 0;  ///< bit 0 Monday … bit 6 Sunday; 0 when the offer does not tell which
  int from_minute = 0;    ///< minutes after midnight
  int until_minute = 0;   ///< after `from_minute`; beyond 24 h when the span goes past midnight
  bool sure = false;      ///< always, in all of it; false for shifts, choices, "selon planning", what may vary
  std::string where;      ///< the words it was read from

  bool operator==(const WorkingTime&) const = default;
};

/// All that the fields and texts of an offer ask for.
struct OfferRequirements {
  std::vector<Requirement> requirements;
  std::vector<WorkingTime> times;
};

/// Reads what offers ask for and what people state about their limits. Immutable, thread-safe.
class RequirementReader {
 public:
  RequirementReader();
  ~RequirementReader();
  RequirementReader(RequirementReader&&) noexcept;
  RequirementReader& operator=(RequirementReader&&) noexcept;

  /// Everything the offer asks for, fields and text together, in the order of kind, value, strictness; each
  /// (kind, value) once, the strongest reading of a field before any reading of the text; a field that leaves it
  /// `unclear` gives way to the text.
  [[nodiscard]] std::vector<Requirement> read(const Offer& offer) const;
  /// The exact times of the work that title, text, hours and conditions tell, in the order of days and time; opening
  /// hours, meetings and timetables do not count. The hours of a week stand in `read` ({hours, "35h"}).
  [[nodiscard]] std::vector<WorkingTime> working_times(const Offer& offer) const;
  /// Both at once, each text being read once.
  [[nodiscard]] OfferRequirements read_all(const Offer& offer) const;
  /// Only what a text says, as an offer's description.
  [[nodiscard]] std::vector<Requirement> read_text(std::string_view text) const;
  /// What a person's free text states.
  [[nodiscard]] std::vector<StatedLimit> read_statements(std::string_view text) const;

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

}  // namespace passerelle
