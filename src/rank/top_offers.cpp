#include "rank/top_offers.h"

#include <algorithm>
#include <utility>

namespace passerelle {
namespace {

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
      if (!options.relevance || scorer.is_relevant(profile, offer, *options.relevance)) {
        best.offer({offer, scorer.explain(profile, offer).score});
      }
      continue;
    }
    const Rule first = failed.first();
    ++top.excluded.at(static_cast<std::size_t>(first));
    if (failed.size() == 1 && a_step_lifts(first, limits, inputs.conditions[offer.value()])) {
      ++top.only_by.at(static_cast<std::size_t>(first));
      blocked.offer({offer, scorer.explain(profile, offer).score, first});
    }
  }
  top.all_eligible = static_cast<std::uint64_t>(top.eligible) <= options.candidates;
  top.best = std::move(best).best_first();
  top.blocked = std::move(blocked).best_first();
  return top;
}

}  // namespace passerelle
