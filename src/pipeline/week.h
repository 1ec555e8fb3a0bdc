#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "allocate/congestion.h"
#include "base/result.h"
#include "base/watch.h"
#include "domain/date.h"
#include "domain/feed.h"
#include "eligibility/eligibility.h"
#include "ingest/offers.h"
#include "ledger/history.h"
#include "ledger/ledger.h"
#include "pipeline/engine.h"
#include "pipeline/team.h"
#include "weekly/options.h"
#include "weekly/shortlist.h"

namespace passerelle {

/// Everything a week is made from.
struct WeekConfig {
  std::vector<std::filesystem::path> offers;
  std::filesystem::path people;
  std::filesystem::path referents;  ///< empty: names of référents are their ids
  std::filesystem::path out;        ///< folder of the outputs; created when missing
  Week week;
  CsvMapping offer_columns;
  EngineFiles engine;
  WeeklyOptions weekly;
  bool spreadsheets = false;  ///< also one .xlsx per référent
  /// Folder where what is understood of offers is kept for the next night; empty: nowhere. The lists are the same.
  std::filesystem::path memory;
  /// What was proposed, decided and answered before, and where this issue is told; nothing: every week is the first.
  std::optional<LedgerOptions> ledger;
  unsigned issue = 1;             ///< of the week, from 1
  std::size_t memory_weeks = 12;  ///< an offer is not proposed again to the same person for so long
  bool accept_feed = false;       ///< even if it shrank by more than a third
  bool resume = false;            ///< only an issue that was begun
  std::uint32_t reach = 10;       ///< people who may be shown an offer, for each of its posts
  std::size_t guaranteed = 3;     ///< offers that everyone gets whenever that is possible at all
  std::size_t reserve = 2;        ///< offers more, to take the place of one that is found closed
  /// People ranked together: what is finished of a week that is stopped is taken up again by whole shards. A smaller
  /// number loses less, and writes more files. The lists are the same.
  std::size_t people_per_shard = 1024;
  std::string settings;  ///< the configuration as one text, for the sha256 in run.json
};

/// The account of a week: what stands in `run.json` and in the summary on the screen.
struct WeeklyRun {
  std::string issue;
  std::uint64_t offers_read = 0;
  std::uint64_t offers_remembered = 0;  ///< of those read, understood in an earlier night
  std::uint64_t offers_listed = 0;      ///< after duplicates are joined
  std::uint64_t offers_repeated = 0;    ///< joined to another as `also`
  std::uint64_t records_rejected = 0;   ///< of offers and people
  std::uint64_t people_read = 0;
  std::uint64_t people_proposed = 0;
  std::uint64_t people_empty = 0;
  std::uint64_t people_paused = 0;
  std::uint64_t offers_proposed = 0;                      ///< items of all lists together
  std::map<std::size_t, std::uint64_t> people_by_offers;  ///< how many people have how many offers
  std::map<std::string, std::int64_t> excluded;           ///< pairs by first failed rule, everybody together
  std::vector<std::string> warnings;
  Congestion alone;         ///< of lists that nobody had to share
  Congestion shared;        ///< of these lists
  std::string memory_note;  ///< what went wrong with the memory of offers, in French; empty when nothing did
  std::vector<std::pair<std::string, double>> seconds;  ///< per step, in order
  std::filesystem::path lists;
  std::filesystem::path pages;  ///< index of the référents' pages
};

/// The main job: reads offers and people, and writes everybody's list of the week into `config.out`:
/// `lists.ndjson`, `run.json`, `rejected.ndjson`, `messages.ndjson`, `referents/`. Files appear whole or not at all;
/// same inputs, same bytes.
Result<WeeklyRun> run_week(const WeekConfig& config, const Watch& watch);
/// The same by a team: each member calls it with the same configuration and ends with the same error, if any. `out`
/// must be one folder for all. The counts are told to the first member.
Result<WeeklyRun> run_week(const WeekConfig& config, const Watch& watch, Team& team);

/// What the ledger tells of one pair.
struct PairInLedger {
  /// Proposed, sent, kept, dropped, pinned: of the offer or one it repeats, in the order they were recorded; then who
  /// found it closed for others, who stay unsaid.
  std::vector<Event> events;
  std::vector<Veto> vetoes;  ///< limits that decisions taught, on this offer or others, and that hold for the person
  bool held_back = false;    ///< proposed lately, or refused: an issue does not propose it
  bool pinned = false;       ///< a référent asks for it, and it was not proposed since
  bool closed = false;       ///< found closed: gone for everybody
};

/// One pair taken apart, shown or not.
struct PairExplanation {
  std::string person;
  std::string offer;
  ShortlistItem item;       ///< parts, matched, missing, questions, travel, card; rank 0 when it is not in the list
  Eligibility eligibility;  ///< every limit
  std::string verdict;      ///< French: in the list at rank n, eligible but not among the best, or excluded and why
  std::optional<PairInLedger> ledger;  ///< nothing without one
};

/// Explains one pair with the inputs of the week and, when there is a ledger, with what was recorded so far; nothing is
/// written there. Offers are not shared out: others may get this one first. Errors: an unknown id, with the nearest
/// known one; a ledger that is not there.
Result<PairExplanation> explain_pair(const WeekConfig& config, const std::string& person, const std::string& offer,
                                     const Watch& watch);

}  // namespace passerelle
