#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace passerelle {

/// The hard limits, in the order in which an excluded offer is counted: under its first failed rule.
enum class Rule : std::uint8_t {
  distance,
  travel_time,
  licence,
  vehicle,
  certificate,
  diploma,
  experience,
  hours,
  night,
  weekend,
  language,
  lifting,
  standing,
  heights,
  cold,
  dust_chemicals,
  contract,
  avoided,
  scheme,
  age,
  closed,
};
inline constexpr std::size_t kRuleCount = 21;

/// The rule's name in files: `travel_time`.
std::string_view to_string(Rule rule);
std::optional<Rule> parse_rule(std::string_view name);

/// A set of rules, one bit each.
class RuleSet {
 public:
  void add(Rule rule) { bits_ |= 1U << static_cast<unsigned>(rule); }
  [[nodiscard]] bool has(Rule rule) const { return (bits_ >> static_cast<unsigned>(rule) & 1U) != 0; }
  [[nodiscard]] bool empty() const { return bits_ == 0; }
  [[nodiscard]] int size() const { return std::popcount(bits_); }
  /// The first rule in the order above; only for a set that is not empty.
  [[nodiscard]] Rule first() const { return static_cast<Rule>(std::countr_zero(bits_)); }
  bool operator==(const RuleSet&) const = default;

 private:
  std::uint32_t bits_ = 0;
};

}  // namespace passerelle
