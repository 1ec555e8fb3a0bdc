#include "rank/ranking_index.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <limits>

#include "base/parallel.h"
#include "tests/support/scored_world.h"
#include "tests/support/various_world.h"

namespace passerelle {
namespace {

using support::ScoredWorld;
using support::VariousWorld;

constexpr std::size_t kEverything = std::numeric_limits<std::size_t>::max();

std::vector<SimdLevel> levels_of_this_machine() {
  std::vector<SimdLevel> levels{SimdLevel::portable};
  for (const SimdLevel level : {SimdLevel::avx2, SimdLevel::avx512}) {
    if (level <= widest_simd()) {
      levels.push_back(level);
    }
  }
  return levels;
}

std::vector<PersonIndex> everybody(std::size_t count) {
  std::vector<PersonIndex> people;
  for (std::uint32_t row = 0; row < count; ++row) {
    people.emplace_back(row);
  }
  return people;
}

std::vector<TopOffers> one_by_one(const Scorer& scorer, const std::vector<PersonIndex>& people,
                                  const std::vector<OfferIndex>& listed, const RankOptions& options) {
  std::vector<TopOffers> tops;
  for (const PersonIndex person : people) {
    PersonProfile profile;
    tops.push_back(rank_offers(scorer, person, listed, options, profile));
  }
  return tops;
}

void expect_same(const std::vector<TopOffers>& found, const std::vector<TopOffers>& expected) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t row = 0; row < found.size(); ++row) {
    EXPECT_TRUE(found[row] == expected[row])
        << "person " << row << ": " << found[row].best.size() << " best, " << found[row].eligible << " eligible, "
        << expected[row].best.size() << " and " << expected[row].eligible << " expected";
    EXPECT_EQ(found[row].excluded, expected[row].excluded) << "person " << row;
    EXPECT_EQ(found[row].only_by, expected[row].only_by) << "person " << row;
    EXPECT_EQ(found[row].best, expected[row].best) << "person " << row;
  }
}

TEST(RankingIndex, FindsWhatEveryPairAloneGivesOnEveryKindOfProcessor) {
  for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U, 6U}) {
    const VariousWorld world(60, 1'500, seed);
    const Scorer scorer = world.scorer();
    for (const RankOptions& options :
         {RankOptions{}, RankOptions{1, 1, {}}, RankOptions{20, 3, Relevance{0.1, 0.25}}, RankOptions{0, 0, {}},
          RankOptions{kEverything, kEverything, {}}, RankOptions{kEverything, 7, Relevance{0.1, 0.25}}}) {
      const std::vector<TopOffers> expected = one_by_one(scorer, world.everybody(), world.listed, options);
      for (const SimdLevel level : levels_of_this_machine()) {
        SCOPED_TRACE(to_string(level));
        const RankingIndex index(scorer, world.listed, level);
        expect_same(index.rank_everybody(world.everybody(), options, {}), expected);
      }
    }
  }
}

TEST(RankingIndex, IsTriedOnWorldsInWhichEveryRuleDecides) {
  std::array<std::int64_t, kRuleCount> excluded{};
  std::array<std::int64_t, kRuleCount> only_by{};
  std::int64_t eligible = 0;
  const VariousWorld world(100, 3'000, 1);
  for (const TopOffers& top : one_by_one(world.scorer(), world.everybody(), world.listed, {})) {
    eligible += top.eligible;
    for (std::size_t rule = 0; rule < kRuleCount; ++rule) {
      excluded.at(rule) += top.excluded.at(rule);
      only_by.at(rule) += top.only_by.at(rule);
    }
  }
  EXPECT_GT(eligible, 1'000);
  for (std::size_t rule = 0; rule < kRuleCount; ++rule) {
    EXPECT_GT(excluded.at(rule), 20) << to_string(static_cast<Rule>(rule));
    if (can_be_lifted(static_cast<Rule>(rule))) {
      EXPECT_GT(only_by.at(rule), 5) << to_string(static_cast<Rule>(rule));
    }
  }
}

TEST(RankingIndex, FindsTheSameAmongManyEqualScores) {
  const ScoredWorld world(60, 2'000, 9);
  const Scorer scorer = world.scorer();
  const std::vector<PersonIndex> people = everybody(world.people.size());
  const std::vector<TopOffers> expected = one_by_one(scorer, people, world.listed, {50, 20, {}});
  std::size_t ties = 0;
  for (const TopOffers& top : expected) {
    for (std::size_t row = 1; row < top.best.size(); ++row) {
      ties += top.best[row - 1].score == top.best[row].score ? 1U : 0U;
    }
  }
  EXPECT_GT(ties, 500U) << "without ties this test would not tell";
  for (const SimdLevel level : levels_of_this_machine()) {
    expect_same(RankingIndex(scorer, world.listed, level).rank_everybody(people, {50, 20, {}}, {}), expected);
  }
}

TEST(RankingIndex, FindsTheSameWithOtherWeights) {
  const VariousWorld world(40, 1'000, 7);
  for (const ScoreWeights& weights :
       {ScoreWeights{{0.1, 0.1, 0.1, 0.3, 0.1, 0.1, 0.1, 0.05, 0.05}}, ScoreWeights{{0, 0, 0, 1, 0, 0, 0, 0, 0}},
        ScoreWeights{{1, 0, 0, 0, 0, 0, 0, 0, 0}}}) {
    const Scorer scorer = world.scorer(weights);
    expect_same(RankingIndex(scorer, world.listed).rank_everybody(world.everybody(), {10, 5, {}}, {}),
                one_by_one(scorer, world.everybody(), world.listed, {10, 5, {}}));
  }
}

TEST(RankingIndex, DoesNotDependOnTheNumberOfThreads) {
  const VariousWorld world(700, 800, 11);
  const Scorer scorer = world.scorer();
  std::vector<std::vector<TopOffers>> runs;
  for (const std::size_t threads : {1U, 2U, 4U}) {
    const ThreadLimit limit(threads);
    const RankingIndex index(scorer, world.listed);
    runs.push_back(index.rank_everybody(world.everybody(), {}, {}));
  }
  EXPECT_TRUE(runs[1] == runs[0]);
  EXPECT_TRUE(runs[2] == runs[0]);
}

TEST(RankingIndex, RanksOnePersonAsAmongAll) {
  const VariousWorld world(50, 900, 12);
  const Scorer scorer = world.scorer();
  const RankingIndex index(scorer, world.listed);
  const std::vector<TopOffers> all = index.rank_everybody(world.everybody(), {}, {});
  RankingIndex::Memory memory = index.memory();
  for (std::size_t row = all.size(); row-- > 0;) {
    EXPECT_TRUE(index.rank(world.everybody()[row], {}, memory) == all[row]) << "whoever came before";
  }
}

TEST(RankingIndex, LooksOnlyAtListedOffersAndAtEachOnce) {
  VariousWorld world(30, 300, 13);
  const Scorer scorer = world.scorer();
  for (const std::vector<OfferIndex>& listed :
       {std::vector<OfferIndex>{}, std::vector<OfferIndex>{OfferIndex(3)},
        std::vector<OfferIndex>{OfferIndex(250), OfferIndex(3), OfferIndex(50)}}) {
    const RankingIndex index(scorer, listed);
    const std::vector<TopOffers> tops = index.rank_everybody(world.everybody(), {}, {});
    expect_same(tops, one_by_one(scorer, world.everybody(), listed, {}));
    for (const TopOffers& top : tops) {
      std::int64_t considered = top.eligible;
      for (const std::int64_t excluded : top.excluded) {
        considered += excluded;
      }
      EXPECT_EQ(considered, static_cast<std::int64_t>(listed.size()));
    }
  }
}

TEST(RankingIndex, HoldsMoreOffersOfOnePlaceThanATile) {
  VariousWorld world(40, 2'500, 14);
  for (OfferConditions& conditions : world.conditions) {
    conditions.place = world.conditions.front().place ? world.conditions.front().place : unit_point({47, 1});
  }
  for (PersonLimits& limits : world.limits) {
    limits.home = world.conditions.front().place;
  }
  const Scorer scorer = world.scorer();
  expect_same(RankingIndex(scorer, world.listed).rank_everybody(world.everybody(), {20, 20, {}}, {}),
              one_by_one(scorer, world.everybody(), world.listed, {20, 20, {}}));
}

TEST(RankingIndex, StopsWhenAskedTo) {
  const VariousWorld world(600, 5, 8);
  const Scorer scorer = world.scorer();
  std::atomic<bool> stop = false;
  Watch watch;
  watch.interrupted = &stop;
  std::uint64_t seen = 0;
  watch.progress = [&](std::string_view, std::uint64_t done, std::uint64_t) {
    seen = std::max(seen, done);
    stop = done < 600;
  };
  const std::vector<TopOffers> tops = RankingIndex(scorer, world.listed).rank_everybody(world.everybody(), {}, watch);
  EXPECT_EQ(tops.size(), 600U);
  EXPECT_TRUE(tops.back() == TopOffers{}) << "the last were not looked at";
}

}  // namespace
}  // namespace passerelle
