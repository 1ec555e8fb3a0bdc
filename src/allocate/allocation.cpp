#include "allocate/allocation.h"

#include <algorithm>
#include <numeric>
#include <span>

#include "allocate/exchanges.h"
#include "allocate/matching.h"

namespace passerelle {
namespace {

/// What a person may still take on.
struct Rules {
  std::size_t most = 0;  ///< offers held
  bool varied = true;    ///< within the limits of variety
};

class Sharing {
 public:
  Sharing(const AllocationProblem& problem, std::span<const std::uint32_t> capacity, const AllocationOptions& options)
      : problem_(problem),
        options_(options),
        capacity_(capacity),
        variety_{options.per_employer, options.per_occupation},
        matching_(problem, capacity, options.per_person),
        order_(in_order_of_need(problem, options)) {}

  std::vector<Share> share() {
    meet({options_.per_person, true});
    // Below the guarantee variety gives way: a short list of one employer is better than none.
    meet({guaranteed(), false});
    keep_the_guarantee();
    meet({options_.per_person, true});
    fill_up();
    exchange(matching_, problem_, order_, variety_);
    if (options_.stretch) {
      stretch();
    }
    std::vector<Share> shares(problem_.people());
    for (std::size_t person = 0; person < shares.size(); ++person) {
      shares[person].offers = offers_of(person);
    }
    add_reserves(shares);
    return shares;
  }

 private:
  [[nodiscard]] std::size_t guaranteed() const { return std::min(options_.guaranteed, options_.per_person); }

  /// Rows of people, those with more weeks without anything first, then by lot.
  static std::vector<std::uint32_t> in_order_of_need(const AllocationProblem& problem,
                                                     const AllocationOptions& options) {
    std::vector<std::uint32_t> order(problem.people());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::stable_sort(order, [&](std::uint32_t left, std::uint32_t right) {
      const std::uint32_t weeks_left = std::min(problem.weeks_without[left], options.weeks_that_count);
      const std::uint32_t weeks_right = std::min(problem.weeks_without[right], options.weeks_that_count);
      return weeks_left != weeks_right ? weeks_left > weeks_right : problem.lots[left] < problem.lots[right];
    });
    return order;
  }

  [[nodiscard]] std::int32_t worth_of(std::size_t person, std::uint32_t place) const {
    const std::uint64_t candidate = problem_.begins[person] + place;
    const std::uint32_t weeks = std::min(problem_.weeks_without[person], options_.weeks_that_count);
    return std::max(0, worth(problem_.values[candidate], problem_.marks[candidate])) +
           options_.for_a_week_without * static_cast<std::int32_t>(weeks);
  }

  /// The first candidate from `place` on that the person can take; the number of candidates when there is none.
  [[nodiscard]] std::uint32_t next_for(std::size_t person, std::uint32_t place, const Rules& rules) const {
    const auto end = static_cast<std::uint32_t>(problem_.candidates_of(person));
    for (; place < end; ++place) {
      const OfferIndex offer = matching_.offer(person, place);
      if (matching_.has_room(offer) && (!rules.varied || matching_.is_varied(person, offer, variety_)) &&
          !matching_.holds(person, offer)) {
        return place;
      }
    }
    return end;
  }

  /// People and offers meet by falling worth: whoever has the most to gain chooses next, equals in the order of need.
  void meet(const Rules& rules) {
    std::vector<std::uint32_t> turn(problem_.people());
    for (std::uint32_t at = 0; at < order_.size(); ++at) {
      turn[order_[at]] = at;
    }
    // By worth: who stands there, as turns, with the candidate they look at.
    std::vector<std::vector<std::uint32_t>> waiting;
    std::vector<std::uint32_t> place(problem_.people());
    const auto wait = [&](std::uint32_t person) {
      place[person] = next_for(person, place[person], rules);
      if (place[person] == problem_.candidates_of(person)) {
        return;
      }
      const auto at = static_cast<std::size_t>(worth_of(person, place[person]));
      waiting.resize(std::max(waiting.size(), at + 1));
      waiting[at].push_back(turn[person]);
    };
    for (const std::uint32_t person : order_) {
      if (matching_.count(person) < rules.most) {
        wait(person);
      }
    }
    for (std::size_t at = waiting.size(); at-- > 0;) {
      while (!waiting[at].empty()) {
        std::vector<std::uint32_t> together = std::move(waiting[at]);
        waiting[at].clear();
        std::ranges::sort(together);
        for (const std::uint32_t theirs : together) {
          const std::uint32_t person = order_[theirs];
          // Since it was looked at it may have been filled.
          if (matching_.has_room(matching_.offer(person, place[person]))) {
            matching_.take(person, place[person]);
            ++place[person];
          }
          if (matching_.count(person) < rules.most) {
            wait(person);
          }
        }
      }
    }
  }

  /// People who hold fewer than `most` of what they are due, in the order of need.
  [[nodiscard]] std::vector<std::uint32_t> short_of(const Matching& matching,
                                                    const std::vector<std::uint32_t>& due) const {
    std::vector<std::uint32_t> people;
    std::ranges::copy_if(order_, std::back_inserter(people),
                         [&](std::uint32_t person) { return matching.count(person) < due[person]; });
    return people;
  }

  /// How many offers everyone can have of the guarantee when those in need come first.
  [[nodiscard]] std::vector<std::uint32_t> what_is_possible() const {
    Matching matching(problem_, capacity_, guaranteed());
    const std::vector<std::uint32_t> all(problem_.people(), std::numeric_limits<std::uint32_t>::max());
    for (std::size_t level = 0; level < guaranteed(); ++level) {
      auto first = order_.begin();
      while (first != order_.end()) {
        // Those with the same weeks without anything are served together.
        const std::uint32_t weeks = std::min(problem_.weeks_without[*first], options_.weeks_that_count);
        const auto last = std::find_if(first, order_.end(), [&](std::uint32_t person) {
          return std::min(problem_.weeks_without[person], options_.weeks_that_count) != weeks;
        });
        std::vector<std::uint32_t> wanting;
        std::copy_if(first, last, std::back_inserter(wanting),
                     [&](std::uint32_t person) { return matching.count(person) == level; });
        matching.augment(wanting, all);
        first = last;
      }
    }
    std::vector<std::uint32_t> due(problem_.people());
    for (std::size_t person = 0; person < due.size(); ++person) {
      due[person] = static_cast<std::uint32_t>(matching.count(person));
    }
    return due;
  }

  void keep_the_guarantee() {
    std::vector<std::uint32_t> due(problem_.people());
    for (std::size_t person = 0; person < due.size(); ++person) {
      due[person] = static_cast<std::uint32_t>(std::min(guaranteed(), problem_.candidates_of(person)));
    }
    if (short_of(matching_, due).empty()) {
      return;
    }
    due = what_is_possible();
    for (std::size_t round = 0; round < guaranteed(); ++round) {
      matching_.augment(short_of(matching_, due), due);
    }
  }

  /// Lists that could not be filled are, by exchanges along chains of people of whom none ends with less. Rather than
  /// stay short a list takes more of one occupation: who wishes for one trade is glad of five such offers.
  void fill_up() {
    std::vector<std::uint32_t> due(problem_.people());
    for (std::size_t person = 0; person < due.size(); ++person) {
      due[person] = static_cast<std::uint32_t>(std::min(options_.per_person, problem_.candidates_of(person)));
    }
    while (matching_.augment(short_of(matching_, due), due, &variety_) != 0) {
    }
    const Variety employers_alone{options_.per_employer, options_.per_person};
    for (std::size_t round = 0; round < options_.per_person; ++round) {
      matching_.augment(short_of(matching_, due), due, &employers_alone);
    }
  }

  [[nodiscard]] std::uint8_t marks_of(std::size_t person, std::uint32_t place) const {
    return problem_.marks[problem_.begins[person] + place];
  }

  /// The first offer that opens another trade, is little worse than `last`, and can be taken; else `last`.
  [[nodiscard]] std::uint32_t stretch_for(std::size_t person, std::uint32_t last) const {
    const std::int32_t least = worth_of(person, last) - options_.stretch_costs_at_most;
    for (std::uint32_t place = 0; place < problem_.candidates_of(person) && worth_of(person, place) >= least; ++place) {
      if ((marks_of(person, place) & kMarkStretch) != 0 &&
          next_for(person, place, {options_.per_person, true}) == place) {
        return place;
      }
    }
    return last;
  }

  void stretch() {
    for (const std::uint32_t person : order_) {
      const auto held = matching_.held(person);
      const auto has = [&](std::uint8_t mark) {
        return [this, person, mark](std::uint32_t place) { return (marks_of(person, place) & mark) != 0; };
      };
      if (held.size() < options_.per_person || held.size() < 2 || std::ranges::any_of(held, has(kMarkStretch))) {
        continue;
      }
      const std::uint32_t last = *std::ranges::max_element(held);
      if ((marks_of(person, last) & kMarkPinned) == 0) {
        matching_.drop(person, last);
        matching_.take(person, stretch_for(person, last));
      }
    }
  }

  /// What the person holds, best first.
  [[nodiscard]] std::vector<OfferIndex> offers_of(std::size_t person) const {
    const auto held = matching_.held(person);
    std::vector<std::uint32_t> places(held.begin(), held.end());
    std::ranges::sort(places);
    std::vector<OfferIndex> offers;
    offers.reserve(places.size());
    for (const std::uint32_t place : places) {
      offers.push_back(matching_.offer(person, place));
    }
    return offers;
  }

  /// From the room that is left once everybody has a list, in turns, best first.
  void add_reserves(std::vector<Share>& shares) {
    std::vector<std::uint32_t> place(problem_.people());
    for (std::size_t round = 0; round < options_.reserve; ++round) {
      for (const std::uint32_t person : order_) {
        std::vector<OfferIndex>& reserve = shares[person].reserve;
        const auto end = static_cast<std::uint32_t>(problem_.candidates_of(person));
        while (place[person] < end && reserve.size() == round) {
          const OfferIndex offer = matching_.offer(person, place[person]);
          if (matching_.has_room(offer) && !matching_.holds(person, offer)) {
            matching_.fill(offer);
            reserve.push_back(offer);
          }
          ++place[person];
        }
      }
    }
  }

  const AllocationProblem& problem_;
  const AllocationOptions& options_;
  std::span<const std::uint32_t> capacity_;
  Variety variety_;
  Matching matching_;
  std::vector<std::uint32_t> order_;
};

}  // namespace

std::vector<Share> allocate(const AllocationProblem& problem, const AllocationOptions& options) {
  return Sharing(problem, problem.capacity, options).share();
}

std::vector<Share> allocate_alone(const AllocationProblem& problem, const AllocationOptions& options) {
  const std::vector<std::uint32_t> unlimited(problem.capacity.size(), std::numeric_limits<std::uint32_t>::max());
  return Sharing(problem, unlimited, options).share();
}

}  // namespace passerelle
