#pragma once

#include <array>
#include <cstdint>

#include "base/simd.h"
#include "rank/answer_word.h"

namespace passerelle {

/// Offers side by side that one person is compared with at once: at most this many.
inline constexpr std::size_t kTileOffers = 512;
/// Occupations of an offer that have columns of their own; the shares of the others are one column.
inline constexpr std::size_t kOccupationColumns = 4;
/// Room behind a list that whole vectors are written to.
inline constexpr std::size_t kVectorSlack = 16;

/// Four look-ups for each offer, added to what its place answers: `words[i] = places[i] + Σ tables[t][classes[t][i]]`.
/// Returns all words joined by "or": the bits from `kUnresolvedShift` on tell whether a class was never asked for.
struct LookUps {
  std::array<const std::uint32_t*, 4> classes{};
  std::array<const AnswerWord*, 4> tables{};
  const AnswerWord* places = nullptr;
  std::size_t count = 0;
};
AnswerWord look_up(SimdLevel level, const LookUps& asked, AnswerWord* words);

/// What is sieved: every pointer is to the first of `count` offers, or to a table of the person.
struct SieveInput {
  std::size_t count = 0;
  const AnswerWord* words = nullptr;          ///< resolved
  const std::int32_t* travel_most = nullptr;  ///< no journey to the offer is worth more
  const float* skills_most = nullptr;         ///< what skills and soft skills add, not rounded
  const std::int32_t* fixed = nullptr;        ///< beginners and freshness
  const std::uint32_t* terms = nullptr;       ///< class of contract and hours
  std::array<const std::uint32_t*, kOccupationColumns> occupations{};
  std::array<const float*, kOccupationColumns> shares{};
  const float* other_shares = nullptr;
  const float* senior = nullptr;              ///< ½ for a senior post; null for a person within whose reach these are
  const std::int32_t* terms_worth = nullptr;  ///< by class of terms
  const float* fits = nullptr;                ///< by occupation
  std::array<std::int32_t, 16> certainty{};   ///< by number of unknown answers; the last for all from there on
  float most_fit = 0;
  float occupation_scale = 0;      ///< ten-thousandths that an occupation value of 1 adds
  std::int32_t others_most = 0;    ///< the most that all other parts add, and what rounding may
  AnswerWord liftable = 0;         ///< failures that a step lifts
  std::int32_t best_least = 0;     ///< bounds below this are not among the best …
  float relevant_least = -1;       ///< … nor those of occupation values below this
  std::int32_t blocked_least = 0;  ///< bounds below this are not among the best blocked
};

/// Offers that may be among the best: their rows from the first offer on, and the bounds of their scores.
struct Bounded {
  std::array<std::uint32_t, kTileOffers + kVectorSlack> rows;
  std::array<std::int32_t, kTileOffers + kVectorSlack> bounds;
  std::size_t count = 0;
};

/// What is left, in the order of rows.
struct SieveOutput {
  std::size_t eligible = 0;
  std::size_t failed_count = 0;
  std::array<AnswerWord, kTileOffers + kVectorSlack> failed;  ///< failures of each offer that has some
  Bounded best;                                               ///< eligible
  Bounded blocked;                                            ///< one liftable failure
};

/// Tells which offers may be among the best. The bound of an offer's score is
///
///     fixed + terms + certainty (all exact) + travel_most + ⌊occupation × occupation_scale + skills_most⌋ +
///     others_most
///
/// and never less than its score: `travel_most` is taken at a place no farther. Occupation, skills and soft skills are
/// the same sums as those of the score, not rounded. The score rounds each twice: to a shown value, by at most half of
/// a ten-thousandth times the part's weight, and to a contribution, by at most ½. Weights sum to at most 1, so that all
/// three gain at most ½ + 3 × ½ = 2; cutting the bound to a whole number loses less than 1. The occupation value in
/// single precision is a sum of at most five products of numbers up to 1, off by less than 10⁻⁶ of itself, 0.01; for
/// the sum of skills, see where `others_most` is made. It holds 4 for all this.
void sieve(SimdLevel level, const SieveInput& input, SieveOutput& output);

}  // namespace passerelle
