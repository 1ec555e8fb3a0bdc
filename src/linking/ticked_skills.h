#pragma once

#include <cstdint>
#include <span>

namespace passerelle {

/// A skill that employers tick more often than its occupations tell.
struct TickedSkill {
  std::uint32_t code;  ///< ROME skill code
  float lift;          ///< natural logarithm, above 0
};

/// In the order of codes. lift = ln((ticked + 3) / (expected + 3)): how often the skill was ticked in real offers, and
/// how often it would be if all skills of an offer's likely occupations were ticked alike; the 3 keeps rare skills from
/// weighing. Only lifts of 0.3 and more are kept; none exceeds 1.5, so that what a few trades always tick does not
/// follow every offer.
std::span<const TickedSkill> ticked_skills();

}  // namespace passerelle
