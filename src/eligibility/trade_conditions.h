#pragma once

#include "eligibility/conditions.h"

namespace passerelle {

/// Links weaker than this say too little about what a job is for an avoidance, or for what its trade brings.
inline constexpr double kSureOccupation = 0.5;

/// Adds what the job's trade brings whatever the offer says: conditions that are usual there, to be asked for; licences
/// and cards that the law demands.
void add_trade_conditions(OfferConditions& conditions, const OfferUnderstanding& understood,
                          const Referential& referential, ConditionVocabulary& vocabulary);

}  // namespace passerelle
