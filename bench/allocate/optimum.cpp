#include <algorithm>
#include <limits>
#include <queue>
#include <utility>

#include "bench/allocate/rivals.h"

namespace passerelle::bench {
namespace {

/// A network in which each arc stands beside its reverse.
class Network {
 public:
  explicit Network(std::size_t nodes) : arcs_of_(nodes), potential_(nodes) {}

  void add(std::size_t from, std::size_t to, std::int64_t capacity, std::int64_t cost) {
    arcs_of_[from].push_back(arcs_.size());
    arcs_.push_back({to, capacity, cost});
    arcs_of_[to].push_back(arcs_.size());
    arcs_.push_back({from, 0, -cost});
  }

  /// The least cost of any flow, while another unit lowers it. `potential` makes every first cost at least 0.
  std::int64_t least_cost(std::size_t source, std::size_t sink, std::vector<std::int64_t> potential) {
    potential_ = std::move(potential);
    std::int64_t total = 0;
    for (;;) {
      const std::int64_t cost = push_one(source, sink);
      if (cost >= 0) {
        return total;
      }
      total += cost;
    }
  }

 private:
  struct Arc {
    std::size_t to;
    std::int64_t room;
    std::int64_t cost;
  };

  /// Sends one unit along the cheapest path; its cost, or 0 when there is no path.
  std::int64_t push_one(std::size_t source, std::size_t sink) {
    constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
    std::vector<std::int64_t> far(arcs_of_.size(), kFar);
    std::vector<std::size_t> by(arcs_of_.size());
    std::priority_queue<std::pair<std::int64_t, std::size_t>> near;
    far[source] = 0;
    near.emplace(0, source);
    while (!near.empty()) {
      const auto [negative, node] = near.top();
      near.pop();
      if (-negative != far[node]) {
        continue;
      }
      for (const std::size_t row : arcs_of_[node]) {
        const Arc& arc = arcs_[row];
        const std::int64_t there = far[node] + arc.cost + potential_[node] - potential_[arc.to];
        if (arc.room > 0 && there < far[arc.to]) {
          far[arc.to] = there;
          by[arc.to] = row;
          near.emplace(-there, arc.to);
        }
      }
    }
    if (far[sink] == kFar) {
      return 0;
    }
    for (std::size_t node = 0; node < far.size(); ++node) {
      potential_[node] += std::min(far[node], far[sink]);
    }
    const std::int64_t cost = potential_[sink] - potential_[source];
    if (cost >= 0) {
      return 0;
    }
    for (std::size_t node = sink; node != source; node = arcs_[by[node] ^ 1U].to) {
      --arcs_[by[node]].room;
      ++arcs_[by[node] ^ 1U].room;
    }
    return cost;
  }

  std::vector<Arc> arcs_;
  std::vector<std::vector<std::size_t>> arcs_of_;
  std::vector<std::int64_t> potential_;
};

}  // namespace

std::int64_t total_value(const AllocationProblem& problem, const std::vector<Share>& shares) {
  std::int64_t total = 0;
  for (std::size_t person = 0; person < shares.size(); ++person) {
    for (std::uint64_t row = problem.begins[person]; row < problem.begins[person + 1]; ++row) {
      if (std::ranges::find(shares[person].offers, problem.offers[row]) != shares[person].offers.end()) {
        total += problem.values[row];
      }
    }
  }
  return total;
}

std::int64_t optimum(const AllocationProblem& problem, std::size_t per_person) {
  const std::size_t people = problem.people();
  const std::size_t offers = problem.capacity.size();
  const std::size_t source = people + offers;
  const std::size_t sink = source + 1;
  Network network(sink + 1);
  const std::int64_t most = problem.values.empty() ? 0 : *std::ranges::max_element(problem.values);
  // Offers and the sink stand `most` lower: then no arc from a person costs less than 0.
  std::vector<std::int64_t> potential(sink + 1, -most);
  potential[source] = 0;
  for (std::size_t person = 0; person < people; ++person) {
    potential[person] = 0;
    network.add(source, person, static_cast<std::int64_t>(per_person), 0);
    for (std::uint64_t row = problem.begins[person]; row < problem.begins[person + 1]; ++row) {
      network.add(person, people + problem.offers[row].value(), 1, -problem.values[row]);
    }
  }
  for (std::size_t offer = 0; offer < offers; ++offer) {
    network.add(people + offer, sink, problem.capacity[offer], 0);
  }
  return -network.least_cost(source, sink, std::move(potential));
}

}  // namespace passerelle::bench
