#include "pipeline/week.h"

#include <chrono>

#include "base/parallel.h"
#include "pipeline/input_files.h"
#include "pipeline/numbers.h"
#include "pipeline/outputs.h"
#include "pipeline/records.h"
#include "rank/top_offers.h"

namespace passerelle {
namespace {

/// Seconds of each step, in order.
class StepClock {
 public:
  explicit StepClock(WeeklyRun& run) : run_(run) {}
  /// Ends the running step and gives it its name.
  void finished(std::string step) {
    const auto now = std::chrono::steady_clock::now();
    run_.seconds.emplace_back(std::move(step), std::chrono::duration<double>(now - begin_).count());
    begin_ = now;
  }

 private:
  WeeklyRun& run_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

Error interrupted() {
  return {ErrorCode::interrupted, "arrêt demandé : rien n'a été écrit"};
}

/// People who get a list this week, by row.
std::vector<PersonIndex> people_to_serve(const WeekRecords& records, Day monday) {
  std::vector<PersonIndex> served;
  for (std::uint32_t row = 0; row < records.people.size(); ++row) {
    if (reason_to_pause(records.people[row], monday).empty()) {
      served.emplace_back(row);
    }
  }
  return served;
}

std::vector<Shortlist> compose_everybody(const WeekRecords& records, const WeeklyInputs& inputs,
                                         const std::vector<PersonIndex>& served, const std::vector<TopOffers>& tops,
                                         const WeekConfig& config, Day monday) {
  std::vector<Shortlist> lists(records.people.size());
  for (std::size_t row = 0; row < lists.size(); ++row) {
    lists[row] = paused_shortlist(records.people[row], reason_to_pause(records.people[row], monday));
  }
  parallel_for(served.size(), [&](std::size_t position) {
    const PersonIndex person = served[position];
    PersonProfile profile;
    lists[person.value()] =
        compose_full_shortlist(inputs, person, tops[position], records.listed, config.weekly, profile);
  });
  return lists;
}

void count(const WeekRecords& records, const std::vector<Shortlist>& lists, WeeklyRun& run) {
  run.offers_read = records.offers_read;
  run.offers_remembered = records.offers_remembered;
  run.memory_note = records.memory_note;
  run.offers_listed = records.listed.size();
  run.offers_repeated = records.offers.size() - records.listed.size();
  run.records_rejected = records.rejections.size();
  run.people_read = records.people.size();
  run.warnings = records.warnings;
  for (const Shortlist& list : lists) {
    run.people_proposed += list.status == ListStatus::proposed ? 1U : 0U;
    run.people_empty += list.status == ListStatus::empty ? 1U : 0U;
    run.people_paused += list.status == ListStatus::paused ? 1U : 0U;
    run.offers_proposed += list.offers.size();
    for (const auto& [rule, pairs] : list.counts.excluded) {
      run.excluded[rule] += pairs;
    }
  }
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
  if (!engine) {
    return engine.error();
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

  const std::vector<PersonIndex> served = people_to_serve(*records, monday);
  const std::vector<TopOffers> tops = rank_for_everybody(numbers.scorer(), served, records->listed, {}, watch);
  clock.finished("classement");
  if (watch.must_stop()) {
    return interrupted();
  }
  // Beyond this point no score changes: what follows only chooses.

  const WeeklyInputs inputs = numbers.weekly_inputs(*records, *engine);
  const std::vector<Shortlist> lists = compose_everybody(*records, inputs, served, tops, config, monday);
  clock.finished("listes");
  count(*records, lists, run);
  if (watch.must_stop()) {
    return interrupted();
  }
  // Beyond this point nothing is decided: what follows only writes and sends.

  if (const Result<Done> written = write_outputs(config, *records, lists, run); !written) {
    return written.error();
  }
  clock.finished("écriture");
  if (const Result<Done> written = write_run_account(config, *engine, *files, run); !written) {
    return written.error();
  }
  return run;
}

}  // namespace passerelle
