#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "domain/care.h"
#include "domain/event.h"
#include "domain/feed.h"
#include "ledger/decisions.h"
#include "report/list_reader.h"
#include "report/review.h"

namespace passerelle {

/// What a review file makes happen, and what it said that could not be taken.
struct ReviewOutcome {
  std::vector<Event> events;  ///< to be recorded; what is recorded already is not among them
  std::vector<Rejection> rejections;
  std::int64_t kept = 0;  ///< offers the file keeps, recorded before or not; the pinned ones among them
  std::int64_t pinned = 0;
  std::map<std::string, std::int64_t> dropped;  ///< by the code of the reason
  std::int64_t edited = 0;
  std::int64_t noted = 0;
  std::int64_t undecided = 0;  ///< offers, the reserve left aside, without a decision in the file
  std::set<PersonId> to_call;
};

/// Whose word a file is, and when it is given.
struct Reviewer {
  ReferentId referent;
  Instant at{};
};

/// Makes the events of a review file. A line counts only when it stands in the lists as it was shown, when the référent
/// may decide for the person, and when it does not contradict another line; anything else is set aside with its reason.
/// Nothing is kept without its own word. The same file again makes no event; a changed mind does.
/// `file` names the source in rejections.
ReviewOutcome review_outcome(const Feed<ReviewLine>& lines, std::string_view file, std::span<const ProposedList> lists,
                             const Care& care, const Decisions& so_far, const Reviewer& reviewer);

}  // namespace passerelle
