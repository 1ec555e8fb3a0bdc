#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "domain/date.h"
#include "eligibility/eligibility.h"
#include "score/weights.h"
#include "vectorise/offers.h"
#include "vectorise/people.h"

namespace passerelle {

/// What the score needs to know of an offer beside its vectors.
struct OfferFacts {
  bool open_to_beginners = false;
  bool without_cv = false;
  bool inclusive_employer = false;  ///< SIAE, adapted company, or an employer the organisation knows
  float experience_wished = 0;      ///< 1 when experience is welcome but not demanded
  std::int32_t age_days = -1;       ///< since the offer was posted or renewed; -1 unknown
  double employer_silence = 0;      ///< share of the people the employer did not answer; 0 when nothing is known
};

/// A score taken apart: contributions are ten-thousandths and add up to the score exactly.
struct ScoreBreakdown {
  std::array<double, kPartCount> values{};  ///< 0 to 1 each, multiples of 0.0001
  std::array<std::int32_t, kPartCount> contributions{};
  double employer_silence = 0;        ///< 0 to 1, a multiple of 0.0001
  std::int32_t employer_answers = 0;  ///< what it takes off: never above 0
  std::int32_t score = 0;
};

/// Everything of this run that scores: rows are people and offers in the order of their ids. Borrowed by `Scorer`.
struct ScoringInputs {
  const PeopleMatrix* people = nullptr;
  const OfferMatrix* offers = nullptr;
  std::span<const PersonLimits> limits;
  std::span<const OfferConditions> conditions;
  std::span<const OfferFacts> facts;
  Day monday;
};

/// One person made ready for many offers: their sparse rows spread out for direct look-up.
struct PersonProfile {
  PersonIndex person;
  std::vector<float> occupations;  ///< fit by occupation
  std::vector<float> skills;       ///< strength by skill
  bool has_occupations = false;
  bool has_skills = false;
  bool senior = false;        ///< posts that lead or ask for mastery are within reach
  std::uint32_t matters = 0;  ///< bit per rule whose unknown answer weighs for this person
};

/// A part as it is shown and counted: a multiple of 0.0001 between 0 and 1. Rounded before it is weighed, so that what
/// is shown is what counted.
inline double shown_value(double value) {
  // Half of the smallest step upwards: what std::round does, without a call.
  return static_cast<double>(static_cast<std::int64_t>(std::clamp(value, 0.0, 1.0) * 10'000 + 0.5)) / 10'000;
}

/// How much an offer's work must have to do with a person to be proposed.
struct Relevance {
  double occupation = 0;  ///< least shown value of the part, 0 to 1 …
  double skills = 0;      ///< … or of this one, for a person none of whose occupations is known

  bool operator==(const Relevance&) const = default;
};

/// Whether the work has enough to do with the person, by the shown values of both parts; without anything known of
/// them, all work has.
bool is_relevant(const PersonProfile& profile, double occupation, double skills, const Relevance& least);

/// How well pairs fit. Immutable, thread-safe; borrows its inputs.
class Scorer {
 public:
  Scorer(const ScoringInputs& inputs, const ScoreWeights& weights) : inputs_(inputs), weights_(weights) {}

  /// Spreads a person out; reuses the memory of `profile`.
  void prepare(PersonIndex person, PersonProfile& profile) const;
  /// The parts of a pair and their sum. Integers from the values on: the same bits on every machine.
  [[nodiscard]] ScoreBreakdown explain(const PersonProfile& profile, OfferIndex offer) const;
  /// Whether a pair has enough to do with each other; the same as by the parts of `explain`.
  [[nodiscard]] bool is_relevant(const PersonProfile& profile, OfferIndex offer, const Relevance& least) const;
  /// What a part adds to the score, in ten-thousandths, from its shown value.
  [[nodiscard]] std::int32_t contribution(Part part, double shown) const {
    return static_cast<std::int32_t>(shown * weights_.of[static_cast<std::size_t>(part)] * 10'000 + 0.5);
  }
  /// What the employer's silence takes off, in ten-thousandths: never above 0.
  [[nodiscard]] std::int32_t employer_answers(const OfferFacts& facts) const {
    return -static_cast<std::int32_t>(shown_value(facts.employer_silence) * -weights_.employer_answers * 10'000 + 0.5);
  }
  [[nodiscard]] const ScoringInputs& inputs() const { return inputs_; }
  [[nodiscard]] const ScoreWeights& weights() const { return weights_; }

 private:
  ScoringInputs inputs_;
  ScoreWeights weights_;
};

/// What the score must know of the offer on `monday`.
OfferFacts offer_facts(const Offer& offer, const OfferUnderstanding& understood, Day monday);

}  // namespace passerelle
