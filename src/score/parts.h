#pragma once

#include <cstdint>
#include <optional>

#include "eligibility/eligibility.h"

namespace passerelle {

struct OfferFacts;

// What each part of a score is worth, 0 to 1 before it is rounded: for `Scorer::explain` and for who has a part of many
// pairs ready at once. Each reads no more than it is given.

/// What a part is worth when nothing is known for it: neither good nor bad.
inline constexpr double kUnknownValue = 0.5;

/// `value`: the sum of the offer's shares times the person's fits, in the order of occupations.
double occupation_value(double value, bool senior_post, bool senior_person);
/// Share of the asked weight that the person covers; both sums in the order of skills.
inline double share_covered(double covered, double total) {
  return total > 0 ? covered / total : kUnknownValue;
}
/// Never more for a longer journey; `journey` is that of the pair, absent when it cannot be told.
double travel_value(const PersonLimits& person, const std::optional<TravelEstimate>& journey);
/// Reads the offer's contract.
double contract_value(const PersonLimits& person, const OfferConditions& offer);
/// Reads the offer's weekly hours.
double hours_value(const PersonLimits& person, const OfferConditions& offer);
double beginners_value(const OfferFacts& facts);
/// `unknown`: how many rules that matter have no answer. Never more for more of them.
double certainty_value(int unknown);
double freshness_value(const OfferFacts& facts);

}  // namespace passerelle
