#pragma once

#include <memory>
#include <vector>

#include "eligibility/conditions.h"
#include "pipeline/records.h"
#include "score/scorer.h"
#include "weekly/compose.h"

namespace passerelle {

/// The records of a week as numbers: what eligibility compares and what is scored. Rows are those of `WeekRecords`,
/// which must outlive this. Neither moves nor copies: the scorer borrows from it.
class WeekNumbers {
 public:
  WeekNumbers(const WeekRecords& records, const Engine& engine, Day monday, const History& history = {});
  WeekNumbers(const WeekNumbers&) = delete;
  WeekNumbers& operator=(const WeekNumbers&) = delete;

  [[nodiscard]] const Scorer& scorer() const { return *scorer_; }
  [[nodiscard]] const ConditionVocabulary& vocabulary() const { return vocabulary_; }
  [[nodiscard]] const std::vector<PersonLimits>& limits() const { return limits_; }
  [[nodiscard]] const std::vector<OfferConditions>& conditions() const { return conditions_; }
  /// What lists are composed from.
  [[nodiscard]] WeeklyInputs weekly_inputs(const WeekRecords& records, const Engine& engine) const;

 private:
  ConditionVocabulary vocabulary_;
  std::vector<OfferConditions> conditions_;
  std::vector<PersonLimits> limits_;
  std::vector<OfferFacts> facts_;
  OfferMatrix offers_;
  PeopleMatrix people_;
  std::unique_ptr<Scorer> scorer_;
};

}  // namespace passerelle
