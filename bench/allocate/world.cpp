#include "bench/allocate/world.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/parallel.h"

namespace passerelle::bench {
namespace {

/// A number from 0 to 1 drawn for these three.
double drawn(std::uint64_t seed, std::uint64_t first, std::uint64_t second) {
  std::uint64_t mixed = seed * 0x9e3779b97f4a7c15ULL ^ first * 0xbf58476d1ce4e5b9ULL ^ second * 0x94d049bb133111ebULL;
  mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
  return static_cast<double>((mixed ^ (mixed >> 31U)) >> 11U) * 0x1p-53;
}

/// A city, the greatest being `cities` times as great as the least (Zipf).
std::size_t city_of(double draw, std::size_t cities) {
  return static_cast<std::size_t>(std::pow(static_cast<double>(cities), draw)) - 1;
}

/// Trades are wanted unlike often.
std::size_t occupation_of(double draw, std::size_t occupations) {
  return static_cast<std::size_t>(draw * draw * static_cast<double>(occupations));
}

}  // namespace

AllocationProblem make_problem(const World& world) {
  AllocationProblem problem;
  std::vector<std::vector<std::uint32_t>> by_city_and_occupation(world.cities * world.occupations);
  std::vector<double> attraction(world.offers);
  for (std::uint32_t offer = 0; offer < world.offers; ++offer) {
    const std::size_t city = city_of(drawn(world.seed, offer, 1), world.cities);
    const std::size_t occupation = occupation_of(drawn(world.seed, offer, 2), world.occupations);
    by_city_and_occupation[city * world.occupations + occupation].push_back(offer);
    attraction[offer] = drawn(world.seed, offer, 3);
    const double posts = world.many_posts ? 1 + std::floor(3 * std::pow(drawn(world.seed, offer, 4), 8)) : 1;
    problem.capacity.push_back(world.reach * static_cast<std::uint32_t>(posts));
    problem.occupation.push_back(static_cast<std::uint32_t>(occupation));
    problem.employer.push_back(
        static_cast<std::uint32_t>(city * 1000 + static_cast<std::size_t>(drawn(world.seed, offer, 5) * 1000)));
  }
  std::vector<std::vector<std::pair<std::int32_t, std::uint32_t>>> wanted(world.people);
  parallel_for(world.people, [&](std::size_t person) {
    const std::uint64_t who = person + (std::uint64_t{1} << 40U);
    const std::size_t city = city_of(drawn(world.seed, who, 1), world.cities);
    auto& own = wanted[person];
    std::array<std::size_t, 3> wishes{};
    for (std::size_t wish = 0; wish < wishes.size(); ++wish) {
      wishes[wish] = occupation_of(drawn(world.seed, who, 10 + wish), world.occupations);
      if (std::find(wishes.begin(), wishes.begin() + static_cast<std::ptrdiff_t>(wish), wishes[wish]) !=
          wishes.begin() + static_cast<std::ptrdiff_t>(wish)) {
        continue;  // wished already
      }
      for (const std::uint32_t offer : by_city_and_occupation[city * world.occupations + wishes[wish]]) {
        const double value = 0.25 + 0.05 * (2 - static_cast<double>(wish)) +
                             0.5 * ((1 - world.of_taste) * attraction[offer] +
                                    world.of_taste * drawn(world.seed, who, 100 + std::uint64_t{offer}));
        own.emplace_back(-static_cast<std::int32_t>(value * 10'000), offer);
      }
    }
    const std::size_t kept = std::min(own.size(), world.candidates);
    std::partial_sort(own.begin(), own.begin() + static_cast<std::ptrdiff_t>(kept), own.end());
    own.resize(kept);
    own.shrink_to_fit();
  });
  for (std::size_t person = 0; person < world.people; ++person) {
    for (const auto& [negative, offer] : wanted[person]) {
      problem.offers.emplace_back(offer);
      problem.values.push_back(-negative);
    }
    problem.begins.push_back(problem.offers.size());
    problem.weeks_without.push_back(drawn(world.seed, person, 50) < 0.05 ? 1U : 0U);
    problem.lots.push_back(hash64(std::to_string(person), world.seed));
    wanted[person] = {};
  }
  problem.marks.assign(problem.offers.size(), 0);
  return problem;
}

}  // namespace passerelle::bench
