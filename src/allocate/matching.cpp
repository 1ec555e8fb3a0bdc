#include "allocate/matching.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace passerelle {
namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();

}  // namespace

Matching::Matching(const AllocationProblem& problem, std::span<const std::uint32_t> capacity, std::size_t limit)
    : problem_(problem),
      limit_(limit),
      held_(problem.people() * limit),
      counts_(problem.people()),
      taken_(capacity.size()),
      room_(capacity.size()),
      first_(capacity.size()) {
  for (const OfferIndex offer : problem.offers) {
    ++room_[offer.value()];
  }
  std::uint64_t places = 0;
  for (std::size_t offer = 0; offer < room_.size(); ++offer) {
    room_[offer] = std::min(room_[offer], capacity[offer]);
    first_[offer] = places;
    places += room_[offer];
  }
  holders_.resize(places);
}

bool Matching::holds(std::size_t person, OfferIndex offer) const {
  return std::ranges::any_of(held(person), [&](std::uint32_t place) { return this->offer(person, place) == offer; });
}

bool Matching::is_varied(std::size_t person, OfferIndex offer, const Variety& variety, OfferIndex in_place_of) const {
  const std::uint32_t employer = problem_.employer[offer.value()];
  const std::uint32_t occupation = problem_.occupation[offer.value()];
  std::size_t same_employer = 0;
  std::size_t same_occupation = 0;
  for (const std::uint32_t place : held(person)) {
    const OfferIndex other = this->offer(person, place);
    if (other != in_place_of) {
      same_employer += problem_.employer[other.value()] == employer ? 1U : 0U;
      same_occupation += problem_.occupation[other.value()] == occupation ? 1U : 0U;
    }
  }
  return (employer == kNoGroup || same_employer < variety.per_employer) &&
         (occupation == kNoGroup || same_occupation < variety.per_occupation);
}

void Matching::take(std::size_t person, std::uint32_t place) {
  const std::uint32_t row = offer(person, place).value();
  assert(taken_[row] < room_[row] && counts_[person] < limit_);
  holders_[first_[row] + taken_[row]++] = static_cast<std::uint32_t>(person);
  held_[person * limit_ + counts_[person]++] = place;
}

void Matching::drop(std::size_t person, std::uint32_t place) {
  const std::uint32_t row = offer(person, place).value();
  const auto begin = holders_.begin() + static_cast<std::ptrdiff_t>(first_[row]);
  *std::find(begin, begin + taken_[row], static_cast<std::uint32_t>(person)) = begin[taken_[row] - 1];
  --taken_[row];
  drop_entry(person, offer(person, place));
}

std::uint32_t* Matching::entry_of(std::size_t person, OfferIndex offer) {
  std::uint32_t* const begin = held_.data() + person * limit_;
  return std::find_if(begin, begin + counts_[person],
                      [&](std::uint32_t place) { return this->offer(person, place) == offer; });
}

void Matching::drop_entry(std::size_t person, OfferIndex offer) {
  std::uint32_t* const entry = entry_of(person, offer);
  std::copy(entry + 1, held_.data() + person * limit_ + counts_[person], entry);
  --counts_[person];
}

bool Matching::mark_levels(std::span<const std::uint32_t> wanting, std::span<const std::uint32_t> floor) {
  person_level_.assign(problem_.people(), kUnseen);
  offer_level_.assign(room_.size(), kUnseen);
  given_up_.assign(problem_.people(), OfferIndex(kNoGroup));
  std::vector<std::uint32_t> layer(wanting.begin(), wanting.end());
  for (const std::uint32_t person : layer) {
    person_level_[person] = 0;
  }
  bool found = false;
  for (std::uint32_t level = 0; !layer.empty() && !found; level += 2) {
    std::vector<std::uint32_t> next;
    for (const std::uint32_t person : layer) {
      for (std::uint32_t place = 0; place < problem_.candidates_of(person); ++place) {
        const std::uint32_t row = offer(person, place).value();
        if (offer_level_[row] != kUnseen || !can_take(person, OfferIndex(row), given_up_[person])) {
          continue;
        }
        offer_level_[row] = level + 1;
        found = found || taken_[row] < room_[row];
        for (std::uint32_t holder = 0; holder < taken_[row]; ++holder) {
          const std::uint32_t other = holders_[first_[row] + holder];
          if (person_level_[other] == kUnseen) {
            person_level_[other] = level + 2;
            given_up_[other] = OfferIndex(row);
            found = found || counts_[other] > floor[other];
            next.push_back(other);
          }
        }
      }
    }
    layer = std::move(next);
  }
  return found;
}

/// Finds a candidate that `person` can hold from now on, and makes room for it: it has some, or one of its holders has
/// more than enough, or finds another in turn.
bool Matching::find_one_more(std::uint32_t person, OfferIndex in_place_of, std::span<const std::uint32_t> floor,
                             std::uint32_t& gained) {
  for (std::uint32_t& place = next_place_[person]; place < problem_.candidates_of(person); ++place) {
    const OfferIndex wanted = offer(person, place);
    const std::uint32_t row = wanted.value();
    if (offer_level_[row] != person_level_[person] + 1 || !can_take(person, wanted, in_place_of)) {
      continue;
    }
    if (taken_[row] < room_[row]) {
      holders_[first_[row] + taken_[row]++] = person;
      gained = place;
      return true;
    }
    for (std::uint32_t& holder = next_holder_[row]; holder < taken_[row]; ++holder) {
      std::uint32_t& seat = holders_[first_[row] + holder];
      const std::uint32_t other = seat;
      if (person_level_[other] != offer_level_[row] + 1) {
        continue;
      }
      std::uint32_t theirs = 0;
      if (counts_[other] > floor[other]) {
        drop_entry(other, wanted);
      } else if (find_one_more(other, wanted, floor, theirs)) {
        *entry_of(other, wanted) = theirs;
      } else {
        continue;
      }
      seat = person;
      gained = place;
      return true;
    }
  }
  return false;
}

std::size_t Matching::augment(std::span<const std::uint32_t> wanting, std::span<const std::uint32_t> floor,
                              const Variety* variety) {
  variety_ = variety;
  std::vector<std::uint32_t> left(wanting.begin(), wanting.end());
  while (!left.empty() && mark_levels(left, floor)) {
    next_place_.assign(problem_.people(), 0);
    next_holder_.assign(room_.size(), 0);
    std::vector<std::uint32_t> still;
    for (const std::uint32_t person : left) {
      std::uint32_t gained = 0;
      if (find_one_more(person, OfferIndex(kNoGroup), floor, gained)) {
        held_[person * limit_ + counts_[person]++] = gained;
      } else {
        still.push_back(person);
      }
    }
    const bool is_over = still.size() == left.size();
    left = std::move(still);
    if (is_over) {
      break;
    }
  }
  return wanting.size() - left.size();
}

}  // namespace passerelle
