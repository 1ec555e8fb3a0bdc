#include "pipeline/week.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string_view>

#include "base/parallel.h"
#include "pipeline/input_files.h"
#include "pipeline/numbers.h"
#include "pipeline/outputs.h"
#include "pipeline/records.h"
#include "pipeline/shards.h"
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

/// The lists of the week, the work on it left by an earlier run included.
ShardedLists prepare_lists(const WeekConfig& config, std::string fingerprint, const WeekNumbers& numbers, Team& team) {
  // The first decides for all: machines may round the place of a home each in its way.
  const auto mine = shards_of(numbers.limits(), config.people_per_shard);
  std::vector<std::vector<PersonIndex>> shards;
  const std::vector<std::string> all = team.share(team.is_first() ? packed(mine) : std::string());
  Unpacker unpacker(all.front());
  unpacker(shards);
  ShardedLists lists(config.out, std::move(fingerprint), std::move(shards));
  if (team.is_first()) {
    lists.remove_others();
  }
  return lists;
}

/// The lists of one shard's people, in their order; nothing when it was interrupted.
std::optional<std::vector<Shortlist>> make_shard(const WeekConfig& config, const WeekRecords& records,
                                                 const RankingIndex& ranking, const WeeklyInputs& inputs,
                                                 const std::vector<PersonIndex>& people, const Watch& watch,
                                                 StepClock& clock) {
  const Day monday = monday_of(config.week);
  std::vector<Shortlist> lists(people.size());
  std::vector<PersonIndex> served;
  std::vector<std::size_t> place_of_served;
  for (std::size_t place = 0; place < people.size(); ++place) {
    const Person& person = records.people[people[place].value()];
    const std::string reason = reason_to_pause(person, monday);
    lists[place] = paused_shortlist(person, reason);
    if (reason.empty()) {
      served.push_back(people[place]);
      place_of_served.push_back(place);
    }
  }
  const std::vector<TopOffers> tops = ranking.rank_everybody(served, candidates_for(config.weekly), watch);
  clock.finished("classement");
  if (watch.must_stop()) {
    return std::nullopt;
  }
  // Beyond this point no score changes: what follows only chooses.
  parallel_for(served.size(), [&](std::size_t position) {
    PersonProfile profile;
    lists[place_of_served[position]] =
        compose_full_shortlist(inputs, served[position], tops[position], ranking, config.weekly, profile);
  });
  return lists;
}

/// Makes the lists of this member's shards, but those that an earlier run finished.
Result<Done> make_lists(const WeekConfig& config, const WeekRecords& records, const RankingIndex& ranking,
                        const WeeklyInputs& inputs, const ShardedLists& lists, const Team& team, const Watch& watch,
                        StepClock& clock) {
  std::uint64_t done = 0;
  Watch over_all = watch;
  over_all.progress = [&](std::string_view step, std::uint64_t of_shard, std::uint64_t /*total*/) {
    watch.report(step, done + of_shard, records.people.size() / team.size());
  };
  for (std::size_t shard = 0; shard < lists.shard_count(); ++shard) {
    if (!team.is_mine(shard)) {
      continue;
    }
    const std::vector<PersonIndex>& people = lists.people_of(shard);
    if (!lists.is_finished(shard)) {
      const auto made = make_shard(config, records, ranking, inputs, people, over_all, clock);
      if (!made) {
        return interrupted(done > 0);
      }
      if (Result<Done> kept = lists.finish(shard, *made); !kept) {
        return kept;
      }
      clock.finished("listes");
    }
    done += people.size();
  }
  return watch.must_stop() ? interrupted(done > 0) : Result<Done>(Done{});
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
  run.issue = to_string(config.week) + "-1";
  const Day monday = monday_of(config.week);
  StepClock clock(run);

  const Result<std::vector<InputFile>> files = digest_inputs(config, team);
  if (!files) {
    return files.error();
  }
  const Result<Engine> engine = Engine::load(config.engine);
  if (const Result<Done> loaded = agreed(team, engine ? Result<Done>(Done{}) : engine.error()); !loaded) {
    return loaded.error();
  }
  clock.finished("chargement");

  const Result<WeekRecords> records = read_records(config, *engine, understanding_identity(*files), watch, team);
  if (!records) {
    return records.error();
  }
  clock.finished("lecture et compréhension");
  // Beyond this point every record is valid, and an index means the same row everywhere.

  const WeekNumbers numbers(*records, *engine, monday);
  clock.finished("vecteurs et limites");
  // Beyond this point no text is read: only numbers.

  ShardedLists lists = prepare_lists(config, week_fingerprint(config, *files), numbers, team);
  const WeeklyInputs inputs = numbers.weekly_inputs(*records, *engine);
  const RankingIndex ranking(numbers.scorer(), records->listed);
  if (const Result<Done> made = agreed(team, make_lists(config, *records, ranking, inputs, lists, team, watch, clock));
      !made) {
    return made.error();
  }
  // Beyond this point nothing is decided: what follows only writes and sends.

  count(*records, run);
  if (const Result<Done> ready = agreed(team, prepare_outputs(config, lists, team)); !ready) {
    return ready.error();
  }
  if (const Result<Done> written = agreed(team, write_outputs(config, *records, lists, run, team)); !written) {
    return written.error();
  }
  clock.finished("écriture");
  if (const Result<Done> finished = agreed(team, finish_outputs(config, *engine, *files, run, lists, team));
      !finished) {
    return finished.error();
  }
  return run;
}

}  // namespace passerelle
