#include "weekly/compose.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "weekly/phrases.h"

namespace passerelle {
namespace {

/// Below this many, variety of employers gives way: a short list of one employer is better than none.
constexpr std::size_t kLeastOffers = 3;
constexpr std::size_t kUnlocksShown = 2;

/// Keeps a list from being five times the same job.
class Variety {
 public:
  explicit Variety(const WeeklyOptions& options) : options_(options) {}

  bool has_room_for(const std::string& employer) const {
    return employer.empty() || used(employers_, employer) < options_.per_employer;
  }

  bool has_room_for(const std::string& employer, const OfferUnderstanding& offer) const {
    return has_room_for(employer) &&
           (offer.occupations.empty() ||
            used(occupations_, offer.occupations.front().occupation) < options_.per_occupation);
  }

  void take(const std::string& employer, const OfferUnderstanding& offer) {
    ++employers_[employer];
    if (!offer.occupations.empty()) {
      ++occupations_[offer.occupations.front().occupation];
    }
  }

 private:
  static std::size_t used(const auto& counts, const auto& key) {
    const auto found = counts.find(key);
    return found == counts.end() ? std::size_t{0} : found->second;
  }

  const WeeklyOptions& options_;
  std::map<std::string, std::size_t> employers_;
  std::map<OccupationIndex, std::size_t> occupations_;
};

Relevance least_relevance(const WeeklyOptions& options) {
  return {options.least_occupation, options.least_skills};
}

bool is_relevant(const WeeklyInputs& inputs, const PersonProfile& profile, OfferIndex offer,
                 const WeeklyOptions& options) {
  return inputs.scorer->is_relevant(profile, offer, least_relevance(options));
}

/// Candidates of a person, those pinned first: `top` without what is held back, and what is pinned if it is possible.
std::vector<Candidate> candidates_of(const WeeklyInputs& inputs, const TopOffers& top, const WeeklyOptions& options,
                                     const Remembered& remembered, const PersonProfile& profile) {
  std::vector<Candidate> candidates;
  const auto is_pinned = [&](OfferIndex offer) { return std::ranges::binary_search(remembered.pinned, offer); };
  const ScoringInputs& scoring = inputs.scorer->inputs();
  for (const OfferIndex offer : remembered.pinned) {
    if (failed_rules(scoring.limits[profile.person.value()], scoring.conditions[offer.value()], scoring.monday)
            .empty()) {
      candidates.push_back({offer, inputs.scorer->explain(profile, offer).score, true, false});
    }
  }
  std::ranges::sort(candidates, ranks_before<Candidate>);
  for (const RankedOffer& ranked : top.best) {
    if (!is_pinned(ranked.offer) && !std::ranges::binary_search(remembered.held_back, ranked.offer) &&
        is_relevant(inputs, profile, ranked.offer, options)) {
      candidates.push_back({ranked.offer, ranked.score, false, false});
    }
  }
  return candidates;
}

void mark_stretches(const WeeklyInputs& inputs, PersonIndex person, std::vector<Candidate>& candidates) {
  std::vector<OfferIndex> offers;
  offers.reserve(candidates.size());
  for (const Candidate& candidate : candidates) {
    offers.push_back(candidate.offer);
  }
  const std::vector<bool> through = reached_through_others(inputs, person, offers);
  for (std::size_t row = 0; row < candidates.size(); ++row) {
    candidates[row].stretch = through[row];
  }
}

/// Takes out what would be taken for a mistake, unless a référent asks for it.
void drop_namesakes(const WeeklyInputs& inputs, PersonIndex person, std::vector<Candidate>& candidates) {
  std::vector<OfferIndex> offers;
  offers.reserve(candidates.size());
  for (const Candidate& candidate : candidates) {
    offers.push_back(candidate.offer);
  }
  const std::vector<bool> namesakes = namesakes_of_wishes(inputs, person, offers);
  std::size_t kept = 0;
  for (std::size_t row = 0; row < candidates.size(); ++row) {
    if (!namesakes[row] || candidates[row].pinned) {
      candidates[kept++] = candidates[row];
    }
  }
  candidates.resize(kept);
}

std::string asked_by(const WeeklyInputs& inputs, PersonIndex person, const BlockedOffer& blocked) {
  const ScoringInputs& scoring = inputs.scorer->inputs();
  return asked_under(blocked.rule, scoring.limits[person.value()], scoring.conditions[blocked.offer.value()],
                     scoring.monday, *inputs.vocabulary);
}

void add_nearly(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top, const WeeklyOptions& options,
                const PersonProfile& profile, Shortlist& list) {
  std::set<Rule> shown;
  for (const BlockedOffer& blocked : top.blocked) {
    if (list.nearly.size() >= options.nearly) {
      break;
    }
    // One offer per kind of step says more than three of the same.
    if (!is_relevant(inputs, profile, blocked.offer, options) || !shown.insert(blocked.rule).second) {
      continue;
    }
    list.nearly.push_back({inputs.offers[blocked.offer.value()].id,
                           {{std::string(to_string(blocked.rule)), asked_by(inputs, person, blocked)}},
                           std::string(step_for(blocked.rule)),
                           card_of(inputs.offers[blocked.offer.value()])});
  }
}

/// The limits that cost most, when there is nothing to propose.
void add_unlocks(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top, const WeeklyOptions& options,
                 const PersonProfile& profile, Shortlist& list) {
  const bool near_the_person = std::ranges::any_of(
      top.blocked, [&](const BlockedOffer& blocked) { return is_relevant(inputs, profile, blocked.offer, options); });
  std::map<std::pair<Rule, std::string>, int> counts;
  for (const BlockedOffer& blocked : top.blocked) {
    // When no offer near to what the person does is one limit away, any other still shows which limit costs most.
    if (!near_the_person || is_relevant(inputs, profile, blocked.offer, options)) {
      // Only papers differ by what exactly is asked; longer hours or a journey are one step whatever the offer.
      const bool named = blocked.rule == Rule::licence || blocked.rule == Rule::certificate ||
                         blocked.rule == Rule::diploma || blocked.rule == Rule::language;
      ++counts[{blocked.rule, named ? asked_by(inputs, person, blocked) : std::string()}];
    }
  }
  std::vector<std::pair<int, std::pair<Rule, std::string>>> order;
  for (const auto& [limit, count] : counts) {
    order.emplace_back(-count, limit);
  }
  std::ranges::sort(order);
  for (const auto& [negative_count, limit] : order) {
    if (list.unlock.size() >= kUnlocksShown) {
      break;
    }
    list.unlock.push_back({std::string(to_string(limit.first)), limit.second, -negative_count,
                           unlock_sentence(limit.first, limit.second, -negative_count)});
  }
}

void add_to_confirm(const WeeklyInputs& inputs, PersonIndex person, Shortlist& list) {
  const PersonUnderstanding& understood = inputs.understood_people[person.value()];
  for (const OccupationLink& link : understood.mentioned) {
    list.to_confirm.push_back({"occupation", link.form, std::string(inputs.referential->label(link.occupation))});
  }
  for (const HeldSkill& held : understood.skills) {
    if (held.to_confirm && held.evidence != Evidence::work) {
      list.to_confirm.push_back(
          {"skill", held.words,
           held.sentence.empty() ? std::string(inputs.referential->skill_label(held.skill)) : held.sentence});
    }
  }
  // Several skills of one activity are told by one sentence.
  const auto same =
      std::unique(list.to_confirm.begin(), list.to_confirm.end(), [](const ToConfirm& left, const ToConfirm& right) {
        return left.what == right.what && left.said == right.said && left.means == right.means;
      });
  list.to_confirm.erase(same, list.to_confirm.end());
  for (const AvoidLink& link : understood.avoid) {
    if (!link.occupations.empty()) {
      list.to_confirm.push_back(
          {"avoid", link.where, std::string(inputs.referential->label(link.occupations.front()))});
    }
  }
  for (const StatedLimit& limit : understood.limits) {
    list.to_confirm.push_back({"limit", limit.where, stated_limit_words(limit.kind, limit.value, limit.can)});
  }
}

}  // namespace

std::string reason_to_pause(const Person& person, Day monday) {
  switch (person.accompaniment.status) {
    case AccompanimentStatus::paused:
      return "accompagnement en pause";
    case AccompanimentStatus::immersion:
      return "en immersion";
    case AccompanimentStatus::employed:
      return "en emploi";
    case AccompanimentStatus::left:
      return "accompagnement terminé";
    case AccompanimentStatus::active:
      break;
  }
  if (person.accompaniment.until && *person.accompaniment.until < monday) {
    return "accompagnement terminé le " + to_string(*person.accompaniment.until);
  }
  if (person.work.authorised == WorkAuthorisation::no) {
    return "pas encore le droit de travailler";
  }
  if (person.work.authorised == WorkAuthorisation::unknown) {
    return "droit de travailler à renseigner (work.authorised)";
  }
  if (person.work.authorised_until && *person.work.authorised_until < monday) {
    return "droit de travailler fini le " + to_string(*person.work.authorised_until);
  }
  return {};
}

Shortlist paused_shortlist(const Person& person, std::string reason) {
  Shortlist list;
  list.person = person.id;
  list.status = ListStatus::paused;
  list.status_reason = std::move(reason);
  return list;
}

RankOptions candidates_for(const WeeklyOptions& options) {
  RankOptions candidates;
  candidates.relevance = least_relevance(options);
  return candidates;
}

namespace {

/// Adds the best candidates for which there is room, until `most` are chosen.
void choose(const WeeklyInputs& inputs, std::span<const Candidate> candidates, std::size_t most, Variety& variety,
            const auto& has_room, std::vector<OfferIndex>& chosen) {
  for (const Candidate& candidate : candidates) {
    if (chosen.size() >= most) {
      return;
    }
    const std::string& employer = inputs.scorer->inputs().conditions[candidate.offer.value()].employer_key;
    const OfferUnderstanding& understood = inputs.understood_offers[candidate.offer.value()];
    if (std::ranges::find(chosen, candidate.offer) == chosen.end() && has_room(employer, understood)) {
      variety.take(employer, understood);
      chosen.push_back(candidate.offer);
    }
  }
}

/// The best of a draft that vary in both employers and occupations.
std::vector<OfferIndex> choose_varied(const WeeklyInputs& inputs, std::span<const Candidate> candidates,
                                      const WeeklyOptions& options, Variety& variety) {
  std::vector<OfferIndex> chosen;
  choose(
      inputs, candidates, options.per_person, variety,
      [&variety](const std::string& employer, const OfferUnderstanding& offer) {
        return variety.has_room_for(employer, offer);
      },
      chosen);
  return chosen;
}

}  // namespace

std::vector<OfferIndex> choose_alone(const WeeklyInputs& inputs, std::span<const Candidate> candidates,
                                     const WeeklyOptions& options) {
  Variety variety(options);
  std::vector<OfferIndex> chosen = choose_varied(inputs, candidates, options, variety);
  // Rather than stay short, more of one occupation; below three, more of one employer.
  choose(
      inputs, candidates, options.per_person, variety,
      [&variety](const std::string& employer, const auto&) { return variety.has_room_for(employer); }, chosen);
  choose(
      inputs, candidates, std::min(kLeastOffers, options.per_person), variety, [](const auto&...) { return true; },
      chosen);
  return chosen;
}

namespace {

/// The draft from `top` alone, and the varied offers it would hold.
ShortlistDraft draft_from(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top,
                          const WeeklyOptions& options, const Remembered& remembered, const PersonProfile& profile,
                          std::vector<OfferIndex>& chosen) {
  ShortlistDraft draft;
  draft.candidates = candidates_of(inputs, top, options, remembered, profile);
  drop_namesakes(inputs, person, draft.candidates);
  Variety variety(options);
  chosen = choose_varied(inputs, draft.candidates, options, variety);
  Shortlist& list = draft.list;
  list.person = inputs.people[person.value()].id;
  list.referent_only = inputs.people[person.value()].work.authorised == WorkAuthorisation::ask;
  add_nearly(inputs, person, top, options, profile, list);
  if (chosen.empty()) {
    list.status = ListStatus::empty;
    list.status_reason = top.eligible == 0 ? "aucune offre ne respecte toutes les limites"
                         : top.best.empty()
                             ? "aucune offre possible n'est proche de ce que la personne sait ou veut faire"
                             : "toutes les offres possibles ont déjà été proposées ou écartées";
    add_unlocks(inputs, person, top, options, profile, list);
  } else {
    list.status = ListStatus::proposed;
  }
  add_to_confirm(inputs, person, list);
  list.counts.eligible = top.eligible;
  list.counts.considered = top.eligible;
  for (std::size_t rule = 0; rule < kRuleCount; ++rule) {
    if (top.excluded.at(rule) > 0) {
      list.counts.excluded[std::string(to_string(static_cast<Rule>(rule)))] = top.excluded.at(rule);
      list.counts.considered += top.excluded.at(rule);
    }
  }
  return draft;
}

}  // namespace

ShortlistDraft draft_shortlist(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top,
                               const RankingIndex& ranking, const WeeklyOptions& options, const Remembered& remembered,
                               PersonProfile& profile) {
  inputs.scorer->prepare(person, profile);
  std::vector<OfferIndex> chosen;
  ShortlistDraft draft = draft_from(inputs, person, top, options, remembered, profile, chosen);
  if (chosen.empty() || (chosen.size() < options.per_person && !top.all_eligible)) {
    constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
    const TopOffers everything = ranking.rank(person, {kAll, kAll, least_relevance(options)});
    draft = draft_from(inputs, person, everything, options, remembered, profile, chosen);
    // Of very many, all of a kind, the first and those that vary are enough.
    const std::size_t first = RankOptions().candidates;
    std::size_t row = 0;
    std::erase_if(draft.candidates, [&](const Candidate& candidate) {
      return row++ >= first && std::ranges::find(chosen, candidate.offer) == chosen.end();
    });
  }
  mark_stretches(inputs, person, draft.candidates);
  return draft;
}

Shortlist finish_shortlist(const WeeklyInputs& inputs, PersonIndex person, ShortlistDraft draft,
                           const Allotted& allotted, const PersonProfile& profile) {
  Shortlist list = std::move(draft.list);
  const auto is_pinned = [&](const ShortlistItem& item) {
    return std::ranges::any_of(draft.candidates, [&](const Candidate& candidate) {
      return candidate.pinned && inputs.offers[candidate.offer.value()].id == item.offer;
    });
  };
  int rank = 0;
  const auto ranked = [&](std::span<const OfferIndex> offers) {
    std::vector<ShortlistItem> items = describe_offers(inputs, person, offers, profile);
    std::ranges::stable_sort(items, ranks_before<ShortlistItem>);
    std::stable_partition(items.begin(), items.end(), is_pinned);
    for (ShortlistItem& item : items) {
      item.rank = ++rank;
    }
    return items;
  };
  list.offers = ranked(allotted.offers);
  list.reserve = ranked(allotted.reserve);
  const auto is_direct = [](const ShortlistItem& item) { return item.through.empty(); };
  const auto stretch = std::ranges::find_if_not(list.offers, is_direct);
  if (stretch != list.offers.end() && std::ranges::any_of(list.offers, is_direct)) {
    stretch->stretch = true;
  }
  if (list.offers.empty() && list.status == ListStatus::proposed) {
    list.status = ListStatus::empty;
    list.status_reason = "les offres possibles sont déjà proposées à assez de personnes";
  }
  return list;
}

Shortlist compose_shortlist(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top,
                            const WeeklyOptions& options, PersonProfile& profile) {
  inputs.scorer->prepare(person, profile);
  std::vector<OfferIndex> varied;
  ShortlistDraft draft = draft_from(inputs, person, top, options, {}, profile, varied);
  const Allotted alone{choose_alone(inputs, draft.candidates, options), {}};
  return finish_shortlist(inputs, person, std::move(draft), alone, profile);
}

Shortlist compose_full_shortlist(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top,
                                 const RankingIndex& ranking, const WeeklyOptions& options, PersonProfile& profile,
                                 const Remembered& remembered) {
  ShortlistDraft draft = draft_shortlist(inputs, person, top, ranking, options, remembered, profile);
  const Allotted alone{choose_alone(inputs, draft.candidates, options), {}};
  return finish_shortlist(inputs, person, std::move(draft), alone, profile);
}

}  // namespace passerelle
