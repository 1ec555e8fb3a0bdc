#pragma once

#include <vector>

#include "allocate/congestion.h"
#include "pipeline/issue.h"
#include "pipeline/numbers.h"
#include "pipeline/records.h"
#include "pipeline/shards.h"
#include "pipeline/week.h"

namespace passerelle {

/// What everybody gets, and how crowded it is.
struct SharedOffers {
  std::vector<Share> shares;  ///< by person
  Congestion alone;           ///< of lists that nobody had to share
  Congestion shared;          ///< of these
};

/// Shares the candidates of all drafts out. Every member of a team computes the same. Memory: some ten bytes for each
/// candidate of each person.
SharedOffers share_offers(const WeekConfig& config, const WeekRecords& records, const WeekNumbers& numbers,
                          const Referential& referential, const IssueInLedger& issue, const ShardedRecords& drafts);

}  // namespace passerelle
