#include "allocate/congestion.h"

#include <algorithm>
#include <vector>

namespace passerelle {
namespace {

/// The values of a person's items together.
std::int64_t total_of(const AllocationProblem& problem, std::size_t person, const Share& share) {
  std::int64_t total = 0;
  std::size_t next = 0;
  for (std::uint64_t row = problem.begins[person]; row < problem.begins[person + 1] && next < share.offers.size();
       ++row) {
    if (problem.offers[row] == share.offers[next]) {
      total += problem.values[row];
      ++next;
    }
  }
  return total;
}

double mean(std::int64_t total, std::uint64_t count) {
  return count == 0 ? 0 : static_cast<double>(total) / static_cast<double>(count);
}

/// Gini's coefficient (1912).
double gini_of(std::vector<std::uint32_t> counts) {
  std::ranges::sort(counts);
  double weighed = 0;
  double sum = 0;
  for (std::size_t row = 0; row < counts.size(); ++row) {
    weighed += static_cast<double>(row + 1) * counts[row];
    sum += counts[row];
  }
  const auto count = static_cast<double>(counts.size());
  return sum == 0 ? 0 : 2 * weighed / (count * sum) - (count + 1) / count;
}

}  // namespace

Congestion congestion_of(const AllocationProblem& problem, std::span<const Share> shares, std::span<const Share> alone,
                         std::size_t guaranteed) {
  Congestion congestion;
  std::vector<std::uint32_t> shown(problem.capacity.size());
  std::vector<std::int64_t> totals(shares.size());
  std::vector<std::size_t> order;
  std::int64_t total = 0;
  for (std::size_t person = 0; person < shares.size(); ++person) {
    const std::size_t count = shares[person].offers.size();
    for (const OfferIndex offer : shares[person].offers) {
      ++shown[offer.value()];
    }
    totals[person] = total_of(problem, person, shares[person]);
    total += totals[person];
    congestion.shown += count;
    congestion.people_served += count > 0 ? 1U : 0U;
    congestion.people_short += count < std::min(guaranteed, problem.candidates_of(person)) ? 1U : 0U;
    if (!alone[person].offers.empty()) {
      order.push_back(person);
    }
  }
  congestion.mean_score = mean(total, congestion.shown);

  std::vector<bool> wanted(problem.capacity.size());
  for (const OfferIndex offer : problem.offers) {
    wanted[offer.value()] = true;
  }
  std::vector<std::uint32_t> counts;
  for (std::size_t offer = 0; offer < shown.size(); ++offer) {
    if (wanted[offer]) {
      counts.push_back(shown[offer]);
      congestion.offers_shown += shown[offer] > 0 ? 1U : 0U;
      congestion.beyond += shown[offer] > problem.capacity[offer] ? shown[offer] - problem.capacity[offer] : 0;
    }
  }
  congestion.offers_wanted = counts.size();
  congestion.gini = gini_of(std::move(counts));

  std::vector<double> before(shares.size());
  for (const std::size_t person : order) {
    before[person] = mean(total_of(problem, person, alone[person]), alone[person].offers.size());
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t person) { return before[person]; });
  for (std::size_t tenth = 0; tenth < congestion.deciles.size(); ++tenth) {
    std::int64_t sum = 0;
    std::uint64_t items = 0;
    for (std::size_t at = tenth * order.size() / 10; at < (tenth + 1) * order.size() / 10; ++at) {
      sum += totals[order[at]];
      items += shares[order[at]].offers.size();
    }
    congestion.deciles.at(tenth) = mean(sum, items);
  }
  return congestion;
}

}  // namespace passerelle
