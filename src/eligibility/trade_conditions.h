#pragma once

#include "eligibility/conditions.h"

namespace passerelle {

/// Links weaker than this say too little about what a job is for an avoidance, or for what its trade brings.
inline constexpr double kSureOccupation = 0.5;

/// Adds what the offer does not say: conditions that are usual in its trade, to be asked for; licences and cards that
/// the law demands; degrees that its employer surely holds to.
void add_trade_conditions(OfferConditions& conditions, const OfferUnderstanding& understood,
                          const Referential& referential, ConditionVocabulary& vocabulary);

}  // namespace passerelle
