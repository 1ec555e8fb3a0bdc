#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "bench/allocate/rivals.h"

namespace passerelle::bench {
namespace {

constexpr std::size_t kTogether = 256;

/// Candidates by offer.
struct Wanting {
  std::vector<std::uint64_t> begins;
  std::vector<std::uint32_t> candidates;
};

Wanting wanting_of(const AllocationProblem& problem) {
  Wanting wanting;
  wanting.begins.assign(problem.capacity.size() + 1, 0);
  for (const OfferIndex offer : problem.offers) {
    ++wanting.begins[offer.value() + 1];
  }
  for (std::size_t offer = 0; offer < problem.capacity.size(); ++offer) {
    wanting.begins[offer + 1] += wanting.begins[offer];
  }
  wanting.candidates.resize(problem.offers.size());
  std::vector<std::uint64_t> next(wanting.begins.begin(), wanting.begins.end() - 1);
  for (std::uint32_t row = 0; row < problem.offers.size(); ++row) {
    wanting.candidates[next[problem.offers[row].value()]++] = row;
  }
  return wanting;
}

template <class Body>
void in_parallel(std::size_t count, const Body& body) {
  parallel_for((count + kTogether - 1) / kTogether, [&](std::size_t block) {
    for (std::size_t row = block * kTogether; row < std::min(count, (block + 1) * kTogether); ++row) {
      body(row);
    }
  });
}

}  // namespace

std::vector<Share> transport(const AllocationProblem& problem, std::size_t per_person, double softness, int rounds) {
  const Wanting wanting = wanting_of(problem);
  std::vector<float> price(problem.capacity.size(), 0.0F);
  std::vector<float> flow(problem.offers.size());
  const auto value = [&](std::uint64_t row) { return static_cast<float>(problem.values[row]) * 1e-4F; };
  const auto soft = static_cast<float>(softness);
  for (int round = 0; round < rounds; ++round) {
    in_parallel(problem.people(), [&](std::size_t person) {
      float best = 0;
      for (std::uint64_t row = problem.begins[person]; row < problem.begins[person + 1]; ++row) {
        best = std::max(best, value(row) - price[problem.offers[row].value()]);
      }
      float sum = 0;
      for (std::uint64_t row = problem.begins[person]; row < problem.begins[person + 1]; ++row) {
        flow[row] = std::exp((value(row) - price[problem.offers[row].value()] - best) / soft);
        sum += flow[row];
      }
      for (std::uint64_t row = problem.begins[person]; row < problem.begins[person + 1]; ++row) {
        // Nobody is shown an offer more than once.
        flow[row] = std::min(1.0F, flow[row] / sum * static_cast<float>(per_person));
      }
    });
    in_parallel(problem.capacity.size(), [&](std::size_t offer) {
      float load = 0;
      for (std::uint64_t place = wanting.begins[offer]; place < wanting.begins[offer + 1]; ++place) {
        load += flow[wanting.candidates[place]];
      }
      if (load > 0) {
        price[offer] = std::max(
            0.0F, price[offer] + soft * std::log(load / static_cast<float>(std::max(1U, problem.capacity[offer]))));
      }
    });
  }
  // Rounded by the same greedy as ours, on what is left of the values once prices are paid.
  AllocationProblem priced = problem;
  in_parallel(problem.people(), [&](std::size_t person) {
    std::vector<std::pair<std::int32_t, OfferIndex>> order;
    for (std::uint64_t row = problem.begins[person]; row < problem.begins[person + 1]; ++row) {
      const float left = value(row) - price[problem.offers[row].value()];
      order.emplace_back(-static_cast<std::int32_t>(std::lround((left + 1) * 10'000)), problem.offers[row]);
    }
    std::ranges::stable_sort(order, {}, &std::pair<std::int32_t, OfferIndex>::first);
    for (std::size_t place = 0; place < order.size(); ++place) {
      priced.values[problem.begins[person] + place] = std::max(0, -order[place].first);
      priced.offers[problem.begins[person] + place] = order[place].second;
    }
  });
  AllocationOptions options;
  options.per_person = options.per_employer = options.per_occupation = per_person;
  options.guaranteed = options.reserve = 0;
  options.stretch = false;
  options.for_a_week_without = 0;
  std::vector<Share> shares = allocate(priced, options);
  // In the order of values again.
  for (std::size_t person = 0; person < shares.size(); ++person) {
    const std::vector<OfferIndex> held = std::move(shares[person].offers);
    shares[person].offers.clear();
    for (std::uint64_t row = problem.begins[person]; row < problem.begins[person + 1]; ++row) {
      if (std::ranges::find(held, problem.offers[row]) != held.end()) {
        shares[person].offers.push_back(problem.offers[row]);
      }
    }
  }
  return shares;
}

}  // namespace passerelle::bench
