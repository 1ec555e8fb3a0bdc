#pragma once

#include <cstdint>

#include "eligibility/rules.h"

namespace passerelle {

/// The answers of a pair, or of some rules of it, in one word. Words of different rules are added up: each rule has a
/// bit of its own and the unknown answers are a number.
///
///     bits 0-22   rules that fail, in the order in which they are counted
///     bits 23-27  how many rules that matter have no answer (at most 21)
///     bits 28-31  one per table: its answer has not been asked for yet
using AnswerWord = std::uint32_t;

/// A journey that only a car shortens enough is one bit (1); one that keeps the person away at night another (3), which
/// nothing lifts. Places out of reach whatever the vehicle never come as far as a word.
inline constexpr unsigned kAwayBit = 3;
inline constexpr unsigned kFailureBits = 23;
inline constexpr AnswerWord kFailures = (AnswerWord{1} << kFailureBits) - 1;
inline constexpr unsigned kUnknownShift = kFailureBits;
inline constexpr AnswerWord kOneUnknown = AnswerWord{1} << kUnknownShift;
inline constexpr AnswerWord kMostUnknown = 31;
inline constexpr unsigned kUnresolvedShift = 28;

constexpr unsigned bit_of(Rule rule) {
  const auto row = static_cast<unsigned>(rule);
  return rule <= Rule::travel_time ? row : row + 2;
}
constexpr AnswerWord failure(Rule rule) {
  return AnswerWord{1} << bit_of(rule);
}
/// The rule that a bit of failure counts for.
constexpr Rule rule_of_bit(unsigned bit) {
  return bit == 0 ? Rule::distance : bit <= kAwayBit ? Rule::travel_time : static_cast<Rule>(bit - 2);
}
static_assert(bit_of(Rule::closed) + 1 == kFailureBits && kRuleCount < kMostUnknown);
static_assert(rule_of_bit(bit_of(Rule::licence)) == Rule::licence);

}  // namespace passerelle
