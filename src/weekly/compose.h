#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/offer.h"
#include "domain/person.h"
#include "eligibility/eligibility.h"
#include "linking/linker.h"
#include "linking/person_understanding.h"
#include "rank/ranking_index.h"
#include "rank/top_offers.h"
#include "score/scorer.h"
#include "weekly/options.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// Everything of this run a list is composed from; rows are people and offers in the order of their ids. Borrowed.
struct WeeklyInputs {
  std::span<const Person> people;
  std::span<const PersonUnderstanding> understood_people;
  std::span<const Offer> offers;
  std::span<const OfferUnderstanding> understood_offers;
  std::span<const std::vector<std::string>> also;  ///< by offer: other ids of the same job, sorted
  const Scorer* scorer = nullptr;
  const Referential* referential = nullptr;
  const ConditionVocabulary* vocabulary = nullptr;
};

/// Why a person gets no list this week; empty when they get one.
std::string reason_to_pause(const Person& person, Day monday);

/// Composes one person's list from the ranked offers: the best first, with variety of employers and occupations.
/// `top` holds enough candidates and, when nothing can be proposed, every offer that one limit alone keeps away.
Shortlist compose_shortlist(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top,
                            const WeeklyOptions& options, PersonProfile& profile);

/// How to rank the candidates for lists: the few best of those that may be proposed.
RankOptions candidates_for(const WeeklyOptions& options);

/// The same from the few best candidates in `top`: when they do not fill the list, all listed offers are ranked again,
/// so that nothing worth proposing is missed and what keeps offers away is counted over all of them.
Shortlist compose_full_shortlist(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top,
                                 const RankingIndex& ranking, const WeeklyOptions& options, PersonProfile& profile);

/// Offers for one person, each with everything that explains it; `rank` is left 0.
std::vector<ShortlistItem> describe_offers(const WeeklyInputs& inputs, PersonIndex person,
                                           std::span<const OfferIndex> offers, const PersonProfile& profile);
ShortlistItem describe_offer(const WeeklyInputs& inputs, PersonIndex person, OfferIndex offer,
                             const PersonProfile& profile);

/// What is shown of an offer, by its own words.
OfferCard card_of(const Offer& offer);

/// A list without offers for somebody who gets none now.
Shortlist paused_shortlist(const Person& person, std::string reason);

}  // namespace passerelle
