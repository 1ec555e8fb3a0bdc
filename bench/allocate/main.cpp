#include <fmt/format.h>

#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>

#include "allocate/congestion.h"
#include "bench/allocate/rivals.h"
#include "bench/allocate/world.h"

// How well, how fairly and how fast offers are shared out: `allocate_bench [PEOPLE OFFERS]`, 100,000 and 500,000 by
// default. Every figure of a table is from one run.

namespace passerelle::bench {
namespace {

AllocationOptions by_value_alone(std::size_t per_person) {
  AllocationOptions options;
  options.per_person = options.per_employer = options.per_occupation = per_person;
  options.guaranteed = options.reserve = 0;
  options.stretch = false;
  options.for_a_week_without = 0;
  return options;
}

void against_the_optimum() {
  fmt::print("Share of the optimum (least-cost flow), 300 people, 40 candidates each, 5 offers a list\n");
  fmt::print("{:>8} {:>6} {:>6} {:>9} {:>9} {:>10} {:>10}\n", "offers", "reach", "taste", "greedy", "transport",
             "guaranteed", "demand/room");
  for (const std::size_t offers : {150U, 400U, 1200U}) {
    for (const std::uint32_t reach : {1U, 3U, 10U}) {
      for (const double taste : {0.2, 0.5}) {
        double greedy = 0;
        double transported = 0;
        double guaranteed = 0;
        double pressure = 0;
        constexpr int kSeeds = 2;
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
          const AllocationProblem problem = make_problem({300, offers, 40, 3, 6, reach, taste, true, seed});
          const auto best = static_cast<double>(optimum(problem, 5));
          const auto ratio = [&](const std::vector<Share>& shares) {
            return static_cast<double>(total_value(problem, shares)) / best / kSeeds;
          };
          AllocationOptions fair = by_value_alone(5);
          fair.guaranteed = 3;
          greedy += ratio(allocate(problem, by_value_alone(5)));
          guaranteed += ratio(allocate(problem, fair));
          transported += ratio(transport(problem, 5, 0.01, 200));
          std::uint64_t room = 0;
          for (const std::uint32_t capacity : problem.capacity) {
            room += capacity;
          }
          pressure += 1500.0 / static_cast<double>(room) / kSeeds;
        }
        fmt::print("{:>8} {:>6} {:>6} {:>9.4f} {:>9.4f} {:>10.4f} {:>10.2f}\n", offers, reach, taste, greedy,
                   transported, guaranteed, pressure);
      }
    }
  }
}

void tell(const std::string& name, const AllocationProblem& problem, const std::vector<Share>& alone,
          const std::function<std::vector<Share>()>& way) {
  // Of the processor, so that others on the machine count little; only transport has several threads.
  const std::clock_t begin = std::clock();
  const std::vector<Share> shares = way();
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  const Congestion congestion = congestion_of(problem, shares, alone, 3);
  const auto share = [](std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0 : 100 * static_cast<double>(part) / static_cast<double>(whole);
  };
  fmt::print("{:<22} {:>6.2f} {:>12} {:>8.2f} {:>6.3f} {:>8.1f} {:>8.2f} {:>7} {:>8.4f}\n", name, seconds,
             total_value(problem, shares) / 10'000, share(congestion.beyond, congestion.shown), congestion.gini,
             share(congestion.offers_shown, congestion.offers_wanted),
             share(congestion.people_served, problem.people()), congestion.people_short,
             congestion.mean_score / 10'000);
}

void at_scale(const World& world) {
  const AllocationProblem problem = make_problem(world);
  fmt::print("\n{} people, {} offers, {} candidates, reach {}\n", world.people, world.offers, problem.offers.size(),
             world.reach);
  fmt::print("{:<22} {:>6} {:>12} {:>8} {:>6} {:>8} {:>8} {:>7} {:>8}\n", "", "s", "value", "beyond %", "gini",
             "offers %", "people %", "short", "mean");
  const AllocationOptions usual;
  const std::vector<Share> alone = allocate_alone(problem, usual);
  tell("each alone", problem, alone, [&] { return allocate_alone(problem, usual); });
  tell("greedy by value", problem, alone, [&] { return allocate(problem, by_value_alone(5)); });
  tell("transport, 30 rounds", problem, alone, [&] { return transport(problem, 5, 0.01, 30); });
  tell("allocate (shipped)", problem, alone, [&] { return allocate(problem, usual); });
}

}  // namespace
}  // namespace passerelle::bench

int main(int count, char** arguments) {
  passerelle::bench::World world;
  if (count > 2) {
    world.people = std::strtoull(arguments[1], nullptr, 10);
    world.offers = std::strtoull(arguments[2], nullptr, 10);
  }
  passerelle::bench::against_the_optimum();
  passerelle::bench::at_scale(world);
  // In fewer and larger places, so that everybody has all their candidates.
  passerelle::bench::World dense = world;
  dense.cities = 100;
  dense.occupations = 20;
  passerelle::bench::at_scale(dense);
  // The same people where work is scarce.
  world.offers /= 20;
  passerelle::bench::at_scale(world);
  return 0;
}
