#include <hnswlib/hnswlib.h>

#include <algorithm>

#include "base/parallel.h"
#include "systems.h"
#include "timing.h"

namespace passerelle::bench {
namespace {

/// This version has no filter: more are asked for until enough pass, up to all that is sensible.
std::vector<float> ask_filtered(const Workload& workload, hnswlib::HierarchicalNSW<float>& index, std::size_t person) {
  constexpr std::size_t kMost = 16'384;
  std::vector<float> scores;
  for (std::size_t fetched = 1'024; fetched <= kMost; fetched *= 4) {
    index.setEf(fetched);
    auto found = index.searchKnn(workload.person_row(person), fetched);
    scores.clear();
    for (; !found.empty(); found.pop()) {
      if (workload.passes(person, found.top().second)) {
        scores.push_back(1 - found.top().first);
      }
    }
    if (scores.size() >= kBest) {
      break;
    }
  }
  std::sort(scores.rbegin(), scores.rend());
  scores.resize(std::min(scores.size(), kBest));
  return scores;
}

}  // namespace

std::vector<SystemRow> run_hnswlib(const Workload& workload, const PlaceGrid& grid) {
  hnswlib::InnerProductSpace space(workload.dimensions);
  hnswlib::HierarchicalNSW<float> index(&space, workload.offers(), 16, 100, 1);
  index.addPoint(workload.offer_row(0), 0);
  parallel_for(workload.offers() - 1, [&](std::size_t row) { index.addPoint(workload.offer_row(row + 1), row + 1); });

  constexpr std::size_t kChecked = 200;
  std::vector<std::uint32_t> everything(workload.offers());
  for (std::uint32_t offer = 0; offer < everything.size(); ++offer) {
    everything[offer] = offer;
  }
  index.setEf(64);
  const auto ask = [&](std::size_t person) {
    auto found = index.searchKnn(workload.person_row(person), kBest);
    std::vector<float> scores;
    for (; !found.empty(); found.pop()) {
      scores.push_back(1 - found.top().first);
    }
    std::reverse(scores.begin(), scores.end());
    return scores;
  };
  SystemRow all{"hnswlib", "ef 64, dense rows alone", false};
  const auto asker = [&](std::size_t) { return [&](std::size_t person) { ask(person); }; };
  all.queries_per_second = queries_per_second(1, workload.people(), asker);
  all.queries_per_second_two_threads = queries_per_second(2, workload.people(), asker);
  all.recall = 0;
  for (std::size_t person = 0; person < kChecked; ++person) {
    all.recall += recall_of(best_products(workload, person, everything), ask(person)) / kChecked;
  }

  SystemRow filtered{"hnswlib", "dense rows, more fetched until 20 pass", true};
  const auto filtered_asker = [&](std::size_t) {
    return [&](std::size_t person) { ask_filtered(workload, index, person); };
  };
  const std::size_t count = workload.people() / 4;
  filtered.queries_per_second = queries_per_second(1, count, filtered_asker);
  // How many are fetched is a setting of the whole index: two threads would disturb each other.
  filtered.recall = 0;
  for (std::size_t person = 0; person < kChecked; ++person) {
    filtered.recall +=
        recall_of(best_products(workload, person, grid.offers_within(person)), ask_filtered(workload, index, person)) /
        kChecked;
  }
  return {all, filtered};
}

}  // namespace passerelle::bench
