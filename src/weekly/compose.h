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

/// What is remembered of a person when candidates are looked for; rows of offers, sorted.
struct Remembered {
  std::vector<OfferIndex> held_back;  ///< proposed lately, or refused: left out
  std::vector<OfferIndex> pinned;     ///< a référent asks for them: let through and put first when possible
};

/// An offer that may stand in a person's list.
struct Candidate {
  OfferIndex offer;
  std::int32_t score = 0;  ///< ten-thousandths
  bool pinned = false;
  bool stretch = false;  ///< reached through a near occupation or skills, not wished for nor done before

  bool operator==(const Candidate&) const = default;
};

/// A list before offers are shared out: all but its offers, and those it may get.
struct ShortlistDraft {
  Shortlist list;
  std::vector<Candidate> candidates;  ///< those pinned, then best first
};

/// What one person got.
struct Allotted {
  std::vector<OfferIndex> offers;
  std::vector<OfferIndex> reserve;
};

/// Why a person gets no list this week; empty when they get one.
std::string reason_to_pause(const Person& person, Day monday);

/// Composes one person's list from the ranked offers: the best first, with variety of employers and occupations.
/// `top` holds enough candidates and, when nothing can be proposed, every offer that one limit alone keeps away.
Shortlist compose_shortlist(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top,
                            const WeeklyOptions& options, PersonProfile& profile);

/// The draft of a person's list from the few best candidates in `top`: when they would not fill it, all listed offers
/// are ranked again, so that nothing worth proposing is missed and what keeps offers away is counted over all of them.
ShortlistDraft draft_shortlist(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top,
                               const RankingIndex& ranking, const WeeklyOptions& options, const Remembered& remembered,
                               PersonProfile& profile);

/// The best of a draft with variety of employers and occupations, as if nobody else wanted them.
std::vector<OfferIndex> choose_alone(const WeeklyInputs& inputs, std::span<const Candidate> candidates,
                                     const WeeklyOptions& options);

/// A draft becomes the list of what was allotted, each offer with everything that explains it: those pinned first, then
/// by score. One of a list that also has direct matches is marked as `stretch`.
Shortlist finish_shortlist(const WeeklyInputs& inputs, PersonIndex person, ShortlistDraft draft,
                           const Allotted& allotted, const PersonProfile& profile);

/// How to rank the candidates for lists: the few best of those that may be proposed.
RankOptions candidates_for(const WeeklyOptions& options);

/// The same by `draft_shortlist`.
Shortlist compose_full_shortlist(const WeeklyInputs& inputs, PersonIndex person, const TopOffers& top,
                                 const RankingIndex& ranking, const WeeklyOptions& options, PersonProfile& profile,
                                 const Remembered& remembered = {});

/// Offers for one person, each with everything that explains it; `rank` is left 0.
std::vector<ShortlistItem> describe_offers(const WeeklyInputs& inputs, PersonIndex person,
                                           std::span<const OfferIndex> offers, const PersonProfile& profile);
ShortlistItem describe_offer(const WeeklyInputs& inputs, PersonIndex person, OfferIndex offer,
                             const PersonProfile& profile);

/// For each of `offers` whether it is another job that shares a word with a wish ("aide maçon" beside "aide à
/// domicile") and is there only because anybody may begin with it: it would be taken for a mistake.
std::vector<bool> namesakes_of_wishes(const WeeklyInputs& inputs, PersonIndex person,
                                      std::span<const OfferIndex> offers);

/// For each of `offers` whether the person reaches it through a near occupation or skills only.
std::vector<bool> reached_through_others(const WeeklyInputs& inputs, PersonIndex person,
                                         std::span<const OfferIndex> offers);

/// What is shown of an offer, by its own words.
OfferCard card_of(const Offer& offer);

/// A list without offers for somebody who gets none now.
Shortlist paused_shortlist(const Person& person, std::string reason);

}  // namespace passerelle
