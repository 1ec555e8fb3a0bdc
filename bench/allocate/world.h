#pragma once

#include <cstddef>
#include <cstdint>

#include "allocate/allocation.h"

namespace passerelle::bench {

/// A country that never was: cities of unlike size, whose people want much the same offers.
struct World {
  std::size_t people = 100'000;
  std::size_t offers = 500'000;
  std::size_t candidates = 200;  ///< of each person, fewer where a city has fewer
  std::size_t cities = 400;
  std::size_t occupations = 60;
  std::uint32_t reach = 10;  ///< people for each post
  double of_taste = 0.35;    ///< share of a value that is the person's own; what remains is the same for all
  bool many_posts = true;    ///< some offers have several posts
  std::uint64_t seed = 1;
};

AllocationProblem make_problem(const World& world);

}  // namespace passerelle::bench
