#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "workload.h"

namespace passerelle::bench {

constexpr std::size_t kBest = 20;

/// How one system did on one workload.
struct SystemRow {
  std::string system;
  std::string what;  ///< what it computes
  bool filtered = false;
  double queries_per_second = 0;
  double queries_per_second_two_threads = 0;
  double recall = -1;  ///< of the best 20 against its own exact answer; -1 when it is exact by design
};

/// Each runs every person of the workload as a query, on one thread and on two.
std::vector<SystemRow> run_xapian(const Workload& workload, const PlaceGrid& grid);
std::vector<SystemRow> run_faiss(const Workload& workload, const PlaceGrid& grid);
std::vector<SystemRow> run_hnswlib(const Workload& workload, const PlaceGrid& grid);
/// Ours: the combined score of all that pass.
std::vector<SystemRow> run_ours(const Workload& workload, const PlaceGrid& grid);

/// The best 20 of `offers` by scalar product with the person's row; scores, best first.
std::vector<float> best_products(const Workload& workload, std::size_t person,
                                 const std::vector<std::uint32_t>& offers);

}  // namespace passerelle::bench
