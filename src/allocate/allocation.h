#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "domain/offer.h"

namespace passerelle {

/// What is known of a candidate beside its value, as bits.
enum CandidateMark : std::uint8_t {
  kMarkPinned = 1,           ///< a référent asked for it: before all others
  kMarkStretch = 2,          ///< reached through a near occupation or skills, not wished
  kMarkEmployerLately = 4,   ///< the person saw this employer in the last issue
  kMarkOccupationLately = 8  ///< the person saw this occupation in the last issue
};

/// What a candidate is worth when offers are shared out: its value, more when it is pinned, a little less for what was
/// seen last time. The score that is shown stays what it is.
constexpr std::int32_t worth(std::int32_t value, std::uint8_t marks) {
  constexpr std::int32_t kPinned = 10'000;
  constexpr std::int32_t kLately = 100;
  return value + ((marks & kMarkPinned) != 0 ? kPinned : 0) - ((marks & kMarkEmployerLately) != 0 ? kLately : 0) -
         ((marks & kMarkOccupationLately) != 0 ? kLately : 0);
}

/// A group that nothing belongs to.
inline constexpr std::uint32_t kNoGroup = std::numeric_limits<std::uint32_t>::max();

/// Who may be shown what, and how many may be shown it. People and offers are rows; the candidates of person p are
/// those from `begins[p]` up to `begins[p + 1]`.
struct AllocationProblem {
  std::vector<std::uint64_t> begins{0};  ///< one more than there are people
  // By candidate: of one person by falling worth, each offer once.
  std::vector<OfferIndex> offers;
  std::vector<std::int32_t> values;  ///< ten-thousandths
  std::vector<std::uint8_t> marks;   ///< `CandidateMark`
  // By offer.
  std::vector<std::uint32_t> capacity;    ///< how many people may be shown it
  std::vector<std::uint32_t> employer;    ///< number of the employer, or kNoGroup
  std::vector<std::uint32_t> occupation;  ///< number of the occupation, or kNoGroup
  // By person.
  std::vector<std::uint32_t> weeks_without;  ///< issues in a row in which nothing could be proposed
  std::vector<std::uint64_t> lots;           ///< drawn for this issue: the lower comes first among equals

  [[nodiscard]] std::size_t people() const { return begins.size() - 1; }
  [[nodiscard]] std::size_t candidates_of(std::size_t person) const { return begins[person + 1] - begins[person]; }
};

struct AllocationOptions {
  std::size_t per_person = 5;      ///< offers in a list
  std::size_t guaranteed = 3;      ///< everyone gets so many whenever that is possible at all; variety gives way for it
  std::size_t reserve = 2;         ///< more offers, to take the place of one that is found closed
  std::size_t per_employer = 1;    ///< at most this many of one employer in a list
  std::size_t per_occupation = 3;  ///< at most this many of one occupation in a list that other offers can fill
  bool stretch = true;             ///< the last place of a full list goes to an offer that opens another trade …
  std::int32_t stretch_costs_at_most = 2'000;  ///< … unless it is worth so many ten-thousandths less
  std::int32_t for_a_week_without = 300;  ///< ten-thousandths a candidate is worth more for each week with nothing …
  std::uint32_t weeks_that_count = 4;     ///< … of so many at most
};

/// What one person is shown; rows of offers by falling worth.
struct Share {
  std::vector<OfferIndex> offers;
  std::vector<OfferIndex> reserve;

  bool operator==(const Share&) const = default;
};

/// Shares the offers out. No offer is shown to more people than its capacity, reserves included: when all is full, a
/// list stays short.
/// - People and offers meet by falling worth (greedy), within the limits of variety. A list that stays short then takes
///   more of one occupation, never more of one employer beyond the guarantee.
/// - Who is left with less than the guarantee gets it by exchanges along chains of people, unless none exist: as many
///   people as can be have one offer, of these as many as can be have two, and so on, those with more weeks without
///   anything first.
/// - Two people exchange an offer each where both together gain, unless there are millions of candidates.
/// Whole numbers in a fixed order: the same shares on every machine, whatever the order of people and offers, as long
/// as lots differ.
std::vector<Share> allocate(const AllocationProblem& problem, const AllocationOptions& options);

/// What everybody would be shown if nobody else were there: the best of each, the same however many want it.
std::vector<Share> allocate_alone(const AllocationProblem& problem, const AllocationOptions& options);

}  // namespace passerelle
