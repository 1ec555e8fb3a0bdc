#pragma once

#include <memory>
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
  /// Only what a text says, as an offer's description.
  [[nodiscard]] std::vector<Requirement> read_text(std::string_view text) const;
  /// What a person's free text states.
  [[nodiscard]] std::vector<StatedLimit> read_statements(std::string_view text) const;

 private:
  struct Content;
  std::unique_ptr<Content> content_;
};

}  // namespace passerelle
