#include "eligibility/rules.h"

#include <algorithm>

namespace passerelle {
namespace {

constexpr std::array<std::string_view, kRuleCount> kNames{
    "distance", "travel_time",    "licence",  "vehicle",  "certificate", "diploma",  "experience",
    "hours",    "night",          "weekend",  "language", "lifting",     "standing", "heights",
    "cold",     "dust_chemicals", "contract", "avoided",  "scheme",      "age",      "closed"};

}  // namespace

std::string_view to_string(Rule rule) {
  return kNames.at(static_cast<std::size_t>(rule));
}

std::optional<Rule> parse_rule(std::string_view name) {
  const auto found = std::ranges::find(kNames, name);
  if (found == kNames.end()) {
    return std::nullopt;
  }
  return static_cast<Rule>(found - kNames.begin());
}

}  // namespace passerelle
