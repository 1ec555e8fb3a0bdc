#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "allocate/allocation.h"

namespace passerelle {

/// How many of one employer, and of one occupation, a person may hold.
struct Variety {
  std::size_t per_employer = 0;
  std::size_t per_occupation = 0;
};

/// Who holds which offers: a b-matching in the making. A candidate is named by its place among those of its person.
class Matching {
 public:
  /// `limit`: candidates one person may hold; `capacity`: people who may hold an offer. Borrows the problem.
  Matching(const AllocationProblem& problem, std::span<const std::uint32_t> capacity, std::size_t limit);

  [[nodiscard]] OfferIndex offer(std::size_t person, std::uint32_t place) const {
    return problem_.offers[problem_.begins[person] + place];
  }
  [[nodiscard]] std::span<const std::uint32_t> held(std::size_t person) const {
    return std::span(held_).subspan(person * limit_, counts_[person]);
  }
  [[nodiscard]] std::size_t count(std::size_t person) const { return counts_[person]; }
  [[nodiscard]] bool holds(std::size_t person, OfferIndex offer) const;
  [[nodiscard]] bool has_room(OfferIndex offer) const { return taken_[offer.value()] < room_[offer.value()]; }

  /// Whether the person can hold this one too, perhaps in the place of another, within the limits of variety.
  [[nodiscard]] bool is_varied(std::size_t person, OfferIndex offer, const Variety& variety,
                               OfferIndex in_place_of = OfferIndex(kNoGroup)) const;

  void take(std::size_t person, std::uint32_t place);
  void drop(std::size_t person, std::uint32_t place);
  /// One place of the offer is taken, by nobody who could be asked to give it up.
  void fill(OfferIndex offer) { ++taken_[offer.value()]; }

  /// Gives each of `wanting` one offer more, as many of them as can be, in rounds until none can (Dinic 1970, Hopcroft
  /// and Karp 1973). Nobody ends with fewer than before but those who held more than their `floor`. With limits of
  /// variety, which the theory does not know, some that could be given one more may not be found. How many got one.
  std::size_t augment(std::span<const std::uint32_t> wanting, std::span<const std::uint32_t> floor,
                      const Variety* variety = nullptr);

 private:
  bool mark_levels(std::span<const std::uint32_t> wanting, std::span<const std::uint32_t> floor);
  bool find_one_more(std::uint32_t person, OfferIndex in_place_of, std::span<const std::uint32_t> floor,
                     std::uint32_t& gained);
  [[nodiscard]] bool can_take(std::size_t person, OfferIndex offer, OfferIndex in_place_of) const {
    return !holds(person, offer) && (variety_ == nullptr || is_varied(person, offer, *variety_, in_place_of));
  }
  std::uint32_t* entry_of(std::size_t person, OfferIndex offer);
  void drop_entry(std::size_t person, OfferIndex offer);

  const AllocationProblem& problem_;
  std::size_t limit_;
  std::vector<std::uint32_t> held_;    ///< by person, `limit_` each
  std::vector<std::uint32_t> counts_;  ///< by person
  std::vector<std::uint32_t> taken_;   ///< by offer
  std::vector<std::uint32_t> room_;    ///< by offer: its capacity, no more than people want it
  std::vector<std::uint64_t> first_;   ///< by offer: where its holders stand
  std::vector<std::uint32_t> holders_;

  // While augmenting.
  const Variety* variety_ = nullptr;
  std::vector<OfferIndex> given_up_;  ///< by person: what they were asked for
  std::vector<std::uint32_t> person_level_;
  std::vector<std::uint32_t> offer_level_;
  std::vector<std::uint32_t> next_place_;   ///< by person: candidates before it lead nowhere
  std::vector<std::uint32_t> next_holder_;  ///< by offer
};

}  // namespace passerelle
