#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "allocate/allocation.h"

namespace passerelle {

/// How lists share the offers out; reserves are left aside.
struct Congestion {
  std::uint64_t shown = 0;          ///< items of all lists
  std::uint64_t beyond = 0;         ///< of these, those by which offers are shown to more people than their capacity
  std::uint64_t offers_wanted = 0;  ///< offers that are a candidate of somebody
  std::uint64_t offers_shown = 0;   ///< of these, shown to somebody
  std::uint64_t people_served = 0;  ///< with at least one offer
  std::uint64_t people_short = 0;   ///< with fewer than the guarantee, though they have so many candidates
  double gini = 0;        ///< of how many people are shown each wanted offer: 0 all the same, near 1 a few offers only
  double mean_score = 0;  ///< of all items, ten-thousandths
  std::array<double, 10> deciles{};  ///< the same by tenth of the people, from those with the lowest scores up
};

/// `alone` orders the people into tenths: by the mean score of their items there.
Congestion congestion_of(const AllocationProblem& problem, std::span<const Share> shares, std::span<const Share> alone,
                         std::size_t guaranteed);

}  // namespace passerelle
