#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/history.h"
#include "pipeline/records.h"
#include "pipeline/shards.h"
#include "pipeline/team.h"
#include "pipeline/week.h"
#include "weekly/compose.h"

namespace passerelle {

/// An issue as the ledger knows it: what happened before, and what must be told once its lists are written.
struct IssueInLedger {
  Ledger::Issue issue;  ///< without a ledger only its name is there
  History history;
  std::uint64_t offers_last_time = 0;  ///< read for the last finished issue; 0 when there was none
  std::string last_time;               ///< its name
};

/// `2026-W48-1`.
std::string issue_name(const WeekConfig& config);

/// Begins the issue, or takes it up again, and reads what the past says for it; every member of the team gets the same.
/// Errors: it is finished from other files, or nothing was begun that could be resumed; the ledger's own.
Result<IssueInLedger> open_issue(const WeekConfig& config, const std::string& fingerprint, Team& team);

/// What the past says for an issue, all that is recorded so far counted and the issue itself left out; nothing without
/// a ledger. The issue is not begun. Errors: there is no such ledger; its own.
Result<History> read_past(const WeekConfig& config);

/// What the ledger tells of a person and an offer, known by its ids.
Result<PairInLedger> read_pair(const WeekConfig& config, const History& history, const PersonId& person,
                               const std::vector<OfferId>& offers);

/// What référents decided becomes data on the people, before these are understood: limits and explanations just work.
void apply_history(const History& history, std::vector<Person>& people);

/// A feed that shrank by more than a third since the last issue stops the night with a question.
Result<Done> check_feed(const WeekConfig& config, const IssueInLedger& issue, std::uint64_t offers_read);

/// What the history says of each person's candidates, by row: rows stand for repetitions too.
std::vector<Remembered> remembered_of(const WeekRecords& records, const History& history);

/// Tells the ledger what is proposed, and finishes the issue. Told again, nothing changes. The first member does it.
Result<Done> record_issue(const WeekConfig& config, const IssueInLedger& issue, const std::string& fingerprint,
                          const WeekRecords& records, const Referential& referential, const ShardedRecords& lists,
                          const Team& team);

}  // namespace passerelle
