#include "pipeline/week.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>

#include "base/parallel.h"
#include "pipeline/input_files.h"
#include "pipeline/issue.h"
#include "pipeline/numbers.h"
#include "pipeline/outputs.h"
#include "pipeline/packed_records.h"
#include "pipeline/records.h"
#include "pipeline/shards.h"
#include "pipeline/sharing.h"
#include "rank/ranking_index.h"
#include "storage/packing.h"

namespace passerelle {
namespace {

/// Seconds of each step, in the order of their first end.
class StepClock {
 public:
  explicit StepClock(WeeklyRun& run) : run_(run) {}
  /// Ends the running step: its time counts under this name, with any of the same name before.
  void finished(std::string_view step) {
    const auto now = std::chrono::steady_clock::now();
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    const auto known = std::ranges::find(run_.seconds, step, &std::pair<std::string, double>::first);
    if (known == run_.seconds.end()) {
      run_.seconds.emplace_back(step, seconds);
    } else {
      known->second += seconds;
    }
    begin_ = now;
  }

 private:
  WeeklyRun& run_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

Error interrupted(bool left_something) {
  return {ErrorCode::interrupted, left_something ? "arrêt demandé : la même commande reprendra ce qui est fini"
                                                 : "arrêt demandé : rien n'a été écrit"};
}

/// Who is drafted and listed together.
std::vector<std::vector<PersonIndex>> shards_for_all(const WeekConfig& config, const WeekNumbers& numbers, Team& team) {
  // The first decides for all: machines may round the place of a home each in its way.
  const auto mine = shards_of(numbers.limits(), config.people_per_shard);
  std::vector<std::vector<PersonIndex>> shards;
  const std::vector<std::string> all = team.share(team.is_first() ? packed(mine) : std::string());
  Unpacker unpacker(all.front());
  unpacker(shards);
  return shards;
}

/// All that the making of lists reads.
struct ListMaking {
  const WeekConfig& config;
  const WeekRecords& records;
  const RankingIndex& ranking;
  const WeeklyInputs& inputs;
  const IssueInLedger& issue;
  const Team& team;
  const Watch& watch;
};

/// The drafts of one shard's people, packed, in their order; nothing when it was interrupted.
std::optional<std::vector<std::string>> draft_shard(const ListMaking& making, const std::vector<Remembered>& remembered,
                                                    const RankOptions& ranked, const std::vector<PersonIndex>& people,
                                                    const Watch& watch) {
  const Day monday = monday_of(making.config.week);
  std::vector<ShortlistDraft> drafts(people.size());
  std::vector<PersonIndex> served;
  std::vector<std::size_t> place_of_served;
  for (std::size_t place = 0; place < people.size(); ++place) {
    const Person& person = making.records.people[people[place].value()];
    const std::string reason = reason_to_pause(person, monday);
    drafts[place].list = paused_shortlist(person, reason);
    if (reason.empty()) {
      served.push_back(people[place]);
      place_of_served.push_back(place);
    }
  }
  const std::vector<TopOffers> tops = making.ranking.rank_everybody(served, ranked, watch);
  if (watch.must_stop()) {
    return std::nullopt;
  }
  parallel_for(served.size(), [&](std::size_t position) {
    PersonProfile profile;
    ShortlistDraft& draft = drafts[place_of_served[position]];
    draft = draft_shortlist(making.inputs, served[position], tops[position], making.ranking, making.config.weekly,
                            remembered[served[position].value()], profile);
    if (const PersonHistory* past = making.issue.history.find(draft.list.person)) {
      draft.list.silent_weeks = past->silent_weeks;
    }
  });
  std::vector<std::string> records(drafts.size());
  parallel_for(drafts.size(), [&](std::size_t place) { records[place] = packed(drafts[place]); });
  return records;
}

/// Drafts this member's shards, but those that an earlier run finished.
Result<Done> make_drafts(const ListMaking& making, const ShardedRecords& drafts, StepClock& clock) {
  const std::vector<Remembered> remembered = remembered_of(making.records, making.issue.history);
  // Enough for who has most to leave out: the same for everybody, so that shards change nothing.
  RankOptions ranked = candidates_for(making.config.weekly);
  std::size_t most_held_back = 0;
  for (const Remembered& each : remembered) {
    most_held_back = std::max(most_held_back, each.held_back.size());
  }
  ranked.candidates += most_held_back;
  std::uint64_t done = 0;
  Watch over_all = making.watch;
  over_all.progress = [&](std::string_view step, std::uint64_t of_shard, std::uint64_t /*total*/) {
    making.watch.report(step, done + of_shard, making.records.people.size() / making.team.size());
  };
  for (std::size_t shard = 0; shard < drafts.shard_count(); ++shard) {
    if (!making.team.is_mine(shard)) {
      continue;
    }
    const std::vector<PersonIndex>& people = drafts.people_of(shard);
    if (!drafts.is_finished(shard)) {
      const auto made = draft_shard(making, remembered, ranked, people, over_all);
      if (!made) {
        return interrupted(done > 0);
      }
      if (Result<Done> kept = drafts.finish(shard, *made); !kept) {
        return kept;
      }
    }
    done += people.size();
  }
  clock.finished("classement");
  return making.watch.must_stop() ? interrupted(done > 0) : Result<Done>(Done{});
}

/// Makes the lists of this member's shards from what was shared out, but those that an earlier run finished.
Result<Done> make_lists(const ListMaking& making, const ShardedRecords& drafts, const std::vector<Share>& shares,
                        const ShardedRecords& lists, StepClock& clock) {
  for (std::size_t shard = 0; shard < lists.shard_count(); ++shard) {
    if (!making.team.is_mine(shard) || lists.is_finished(shard)) {
      continue;
    }
    const std::vector<PersonIndex>& people = lists.people_of(shard);
    std::vector<std::string> records(people.size());
    parallel_for(people.size(), [&](std::size_t place) {
      const PersonIndex person = people[place];
      const Share& share = shares[person.value()];
      PersonProfile profile;
      making.inputs.scorer->prepare(person, profile);
      records[place] =
          packed(finish_shortlist(making.inputs, person, unpacked_record<ShortlistDraft>(drafts.record_of(person)),
                                  {share.offers, share.reserve}, profile));
    });
    if (Result<Done> kept = lists.finish(shard, records); !kept) {
      return kept;
    }
    if (making.watch.must_stop()) {
      return interrupted(true);
    }
  }
  clock.finished("listes");
  return Done{};
}

void count(const WeekRecords& records, WeeklyRun& run) {
  run.offers_read = records.offers_read;
  run.offers_remembered = records.offers_remembered;
  run.memory_note = records.memory_note;
  run.offers_listed = records.listed.size();
  run.offers_repeated = records.offers.size() - records.listed.size();
  run.records_rejected = records.rejections.size();
  run.people_read = records.people.size();
  run.warnings = records.warnings;
}

}  // namespace

Result<WeeklyRun> run_week(const WeekConfig& config, const Watch& watch) {
  Alone alone;
  return run_week(config, watch, alone);
}

Result<WeeklyRun> run_week(const WeekConfig& config, const Watch& watch, Team& team) {
  WeeklyRun run;
  run.issue = issue_name(config);
  const Day monday = monday_of(config.week);
  StepClock clock(run);

  const Result<std::vector<InputFile>> files = digest_inputs(config, team);
  if (!files) {
    return files.error();
  }
  const std::string made_from = issue_fingerprint(config, *files);
  const Result<IssueInLedger> issue = open_issue(config, made_from, team);
  if (!issue) {
    return issue.error();
  }
  // Beyond this point what happened before is known, and does not change any more.

  const Result<Engine> engine = Engine::load(config.engine);
  if (const Result<Done> loaded = agreed(team, engine ? Result<Done>(Done{}) : engine.error()); !loaded) {
    return loaded.error();
  }
  clock.finished("chargement");

  const Result<WeekRecords> records =
      read_records(config, *engine, understanding_identity(*files), issue->history, watch, team);
  if (!records) {
    return records.error();
  }
  if (const Result<Done> whole = check_feed(config, *issue, records->offers_read); !whole) {
    return whole.error();
  }
  clock.finished("lecture et compréhension");
  // Beyond this point every record is valid, and an index means the same row everywhere.

  const WeekNumbers numbers(*records, *engine, monday, issue->history);
  clock.finished("vecteurs et limites");
  // Beyond this point no text is read: only numbers.

  const std::string fingerprint = week_fingerprint(config, made_from, packed(issue->history));
  const auto shards = shards_for_all(config, numbers, team);
  ShardedRecords drafts(config.out, "drafts", fingerprint, shards);
  ShardedRecords lists(config.out, "lists", fingerprint, shards);
  if (team.is_first()) {
    drafts.remove_others();
  }
  const WeeklyInputs inputs = numbers.weekly_inputs(*records, *engine);
  const RankingIndex ranking(numbers.scorer(), records->listed);
  const ListMaking making{config, *records, ranking, inputs, *issue, team, watch};
  if (const Result<Done> made = agreed(team, make_drafts(making, drafts, clock)); !made) {
    return made.error();
  }
  if (const Result<Done> opened = agreed(team, drafts.open()); !opened) {
    return opened.error();
  }
  // Beyond this point no score changes: what follows only chooses.

  const SharedOffers shared = share_offers(config, *records, numbers, engine->referential(), *issue, drafts);
  clock.finished("partage");
  if (const Result<Done> made = agreed(team, make_lists(making, drafts, shared.shares, lists, clock)); !made) {
    return made.error();
  }
  // Beyond this point nothing is decided: what follows only writes and sends.

  count(*records, run);
  run.alone = shared.alone;
  run.shared = shared.shared;
  if (const Result<Done> ready = agreed(team, prepare_outputs(config, lists, team)); !ready) {
    return ready.error();
  }
  if (const Result<Done> written = agreed(team, write_outputs(config, *records, lists, run, team)); !written) {
    return written.error();
  }
  if (const Result<Done> told =
          agreed(team, record_issue(config, *issue, made_from, *records, engine->referential(), lists, team));
      !told) {
    return told.error();
  }
  clock.finished("écriture");
  if (const Result<Done> finished = agreed(team, finish_outputs(config, *engine, *files, run, lists, team));
      !finished) {
    return finished.error();
  }
  return run;
}

}  // namespace passerelle
