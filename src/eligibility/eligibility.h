#pragma once

#include <array>
#include <optional>
#include <string>

#include "domain/date.h"
#include "eligibility/conditions.h"
#include "eligibility/rules.h"

namespace passerelle {

/// One limit, answered: may this person be shown this offer as far as this rule goes?
struct LimitAnswer {
  Rule rule = Rule::distance;
  Answer answer = Answer::unknown;  ///< yes: passes; no: fails; unknown: not known, never excludes
  bool matters = false;             ///< the offer or the person says something about it
  std::string asked;     ///< what the offer asks, in short ("B", "CACES R489 3", "25 kg"); empty when nothing
  std::string measured;  ///< what was compared, in French ("12,4 km, 38 min en bus, 45 au plus")
};

/// Every limit in order.
using Eligibility = std::array<LimitAnswer, kRuleCount>;

/// The quickest journey of a person to an offer, when both places are known; minutes are estimated.
struct TravelEstimate {
  double straight_km = 0;
  int minutes = 0;
  TravelMode mode = TravelMode::walk;
};
std::optional<TravelEstimate> estimate_travel(const PersonLimits& person, const OfferConditions& offer);
/// The same over a straight distance; the minutes never fall when it grows.
std::optional<TravelEstimate> estimate_travel(const PersonLimits& person, double straight_km);

/// Kilometres between two places as the rules count them: never fewer for a longer chord.
double straight_km(const UnitPoint& from, const UnitPoint& to);
/// Straight kilometres below a chord of the unit sphere, given by its square: `straight_km` is this of its chord.
double straight_km_of(double squared_chord);
/// The farthest that the rule `distance` lets pass; infinite without such a limit.
double farthest_allowed_km(const PersonLimits& person);

/// One rule alone. `monday` is the day every date compares with.
Answer answer(Rule rule, const PersonLimits& person, const OfferConditions& offer, Day monday);

/// True when a journey too long for the person's own modes would be short enough by car.
bool a_car_would_do(const PersonLimits& person, const OfferConditions& offer);

/// Every rule that fails; empty means eligible. When the place is out of reach, even by car, the other rules are not
/// looked at.
RuleSet failed_rules(const PersonLimits& person, const OfferConditions& offer, Day monday);

/// Every limit with its answer and what was measured, for people to read; agrees with `answer`.
Eligibility explain_eligibility(const PersonLimits& person, const OfferConditions& offer, Day monday,
                                const ConditionVocabulary& vocabulary);

/// What the offer asks under one rule, as `explain_eligibility` says it.
std::string asked_under(Rule rule, const PersonLimits& person, const OfferConditions& offer, Day monday,
                        const ConditionVocabulary& vocabulary);

}  // namespace passerelle
