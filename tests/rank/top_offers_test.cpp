#include "rank/top_offers.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <limits>

#include "tests/support/scored_world.h"

namespace passerelle {
namespace {

using support::ScoredWorld;

constexpr std::size_t kNoLimit = std::numeric_limits<std::size_t>::max();

std::vector<PersonIndex> everybody(const ScoredWorld& world) {
  std::vector<PersonIndex> people;
  for (std::uint32_t row = 0; row < world.people.size(); ++row) {
    people.emplace_back(row);
  }
  return people;
}

/// Every pair scored, sorted whole, then cut.
TopOffers naive(const ScoredWorld& world, PersonIndex person, const RankOptions& options) {
  const Scorer scorer = world.scorer();
  PersonProfile profile;
  scorer.prepare(person, profile);
  TopOffers top;
  for (const OfferIndex offer : world.listed) {
    const PersonLimits& limits = world.limits[person.value()];
    const OfferConditions& conditions = world.conditions[offer.value()];
    RuleSet failed;
    for (std::size_t row = 0; row < kRuleCount; ++row) {
      if (answer(static_cast<Rule>(row), limits, conditions, world.monday) == Answer::no) {
        failed.add(static_cast<Rule>(row));
      }
    }
    const std::int32_t score = scorer.explain(profile, offer).score;
    if (failed.empty()) {
      ++top.eligible;
      top.best.push_back({offer, score});
      continue;
    }
    ++top.excluded.at(static_cast<std::size_t>(failed.first()));
    const bool too_far = failed.has(Rule::travel_time) && !a_car_would_do(limits, conditions);
    if (failed.size() == 1 && can_be_lifted(failed.first()) && !too_far) {
      ++top.only_by.at(static_cast<std::size_t>(failed.first()));
      top.blocked.push_back({offer, score, failed.first()});
    }
  }
  const auto before = [](const auto& left, const auto& right) {
    return left.score > right.score || (left.score == right.score && left.offer.value() < right.offer.value());
  };
  std::ranges::stable_sort(top.best, before);
  std::ranges::stable_sort(top.blocked, before);
  top.all_eligible = top.best.size() <= options.candidates;
  top.best.resize(std::min(top.best.size(), options.candidates));
  top.blocked.resize(std::min(top.blocked.size(), options.blocked));
  return top;
}

void expect_same(const TopOffers& left, const TopOffers& right) {
  EXPECT_EQ(left.best, right.best);
  EXPECT_EQ(left.eligible, right.eligible);
  EXPECT_EQ(left.all_eligible, right.all_eligible);
  EXPECT_EQ(left.excluded, right.excluded);
  EXPECT_EQ(left.only_by, right.only_by);
  ASSERT_EQ(left.blocked.size(), right.blocked.size());
  for (std::size_t row = 0; row < left.blocked.size(); ++row) {
    EXPECT_EQ(left.blocked[row].offer, right.blocked[row].offer);
    EXPECT_EQ(left.blocked[row].score, right.blocked[row].score);
    EXPECT_EQ(left.blocked[row].rule, right.blocked[row].rule);
  }
}

TEST(TopOffers, AreThoseOfASortOfAllPairsTiesIncluded) {
  const ScoredWorld world(25, 400, 1);
  const Scorer scorer = world.scorer();
  std::size_t ties = 0;
  for (const RankOptions& options : {RankOptions{}, RankOptions{1, 1, {}}, RankOptions{7, 3, {}}, RankOptions{0, 0, {}},
                                     RankOptions{kNoLimit, kNoLimit, {}}}) {
    for (const PersonIndex person : everybody(world)) {
      PersonProfile profile;
      const TopOffers top = rank_offers(scorer, person, world.listed, options, profile);
      expect_same(top, naive(world, person, options));
      for (std::size_t row = 1; row < top.best.size(); ++row) {
        EXPECT_TRUE(ranks_before(top.best[row - 1], top.best[row]));
        ties += top.best[row - 1].score == top.best[row].score ? 1U : 0U;
      }
    }
  }
  EXPECT_GT(ties, 50U) << "without ties this test would not tell";
}

TEST(TopOffers, OrderOfArrivalDoesNotMatter) {
  ScoredWorld world(10, 200, 3);
  const Scorer scorer = world.scorer();
  std::vector<OfferIndex> backwards = world.listed;
  std::ranges::reverse(backwards);
  for (const PersonIndex person : everybody(world)) {
    PersonProfile profile;
    const TopOffers forwards = rank_offers(scorer, person, world.listed, {5, 5, {}}, profile);
    expect_same(rank_offers(scorer, person, backwards, {5, 5, {}}, profile), forwards);
  }
}

TEST(TopOffers, LookOnlyAtListedOffers) {
  ScoredWorld world(10, 100, 4);
  world.listed = {OfferIndex(3), OfferIndex(50)};
  for (const PersonIndex person : everybody(world)) {
    PersonProfile profile;
    const TopOffers top = rank_offers(world.scorer(), person, world.listed, {}, profile);
    std::int64_t considered = top.eligible;
    for (const std::int64_t excluded : top.excluded) {
      considered += excluded;
    }
    EXPECT_EQ(considered, 2);
    for (const RankedOffer& ranked : top.best) {
      EXPECT_TRUE(ranked.offer == OfferIndex(3) || ranked.offer == OfferIndex(50));
    }
  }
}

TEST(TopOffers, AccountForEveryOfferOnce) {
  const ScoredWorld world(50, 300, 5);
  for (const PersonIndex person : everybody(world)) {
    PersonProfile profile;
    const TopOffers top = rank_offers(world.scorer(), person, world.listed, {}, profile);
    std::int64_t considered = top.eligible;
    for (std::size_t rule = 0; rule < kRuleCount; ++rule) {
      considered += top.excluded.at(rule);
      EXPECT_LE(top.only_by.at(rule), top.excluded.at(rule));
    }
    EXPECT_EQ(considered, 300);
  }
}

TEST(BlockedOffers, AreKeptAwayByOneLimitThatAStepLifts) {
  const ScoredWorld world(80, 300, 6);
  const Scorer scorer = world.scorer();
  std::size_t seen = 0;
  for (const PersonIndex person : everybody(world)) {
    PersonProfile profile;
    for (const BlockedOffer& blocked : rank_offers(scorer, person, world.listed, {}, profile).blocked) {
      ++seen;
      EXPECT_TRUE(can_be_lifted(blocked.rule)) << to_string(blocked.rule);
      for (std::size_t row = 0; row < kRuleCount; ++row) {
        const auto rule = static_cast<Rule>(row);
        EXPECT_EQ(answer(rule, world.limits[person.value()], world.conditions[blocked.offer.value()], world.monday) ==
                      Answer::no,
                  rule == blocked.rule);
      }
    }
  }
  EXPECT_GT(seen, 100U);
}

TEST(BlockedOffers, OneThatNoVehicleBringsWithinReachIsNotNear) {
  ScoredWorld world(1, 2, 7);
  world.limits[0] = {};
  world.limits[0].home = unit_point({47, 1});
  world.limits[0].modes = {TravelMode::walk};
  world.limits[0].reach_km = 3;
  world.limits[0].reach_by_car_km = 28;
  world.conditions[0] = {};
  world.conditions[0].place = unit_point({47, 1.2});
  world.conditions[1] = {};
  world.conditions[1].place = unit_point({43, 5});
  PersonProfile profile;
  const TopOffers top = rank_offers(world.scorer(), PersonIndex(0), world.listed, {}, profile);
  EXPECT_EQ(top.excluded.at(static_cast<std::size_t>(Rule::travel_time)), 2);
  ASSERT_EQ(top.blocked.size(), 1U);
  EXPECT_EQ(top.blocked[0].offer, OfferIndex(0));
}

TEST(Steps, LiftNeitherAWishNorTheLaw) {
  for (const Rule rule : {Rule::contract, Rule::avoided, Rule::age, Rule::closed, Rule::scheme}) {
    EXPECT_FALSE(can_be_lifted(rule)) << to_string(rule);
  }
  for (const Rule rule : {Rule::licence, Rule::certificate, Rule::diploma, Rule::experience}) {
    EXPECT_TRUE(can_be_lifted(rule)) << to_string(rule);
  }
}

}  // namespace
}  // namespace passerelle
