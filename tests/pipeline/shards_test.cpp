#include "pipeline/shards.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <cmath>
#include <set>

#include "tests/pipeline/sample_week.h"
#include "tests/support/thread_team.h"

namespace passerelle {
namespace {

using support::files_below;
using support::run;
using support::SampleWeek;
using support::small_week;
using support::text_of;
using support::written_by;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<PersonLimits> people_somewhere(std::size_t count) {
  std::vector<PersonLimits> people(count);
  for (PersonLimits& person : people) {
    if (*rc::gen::inRange(0, 5) != 0) {
      person.home = unit_point({42 + *rc::gen::inRange(0, 900) / 100.0, -4 + *rc::gen::inRange(0, 1200) / 100.0});
    }
  }
  return people;
}

double distance(const PersonLimits& left, const PersonLimits& right) {
  return std::hypot(left.home->x - right.home->x, left.home->y - right.home->y, left.home->z - right.home->z);
}

RC_GTEST_PROP(Shards, HoldEverybodyOnceInFullShardsThoseWithoutAHomeLast, ()) {
  const std::size_t size = *rc::gen::inRange<std::size_t>(1, 9);
  const std::vector<PersonLimits> people = people_somewhere(*rc::gen::inRange<std::size_t>(0, 60));
  const auto shards = shards_of(people, size);
  std::set<std::uint32_t> seen;
  bool without_home = false;
  for (std::size_t shard = 0; shard < shards.size(); ++shard) {
    const bool is_last = shard + 1 == shards.size();
    RC_ASSERT(!shards[shard].empty());
    RC_ASSERT(shards[shard].size() <= size);
    RC_ASSERT(is_last || shards[shard].size() == size);
    for (const PersonIndex person : shards[shard]) {
      RC_ASSERT(seen.insert(person.value()).second);
      const bool has_home = people[person.value()].home.has_value();
      RC_ASSERT(!(has_home && without_home));
      without_home = !has_home;
    }
  }
  RC_ASSERT(seen.size() == people.size());
}

TEST(Shards, HoldNeighbours) {
  std::vector<PersonLimits> people(2000);
  for (std::size_t row = 0; row < people.size(); ++row) {
    const auto spread = [row](std::size_t step) { return static_cast<double>(row * step % 2003) / 2003; };
    people[row].home = unit_point({43 + 7 * spread(911), -1 + 8 * spread(467)});
  }
  double on_the_curve = 0;
  double in_order_of_rows = 0;
  const auto shards = shards_of(people, people.size());
  for (std::size_t place = 1; place < people.size(); ++place) {
    on_the_curve += distance(people[shards[0][place - 1].value()], people[shards[0][place].value()]);
    in_order_of_rows += distance(people[place - 1], people[place]);
  }
  EXPECT_LT(on_the_curve * 10, in_order_of_rows);
}

/// A week that is stopped once `people` were ranked.
Error stopped_after(const WeekConfig& config, std::uint64_t people) {
  std::atomic<bool> stop = false;
  Watch watch;
  watch.interrupted = &stop;
  watch.progress = [&](std::string_view step, std::uint64_t done, std::uint64_t) {
    stop = stop || (step == "classement" && done >= people);
  };
  const Result<WeeklyRun> run = run_week(config, watch);
  EXPECT_FALSE(run);
  return run ? Error{} : run.error();
}

/// How many people a week ranks itself.
std::uint64_t people_ranked_by(const WeekConfig& config) {
  std::uint64_t ranked = 0;
  std::uint64_t before = 0;
  Watch watch;
  watch.progress = [&](std::string_view step, std::uint64_t done, std::uint64_t) {
    if (step == "classement") {
      // A shard taken up from an earlier run is jumped over.
      ranked += done > before && done - before <= config.people_per_shard ? done - before : 0;
      before = done;
    }
  };
  EXPECT_TRUE(run_week(config, watch));
  return ranked;
}

TEST_F(SampleWeek, IsTheSameForAnyShards) {
  WeekConfig config = engine_.sample_week("whole");
  config.memory = engine_.folder() / "memory";
  config.spreadsheets = true;
  run(config);
  const auto expected = written_by(config);
  EXPECT_FALSE(std::filesystem::exists(config.out / ".week")) << "nothing is left of the work";
  for (const std::size_t size : {1U, 7U}) {
    config.people_per_shard = size;
    config.out = engine_.folder() / ("by" + std::to_string(size));
    run(config);
    EXPECT_TRUE(written_by(config) == expected) << size;
  }
}

TEST_F(SampleWeek, TakesUpWhatAStoppedRunFinished) {
  WeekConfig config = small_week(engine_, "whole");
  run(config);
  const auto expected = written_by(config);
  config.out = engine_.folder() / "stopped";
  config.people_per_shard = 8;
  const Error error = stopped_after(config, 24);
  EXPECT_EQ(error.code, ErrorCode::interrupted);
  EXPECT_THAT(error.message, HasSubstr("reprendra"));
  const auto left = written_by(config);
  EXPECT_GE(left.size(), 3U);
  EXPECT_LT(left.size(), 9U);
  for (const auto& [file, bytes] : left) {
    EXPECT_THAT(file, testing::StartsWith(".week/")) << "nothing else is written";
    EXPECT_EQ(std::filesystem::status(config.out / file).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }
  const std::uint64_t ranked = people_ranked_by(config);
  EXPECT_LE(ranked, 68 - 8 * left.size());
  EXPECT_GT(ranked, 0U);
  EXPECT_TRUE(written_by(config) == expected);
}

TEST_F(SampleWeek, DoesNotTakeUpDamagedShardsNorThoseOfOtherInputs) {
  WeekConfig config = small_week(engine_, "whole");
  run(config);
  const auto expected = written_by(config);
  config.out = engine_.folder() / "stopped";
  config.people_per_shard = 8;
  stopped_after(config, 24);
  const std::vector<std::filesystem::path> left = files_below(config.out / ".week");
  ASSERT_GE(left.size(), 3U);
  std::filesystem::resize_file(left[0], std::filesystem::file_size(left[0]) / 2);
  std::string bent = text_of(left[1]);
  bent[bent.size() - 9] = static_cast<char>(bent[bent.size() - 9] ^ 1);
  std::ofstream(left[1], std::ios::binary) << bent;
  run(config);
  EXPECT_TRUE(written_by(config) == expected) << "damaged";

  std::vector<std::string> people = support::lines_of(config.people);
  people.erase(people.begin());
  WeekConfig others = config;
  others.people = engine_.folder() / "others.ndjson";
  support::write_lines(others.people, people);
  stopped_after(others, 24);
  EXPECT_FALSE(files_below(config.out / ".week").empty());
  EXPECT_GT(people_ranked_by(config), 50U);
  EXPECT_TRUE(written_by(config) == expected) << "other people";
}

TEST_F(SampleWeek, IsTheSameForATeamOfAnySize) {
  WeekConfig config = engine_.sample_week("alone");
  config.spreadsheets = true;
  config.memory = engine_.folder() / "memory";
  const WeeklyRun alone = run(config);
  const auto expected = written_by(config);
  config.people_per_shard = 8;
  for (const std::size_t size : {2U, 3U}) {
    // The second team has its own memory to make.
    config.memory = size == 2 ? config.memory : engine_.folder() / "other memory";
    config.out = engine_.folder() / ("team" + std::to_string(size));
    std::vector<Result<WeeklyRun>> runs(size, Error{});
    support::ThreadTeam(size).run([&](Team& team) { runs[team.rank()] = run_week(config, {}, team); });
    for (const Result<WeeklyRun>& each : runs) {
      ASSERT_TRUE(each) << each.error().message;
    }
    EXPECT_TRUE(written_by(config) == expected) << size;
    EXPECT_EQ(runs[0]->offers_remembered, size == 2 ? alone.offers_read : 0U);
    EXPECT_EQ(runs[0]->people_proposed, alone.people_proposed);
    EXPECT_EQ(runs[0]->excluded, alone.excluded);
  }
  config.out = engine_.folder() / "again";
  EXPECT_EQ(run(config).offers_remembered, alone.offers_read) << "what a team understood is kept";
}

TEST_F(SampleWeek, AnErrorOfOneMemberIsThatOfAll) {
  const WeekConfig config = small_week(engine_);
  WeekConfig broken = config;
  broken.engine.model = engine_.folder() / "nowhere";
  WeekConfig other = config;
  other.offers = {support::project("datasets/samples/local_offers.csv")};
  for (const WeekConfig& second : {broken, other}) {
    std::vector<Result<WeeklyRun>> runs(3, Error{});
    support::ThreadTeam(3).run(
        [&](Team& team) { runs[team.rank()] = run_week(team.rank() == 1 ? second : config, {}, team); });
    for (const Result<WeeklyRun>& each : runs) {
      ASSERT_FALSE(each);
      EXPECT_EQ(each.error(), runs[0].error());
      EXPECT_EQ(each.error().code, ErrorCode::input_unusable);
      EXPECT_THAT(each.error().message, testing::Not(IsEmpty()));
    }
  }
  EXPECT_THAT(files_below(config.out), IsEmpty());
}

}  // namespace
}  // namespace passerelle
