#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "domain/offer.h"
#include "domain/person.h"
#include "domain/requirement.h"

namespace passerelle {
namespace {

/// Names of an enumeration whose values count from 0, in the order of the values.
template <std::size_t N>
using Names = std::array<std::string_view, N>;

template <class Enum, std::size_t N>
std::string_view name_of(Enum value, const Names<N>& names) {
  return names.at(static_cast<std::size_t>(value));
}

template <class Enum, std::size_t N>
std::optional<Enum> named(std::string_view name, const Names<N>& names) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) {
    return std::nullopt;
  }
  return static_cast<Enum>(found - names.begin());
}

constexpr Names<3> kAnswers{"yes", "no", "unknown"};
constexpr Names<4> kStrictness{"must", "wish", "none", "unclear"};
constexpr Names<23> kRequirementKinds{"licence",         "vehicle",     "certificate", "diploma",     "experience",
                                      "hours",           "full_time",   "language_fr", "language_en", "language_other",
                                      "lifting",         "standing",    "heights",     "cold",        "heat",
                                      "dust_chemicals",  "travel",      "contract",    "age",         "right_to_work",
                                      "criminal_record", "vaccination", "scheme"};
constexpr Names<12> kContracts{"", "CDI", "CDD", "MIS", "SAI", "LIB", "FRA", "CCE", "DIN", "APP", "PRO", "AUTRE"};
constexpr Names<9> kEvidence{"work",         "training",      "diploma",          "badge",   "immersion",
                             "volunteering", "everyday_life", "sport_arts_games", "declared"};
constexpr Names<5> kStatuses{"active", "paused", "immersion", "employed", "left"};
constexpr Names<5> kModes{"walk", "bike", "public_transport", "moped", "car"};
constexpr Names<5> kPreferences{"none", "prefer", "accept", "avoid", "refuse"};

}  // namespace

std::string_view to_string(Answer answer) {
  return name_of(answer, kAnswers);
}
std::string_view to_string(Strictness strictness) {
  return name_of(strictness, kStrictness);
}
std::string_view to_string(RequirementKind kind) {
  return name_of(kind, kRequirementKinds);
}
std::optional<Strictness> parse_strictness(std::string_view name) {
  return named<Strictness>(name, kStrictness);
}
std::optional<RequirementKind> parse_requirement_kind(std::string_view name) {
  return named<RequirementKind>(name, kRequirementKinds);
}

bool is_rome_code(std::string_view text) {
  return text.size() == 5 && text[0] >= 'A' && text[0] <= 'Z' &&
         std::ranges::all_of(text.substr(1), [](char digit) { return digit >= '0' && digit <= '9'; });
}

std::string_view to_string(ContractKind kind) {
  return name_of(kind, kContracts);
}
ContractKind parse_contract_kind(std::string_view code) {
  std::string upper(code);
  std::ranges::transform(upper, upper.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return named<ContractKind>(upper, kContracts).value_or(ContractKind::other);
}

std::string_view to_string(Evidence evidence) {
  return name_of(evidence, kEvidence);
}
std::optional<Evidence> parse_evidence(std::string_view name) {
  return named<Evidence>(name, kEvidence);
}
std::string_view to_string(AccompanimentStatus status) {
  return name_of(status, kStatuses);
}
std::optional<AccompanimentStatus> parse_accompaniment_status(std::string_view name) {
  return named<AccompanimentStatus>(name, kStatuses);
}
std::string_view to_string(TravelMode mode) {
  return name_of(mode, kModes);
}
std::optional<TravelMode> parse_travel_mode(std::string_view name) {
  return named<TravelMode>(name, kModes);
}
std::optional<Preference> parse_preference(std::string_view name) {
  return named<Preference>(name, kPreferences);
}

}  // namespace passerelle
