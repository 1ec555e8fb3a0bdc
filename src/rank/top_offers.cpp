#include "rank/top_offers.h"

#include <algorithm>

#include "base/parallel.h"

namespace passerelle {
namespace {

/// People ranked between two looks at the clock and at the wish to stop.
constexpr std::size_t kPeoplePerRound = 256;

/// Keeps the best of what it is shown, in a heap whose top is the worst kept.
template <class Entry>
class BestOf {
 public:
  explicit BestOf(std::size_t capacity) : capacity_(capacity) {}

  void offer(const Entry& entry) {
    if (kept_.size() < capacity_) {
      kept_.push_back(entry);
      std::ranges::push_heap(kept_, ranks_before<Entry>);
    } else if (capacity_ > 0 && ranks_before(entry, kept_.front())) {
      std::ranges::pop_heap(kept_, ranks_before<Entry>);
      kept_.back() = entry;
      std::ranges::push_heap(kept_, ranks_before<Entry>);
    }
  }

  std::vector<Entry> best_first() && {
    std::ranges::sort(kept_, ranks_before<Entry>);
    return std::move(kept_);
  }

 private:
  std::size_t capacity_;
  std::vector<Entry> kept_;
};

}  // namespace

bool can_be_lifted(Rule rule) {
  switch (rule) {
    case Rule::travel_time:
    case Rule::licence:
    case Rule::vehicle:
    case Rule::certificate:
    case Rule::diploma:
    case Rule::experience:
    case Rule::hours:
    case Rule::language:
      return true;
    default:
      return false;
  }
}

namespace {

/// A vehicle shortens a journey only so far.
bool a_step_lifts(Rule rule, const PersonLimits& person, const OfferConditions& offer) {
  return can_be_lifted(rule) && (rule != Rule::travel_time || a_car_would_do(person, offer));
}

}  // namespace

TopOffers rank_offers(const Scorer& scorer, PersonIndex person, const std::vector<OfferIndex>& listed,
                      const RankOptions& options, PersonProfile& profile) {
  scorer.prepare(person, profile);
  const ScoringInputs& inputs = scorer.inputs();
  const PersonLimits& limits = inputs.limits[person.value()];
  TopOffers top;
  BestOf<RankedOffer> best(options.candidates);
  BestOf<BlockedOffer> blocked(options.blocked);
  for (const OfferIndex offer : listed) {
    const RuleSet failed = failed_rules(limits, inputs.conditions[offer.value()], inputs.monday);
    if (failed.empty()) {
      ++top.eligible;
      best.offer({offer, scorer.explain(profile, offer).score});
      continue;
    }
    const Rule first = failed.first();
    ++top.excluded.at(static_cast<std::size_t>(first));
    if (failed.size() == 1 && a_step_lifts(first, limits, inputs.conditions[offer.value()])) {
      ++top.only_by.at(static_cast<std::size_t>(first));
      blocked.offer({offer, scorer.explain(profile, offer).score, first});
    }
  }
  top.best = std::move(best).best_first();
  top.blocked = std::move(blocked).best_first();
  return top;
}

std::vector<TopOffers> rank_for_everybody(const Scorer& scorer, const std::vector<PersonIndex>& people,
                                          const std::vector<OfferIndex>& listed, const RankOptions& options,
                                          const Watch& watch) {
  std::vector<TopOffers> results(people.size());
  for (std::size_t begin = 0; begin < people.size() && !watch.must_stop(); begin += kPeoplePerRound) {
    watch.report("classement", begin, people.size());
    const std::size_t end = std::min(people.size(), begin + kPeoplePerRound);
    parallel_for(end - begin, [&](std::size_t step) {
      PersonProfile profile;
      results[begin + step] = rank_offers(scorer, people[begin + step], listed, options, profile);
    });
  }
  watch.report("classement", people.size(), people.size());
  return results;
}

}  // namespace passerelle
