#include "allocate/exchanges.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace passerelle {
namespace {

/// Beyond, the pass would take seconds for less than a thousandth: where people are that many, those who want an offer
/// nearly as much are many too.
constexpr std::size_t kMostCandidates = 6'000'000;
constexpr std::int32_t kNone = std::numeric_limits<std::int32_t>::max();

class Exchanges {
 public:
  Exchanges(Matching& matching, const AllocationProblem& problem, std::span<const std::uint32_t> order,
            const Variety& variety)
      : matching_(matching), problem_(problem), order_(order), variety_(variety) {}

  void pass() {
    find_who_wants();
    ways_.assign(problem_.capacity.size(), {});
    // All of them before the first exchange, which changes what people hold.
    std::vector<std::uint32_t> rows;
    std::vector<bool> seen(problem_.capacity.size());
    for (const std::uint32_t person : order_) {
      for (const std::uint32_t place : matching_.held(person)) {
        const std::uint32_t row = matching_.offer(person, place).value();
        if (!seen[row]) {
          seen[row] = true;
          rows.push_back(row);
        }
      }
    }
    for (const std::uint32_t row : rows) {
      pass_on(row);
    }
  }

 private:
  /// A candidate of a person, by its place.
  struct Wish {
    std::uint32_t person = 0;
    std::uint32_t place = 0;
  };
  /// Somebody who would give an offer for the one that is looked at.
  struct Way {
    std::int32_t cost = kNone;  ///< what they lose by it, below 0 what they gain; kNone: there is nobody
    std::uint32_t given = 0;    ///< which of their candidates they give
    Wish who;
  };

  [[nodiscard]] std::int32_t worth_of(std::size_t person, std::uint32_t place) const {
    const std::uint64_t candidate = problem_.begins[person] + place;
    return std::max(0, worth(problem_.values[candidate], problem_.marks[candidate]));
  }
  /// The most that a holder of each full offer could gain by giving it for another.
  [[nodiscard]] std::vector<std::int32_t> hopes() const {
    std::vector<std::int32_t> hopes(problem_.capacity.size());
    for (const std::uint32_t person : order_) {
      const auto held = matching_.held(person);
      std::uint32_t best = 0;
      while (std::ranges::find(held, best) != held.end()) {
        ++best;
      }
      for (const std::uint32_t place : held) {
        const std::uint32_t row = matching_.offer(person, place).value();
        if (place > best && !matching_.has_room(OfferIndex(row))) {
          hopes[row] = std::max(hopes[row], worth_of(person, best) - worth_of(person, place));
        }
      }
    }
    return hopes;
  }

  /// Calls `visit` for each candidate that is held, or might be worth an exchange, of offers that are full.
  template <class Visit>
  void for_each_wish(const Visit& visit) const {
    const std::int32_t highest = hopes_.empty() ? 0 : *std::ranges::max_element(hopes_);
    for (const std::uint32_t person : order_) {
      const auto held = matching_.held(person);
      if (held.empty()) {
        continue;
      }
      const std::uint32_t last = *std::ranges::max_element(held);
      const std::int32_t least = worth_of(person, last);
      for (std::uint32_t place = 0; place < problem_.candidates_of(person); ++place) {
        const std::int32_t lost = least - worth_of(person, place);
        if (lost >= highest && place > last) {
          break;
        }
        const std::uint32_t row = matching_.offer(person, place).value();
        if (hopes_[row] > 0 && (lost < hopes_[row] || std::ranges::find(held, place) != held.end())) {
          visit(Wish{person, place}, row);
        }
      }
    }
  }

  void find_who_wants() {
    hopes_ = hopes();
    first_.assign(problem_.capacity.size() + 1, 0);
    for_each_wish([&](const Wish&, std::uint32_t row) { ++first_[row + 1]; });
    for (std::size_t offer = 1; offer < first_.size(); ++offer) {
      first_[offer] += first_[offer - 1];
    }
    wishes_.resize(first_.back());
    std::vector<std::uint64_t> next(first_.begin(), first_.end() - 1);
    for_each_wish([&](const Wish& wish, std::uint32_t row) { wishes_[next[row]++] = wish; });
  }

  /// Who holds the offer gives it to somebody to whom it is worth more, in the best exchange for both.
  void pass_on(std::uint32_t row) {
    const OfferIndex offer(row);
    holders_.clear();
    touched_.clear();
    least_cost_ = kNone;
    for (std::uint64_t at = first_[row]; at < first_[row + 1]; ++at) {
      const Wish& wish = wishes_[at];
      const auto held = matching_.held(wish.person);
      if (std::ranges::find(held, wish.place) != held.end()) {
        holders_.push_back(wish);
        continue;
      }
      const std::int32_t taken = worth_of(wish.person, wish.place);
      for (const std::uint32_t place : held) {
        const std::int32_t cost = worth_of(wish.person, place) - taken;
        if (cost >= hopes_[row]) {
          continue;
        }
        const OfferIndex given = matching_.offer(wish.person, place);
        Way& way = ways_[given.value()];
        if (cost < way.cost && matching_.is_varied(wish.person, offer, variety_, given)) {
          if (way.cost == kNone) {
            touched_.push_back(given);
          }
          way = {cost, place, wish};
          least_cost_ = std::min(least_cost_, cost);
        }
      }
    }
    for (const Wish& holder : holders_) {
      give(holder);
    }
    for (const OfferIndex touched : touched_) {
      ways_[touched.value()] = {};
    }
  }

  /// Makes the best exchange of what the holder has there, if both together gain by one.
  void give(const Wish& holder) {
    const OfferIndex offer = matching_.offer(holder.person, holder.place);
    const std::int32_t lost = worth_of(holder.person, holder.place);
    std::int32_t best = 0;
    std::uint32_t chosen = 0;
    for (std::uint32_t place = 0; place < problem_.candidates_of(holder.person); ++place) {
      const std::int32_t gain = worth_of(holder.person, place) - lost;
      if (least_cost_ == kNone || gain - least_cost_ <= best) {
        break;
      }
      const OfferIndex other = matching_.offer(holder.person, place);
      const Way& way = ways_[other.value()];
      if (way.cost != kNone && gain - way.cost > best && still_stands(way) && !matching_.holds(holder.person, other) &&
          matching_.is_varied(holder.person, other, variety_, offer)) {
        best = gain - way.cost;
        chosen = place;
      }
    }
    if (best > 0) {
      const Way way = ways_[matching_.offer(holder.person, chosen).value()];
      matching_.drop(way.who.person, way.given);
      matching_.drop(holder.person, holder.place);
      matching_.take(way.who.person, way.who.place);
      matching_.take(holder.person, chosen);
    }
  }

  [[nodiscard]] bool still_stands(const Way& way) const {
    const auto held = matching_.held(way.who.person);
    return std::ranges::find(held, way.given) != held.end() && std::ranges::find(held, way.who.place) == held.end();
  }

  Matching& matching_;
  const AllocationProblem& problem_;
  std::span<const std::uint32_t> order_;
  Variety variety_;
  std::vector<std::int32_t> hopes_;   ///< by offer: the most that a holder could gain by giving it; 0: not full
  std::vector<std::uint64_t> first_;  ///< by offer: where its wishes begin
  std::vector<Wish> wishes_;
  // About the offer that is looked at.
  std::vector<Wish> holders_;
  std::vector<Way> ways_;  ///< by offer: who would give it
  std::vector<OfferIndex> touched_;
  std::int32_t least_cost_ = kNone;
};

}  // namespace

void exchange(Matching& matching, const AllocationProblem& problem, std::span<const std::uint32_t> order,
              const Variety& variety) {
  if (problem.offers.size() <= kMostCandidates) {
    Exchanges(matching, problem, order, variety).pass();
  }
}

}  // namespace passerelle
