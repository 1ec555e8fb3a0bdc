#include "country.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <vector>

#include "chart.h"
#include "sections.h"

namespace passerelle::bench {
namespace {

/// What a run costs as `offers · x + people · y + z`.
struct Fit {
  double per_offer = 0;
  double per_person = 0;
  double fixed = 0;
};

/// Least squares by the normal equations, each run weighed by its size so that small and large ones count alike.
Fit fitted(const std::vector<const NightRun*>& runs, const std::function<double(const NightRun&)>& cost) {
  std::array<std::array<double, 4>, 3> sums{};
  for (const NightRun* run : runs) {
    const std::array<double, 4> row{run->offers, run->people, 1, cost(*run)};
    const double weight = 1 / std::max(1e-12, row[3] * row[3]);
    for (std::size_t i = 0; i < 3; ++i) {
      for (std::size_t j = 0; j < 4; ++j) {
        sums.at(i).at(j) += weight * row.at(i) * row.at(j);
      }
    }
  }
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      if (j != i && sums.at(i).at(i) != 0) {
        const double factor = sums.at(j).at(i) / sums.at(i).at(i);
        for (std::size_t k = 0; k < 4; ++k) {
          sums.at(j).at(k) -= factor * sums.at(i).at(k);
        }
      }
    }
  }
  const auto solution = [&](std::size_t i) {
    return sums.at(i).at(i) == 0 ? 0.0 : std::max(0.0, sums.at(i)[3] / sums.at(i).at(i));
  };
  return {solution(0), solution(1), solution(2)};
}

/// A night of the whole country on `nodes`, in seconds by the clock.
struct CountryNight {
  double understanding = 0;
  double exchange = 0;
  double ranking = 0;
  double lists = 0;
  double reduce = 0;
  double moved = 0;   ///< bytes into each node
  double memory = 0;  ///< bytes of each node
  [[nodiscard]] double total() const { return understanding + exchange + ranking + lists + reduce; }
};

CountryNight night_on(double nodes, const MeasuredCosts& costs, double ranking_core_seconds,
                      const CountryAssumptions& assumed) {
  const double cores = nodes * assumed.cores * assumed.kept;
  CountryNight night;
  night.understanding = (costs.per_offer * assumed.offers + costs.per_person * assumed.people) / cores + costs.fixed;
  night.moved = assumed.offers * assumed.row_bytes * (nodes - 1) / nodes;
  night.exchange = night.moved / assumed.network_bytes;
  night.ranking = ranking_core_seconds / cores;
  night.lists = costs.per_list * assumed.people / cores;
  night.reduce =
      nodes == 1 ? 0 : std::ceil(std::log2(nodes)) * (assumed.latency + assumed.count_bytes / assumed.network_bytes);
  night.memory = assumed.offers * costs.bytes_per_offer + assumed.people * costs.bytes_per_person / nodes;
  return night;
}

}  // namespace

std::optional<MeasuredCosts> measured_costs(const Results& results) {
  std::vector<const NightRun*> runs;
  for (const NightRun& run : results.nights) {
    if (run.series == "people" || run.series == "offers" || run.series == "both") {
      runs.push_back(&run);
    }
  }
  constexpr std::size_t kEnough = 4;
  if (runs.size() < kEnough) {
    return std::nullopt;
  }
  const Fit understanding = fitted(runs, [&](const NightRun& run) {
    return run.core_seconds("reading and understanding") + run.core_seconds("reading") +
           run.core_seconds("understanding") + run.core_seconds("duplicates") + run.core_seconds("vectors and limits");
  });
  const Fit memory = fitted(runs, [](const NightRun& run) { return run.peak_bytes; });
  MeasuredCosts costs;
  costs.per_offer = understanding.per_offer;
  costs.per_person = understanding.per_person;
  costs.bytes_per_offer = memory.per_offer;
  costs.bytes_per_person = memory.per_person;
  double ranking = 0;
  double pairs = 0;
  double lists = 0;
  double people = 0;
  double passing = 0;
  for (const NightRun* run : runs) {
    ranking += run->core_seconds("ranking");
    pairs += run->considered;
    passing += run->passing;
    lists += run->core_seconds("lists") + run->core_seconds("writing") + run->core_seconds("sharing out");
    people += run->people;
    costs.fixed = std::max(costs.fixed, run->step("loading"));
  }
  costs.per_pair = ranking / std::max(1.0, pairs);
  costs.passing = passing / std::max(1.0, pairs);
  costs.per_list = lists / std::max(1.0, people);
  return costs;
}

std::string country_on_paper(const Results& results, const CountryAssumptions& assumed) {
  const std::optional<MeasuredCosts> costs = measured_costs(results);
  if (!costs) {
    return "*Not computed yet: `tools/bench --night` measures the costs it is made from.*\n";
  }
  const double pairs = assumed.people * assumed.offers;
  const std::optional<double> passing_pair = least_counter(results, "rank", "ns_per_passing_pair");
  const double ranking = passing_pair ? pairs * costs->passing * *passing_pair * 1e-9 : pairs * costs->per_pair;
  std::string text = fmt::format(
      "{} people × {} offers: {} pairs, of which {:.1f} % pass all limits. From the growth series above, for one core: "
      "**{}** to understand an offer, **{}** for a person, **{}** for a list, and {}.\n\n",
      grouped(assumed.people), grouped(assumed.offers), grouped(pairs / 1e9) + " billion", 100 * costs->passing,
      duration(costs->per_offer), duration(costs->per_person), duration(costs->per_list),
      passing_pair ? fmt::format("**{} ns** to rank a passing pair (`bench/rank`)", short_number(*passing_pair))
                   : fmt::format("**{} ns** to rank a pair, passing or not", short_number(costs->per_pair * 1e9)));
  text +=
      "| nodes | understanding | exchange of offers | ranking | lists | reduce | **the night** | moved into each node "
      "| "
      "memory of each node |\n|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n";
  for (const double nodes : {1.0, 8.0, 64.0}) {
    const CountryNight night = night_on(nodes, *costs, ranking, assumed);
    text += fmt::format("| {} | {} | {} | {} | {} | {} | **{}** | {} | {} |\n", nodes, duration(night.understanding),
                        duration(night.exchange), duration(night.ranking), duration(night.lists),
                        duration(night.reduce), duration(night.total()), bytes(night.moved), bytes(night.memory));
  }
  text += fmt::format(
      "\nAssumed: {} cores a node, each like one measured here and {:.0f} % of it when all work; {} a second between "
      "nodes, {} a message; {} for an understood offer on the wire. People are shared out over the nodes, each node "
      "understands its share of the offers, then every node receives the rows of all others; a list is made whole "
      "where "
      "its person is, so that only counts are added up at the end (a tree of ⌈log2 nodes⌉ messages of {}). Memory is "
      "that of "
      "today's program, which keeps the texts of all offers on every node.\n",
      assumed.cores, 100 * assumed.kept, bytes(assumed.network_bytes), duration(assumed.latency),
      bytes(assumed.row_bytes), bytes(assumed.count_bytes));
  return text;
}

}  // namespace passerelle::bench
