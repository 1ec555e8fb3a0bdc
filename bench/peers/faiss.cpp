#include <faiss/IndexFlat.h>
#include <faiss/IndexIVFFlat.h>
#include <faiss/impl/IDSelector.h>
#include <omp.h>

#include <algorithm>

#include "systems.h"
#include "timing.h"

/// The matrix product has threads of its own; other libraries than OpenBLAS have none.
extern "C" __attribute__((weak)) void openblas_set_num_threads(int threads);

namespace passerelle::bench {
namespace {

void use_threads(int threads) {
  omp_set_num_threads(threads);
  if (openblas_set_num_threads != nullptr) {
    openblas_set_num_threads(threads);
  }
}

std::vector<float> ask_filtered(const Workload& workload, const PlaceGrid& grid, const faiss::Index& index,
                                faiss::SearchParameters& parameters, std::size_t person) {
  std::vector<std::uint8_t> allowed((workload.offers() + 7) / 8);
  for (const std::uint32_t offer : grid.offers_within(person)) {
    allowed[offer / 8] = static_cast<std::uint8_t>(allowed[offer / 8] | 1U << (offer % 8));
  }
  faiss::IDSelectorBitmap selector(allowed.size(), allowed.data());
  parameters.sel = &selector;
  std::vector<float> scores(kBest);
  std::vector<faiss::Index::idx_t> ids(kBest);
  index.search(1, workload.person_row(person), kBest, scores.data(), ids.data(), &parameters);
  scores.resize(static_cast<std::size_t>(std::find(ids.begin(), ids.end(), -1) - ids.begin()));
  return scores;
}

template <class Parameters>
SystemRow filtered_row(const Workload& workload, const PlaceGrid& grid, const faiss::Index& index,
                       const Parameters& parameters, const std::string& system, const std::string& what) {
  SystemRow row{system, what, true};
  const auto asker = [&](std::size_t) {
    return [&, own = parameters](std::size_t person) mutable { ask_filtered(workload, grid, index, own, person); };
  };
  // Threads of ours, one query each: it has no batch where every query has its own filter.
  use_threads(1);
  row.queries_per_second = queries_per_second(1, workload.people(), asker);
  row.queries_per_second_two_threads = queries_per_second(2, workload.people(), asker);
  constexpr std::size_t kChecked = 200;
  row.recall = 0;
  Parameters own = parameters;
  for (std::size_t person = 0; person < kChecked; ++person) {
    row.recall += recall_of(best_products(workload, person, grid.offers_within(person)),
                            ask_filtered(workload, grid, index, own, person)) /
                  kChecked;
  }
  return row;
}

}  // namespace

std::vector<SystemRow> run_faiss(const Workload& workload, const PlaceGrid& grid) {
  std::vector<SystemRow> rows;
  const auto dimensions = static_cast<faiss::Index::idx_t>(workload.dimensions);
  const auto offers = static_cast<faiss::Index::idx_t>(workload.offers());
  const auto people = static_cast<faiss::Index::idx_t>(workload.people());
  faiss::IndexFlatIP flat(dimensions);
  flat.add(offers, workload.offer_rows.data());
  SystemRow all{"FAISS Flat", "dense rows alone", false};
  for (const int threads : {1, 2}) {
    use_threads(threads);
    std::vector<float> scores(workload.people() * kBest);
    std::vector<faiss::Index::idx_t> ids(workload.people() * kBest);
    const Stopwatch watch(static_cast<std::size_t>(threads));
    flat.search(people, workload.person_rows.data(), kBest, scores.data(), ids.data());
    (threads == 1 ? all.queries_per_second : all.queries_per_second_two_threads) =
        static_cast<double>(people) / watch.seconds();
  }
  rows.push_back(all);
  rows.push_back(
      filtered_row(workload, grid, flat, faiss::SearchParameters(), "FAISS Flat", "dense rows, bitmap of places"));

  constexpr std::size_t kLists = 512;
  faiss::IndexFlatIP coarse(dimensions);
  faiss::IndexIVFFlat inverted(&coarse, workload.dimensions, kLists, faiss::METRIC_INNER_PRODUCT);
  use_threads(2);
  inverted.train(offers, workload.offer_rows.data());
  inverted.add(offers, workload.offer_rows.data());
  faiss::SearchParametersIVF parameters;
  parameters.nprobe = 16;
  rows.push_back(filtered_row(workload, grid, inverted, parameters, "FAISS IVF",
                              "512 lists, 16 probes, dense rows, bitmap of places"));
  return rows;
}

}  // namespace passerelle::bench
