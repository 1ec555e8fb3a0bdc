#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/offer.h"
#include "eligibility/rules.h"
#include "score/scorer.h"

namespace passerelle {

/// An offer a person may be shown, with what orders it.
struct RankedOffer {
  OfferIndex offer;
  std::int32_t score = 0;  ///< ten-thousandths

  bool operator==(const RankedOffer&) const = default;
};

/// True when `left` is to be shown before `right`: the higher score, then the earlier offer, by row or by id. For
/// anything that has a `score` and an `offer`.
template <class Entry>
bool ranks_before(const Entry& left, const Entry& right) {
  return left.score != right.score ? left.score > right.score : left.offer < right.offer;
}

/// An offer that one limit alone keeps away.
struct BlockedOffer {
  OfferIndex offer;
  std::int32_t score = 0;
  Rule rule = Rule::distance;

  bool operator==(const BlockedOffer&) const = default;
};

struct RankOptions {
  std::size_t candidates = 200;        ///< best eligible offers kept for each person
  std::size_t blocked = 20;            ///< best offers kept that a single liftable limit keeps away
  std::optional<Relevance> relevance;  ///< candidates have at least this to do with the person; nothing: any may
};

/// The best offers of one person, and an account of all the others.
struct TopOffers {
  std::vector<RankedOffer> best;                    ///< best first, of those that are relevant
  std::vector<BlockedOffer> blocked;                ///< best first, relevant or not; only by rules that a step can lift
  std::int64_t eligible = 0;                        ///< relevant or not
  bool all_eligible = true;                         ///< no more were eligible than candidates are kept
  std::array<std::int64_t, kRuleCount> excluded{};  ///< by first failed rule
  std::array<std::int64_t, kRuleCount> only_by{};   ///< offers that this rule alone keeps away

  bool operator==(const TopOffers&) const = default;
};

/// True for a limit that a step (training, licence, immersion …) can lift; a wish, an avoidance or the law is none.
bool can_be_lifted(Rule rule);

/// Ranks `listed` offers (rows, those that stand for their duplicates) for one person, one pair after the other: the
/// plain definition of what a `RankingIndex` finds much faster.
TopOffers rank_offers(const Scorer& scorer, PersonIndex person, const std::vector<OfferIndex>& listed,
                      const RankOptions& options, PersonProfile& profile);

}  // namespace passerelle
