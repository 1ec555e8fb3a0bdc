#include "score/scorer.h"

#include <gmock/gmock.h>

#include <cmath>
#include <numeric>

#include "tests/support/scored_world.h"

namespace passerelle {
namespace {

using support::ScoredWorld;

std::size_t row_of(Part part) {
  return static_cast<std::size_t>(part);
}

ScoreBreakdown pair_of(const ScoredWorld& world, std::uint32_t person, std::uint32_t offer) {
  const Scorer scorer = world.scorer();
  PersonProfile profile;
  scorer.prepare(PersonIndex(person), profile);
  return scorer.explain(profile, OfferIndex(offer));
}

double part_of(const ScoredWorld& world, Part part) {
  return pair_of(world, 0, 0).values.at(row_of(part));
}

TEST(Score, IsExactlyTheSumOfItsContributions) {
  const ScoredWorld world(40, 120, 1);
  ScoreWeights weights;
  weights.of = {0.3333, 0.1667, 0.05, 0.1, 0.05, 0.05, 0.05, 0.1, 0.1};
  const Scorer scorer = world.scorer(weights);
  PersonProfile profile;
  for (std::uint32_t person = 0; person < 40; ++person) {
    scorer.prepare(PersonIndex(person), profile);
    for (const OfferIndex offer : world.listed) {
      const ScoreBreakdown pair = scorer.explain(profile, offer);
      EXPECT_EQ(pair.score, std::accumulate(pair.contributions.begin(), pair.contributions.end(), 0));
      EXPECT_GE(pair.score, 0);
      EXPECT_LE(pair.score, 10'000);
      for (std::size_t part = 0; part < kPartCount; ++part) {
        const double value = pair.values.at(part);
        EXPECT_GE(value, 0);
        EXPECT_LE(value, 1);
        EXPECT_NEAR(value * 10'000, std::round(value * 10'000), 1e-6) << "values are multiples of 0.0001";
        EXPECT_NEAR(value * weights.of.at(part) * 10'000, pair.contributions.at(part), 1.0);
      }
    }
  }
}

TEST(Score, DoesNotDependOnWhoWasPreparedBefore) {
  const ScoredWorld world(20, 30, 2);
  const Scorer scorer = world.scorer();
  PersonProfile used;
  for (std::uint32_t person = 0; person < 20; ++person) {
    scorer.prepare(PersonIndex(person), used);
    PersonProfile fresh;
    scorer.prepare(PersonIndex(person), fresh);
    for (const OfferIndex offer : world.listed) {
      EXPECT_EQ(scorer.explain(used, offer).contributions, scorer.explain(fresh, offer).contributions);
    }
  }
}

TEST(OccupationPart, IsTheFitOfWhatTheJobIs) {
  ScoredWorld world(1, 1, 3);
  const OccupationIndex cook = world.referential.occupation("A1101");
  const OccupationIndex seller = world.referential.occupation("C1301");
  world.understood_people[0] = {};
  world.understood_people[0].wished = {{cook, 1.0, "cuisinier"}};
  world.understood_offers[0].occupations = {{cook, 0.4, ""}};
  world.refresh();
  EXPECT_DOUBLE_EQ(part_of(world, Part::occupation), 1.0);
  world.understood_offers[0].occupations = {{cook, 0.4, ""}, {seller, 0.4, ""}};
  world.refresh();
  EXPECT_NEAR(part_of(world, Part::occupation), 0.5, 0.01);
  world.understood_offers[0].occupations = {{seller, 0.8, ""}};
  world.refresh();
  EXPECT_DOUBLE_EQ(part_of(world, Part::occupation), 0.0);
}

TEST(OccupationPart, SaysNothingOfSomebodyUnknown) {
  ScoredWorld world(1, 1, 4);
  world.understood_people[0] = {};
  world.refresh();
  EXPECT_DOUBLE_EQ(part_of(world, Part::occupation), 0.5);
  EXPECT_DOUBLE_EQ(part_of(world, Part::skills), 0.5);
}

TEST(SkillsPart, IsAsymmetricWhatTheJobDoesNotAskCostsNothing) {
  ScoredWorld world(1, 1, 5);
  world.understood_offers[0].occupations = {{world.referential.occupation("D1401"), 0.8, ""}};  // asks to clean
  HeldSkill cleaning;
  cleaning.skill = world.referential.skill("laver");
  cleaning.strength = 0.8;
  world.understood_people[0] = {};
  world.understood_people[0].skills = {cleaning};
  world.refresh();
  const double alone = part_of(world, Part::skills);
  EXPECT_NEAR(alone, 0.8, 1e-4);
  HeldSkill serving;
  serving.skill = world.referential.skill("servir");
  serving.strength = 1;
  world.understood_people[0].skills.push_back(serving);
  world.refresh();
  EXPECT_DOUBLE_EQ(part_of(world, Part::skills), alone);
}

TEST(TravelPart, AShorterJourneyIsWorthMore) {
  ScoredWorld world(1, 1, 6);
  world.limits[0].home = unit_point({47, 1});
  world.limits[0].modes = {TravelMode::public_transport};
  world.limits[0].max_minutes = 0;
  double before = 2;
  for (const double longitude : {1.0, 1.1, 1.2, 1.4}) {
    world.conditions[0].place = unit_point({47, longitude});
    const double now = part_of(world, Part::travel);
    EXPECT_LT(now, before);
    before = now;
  }
  world.conditions[0].place = unit_point({47, 1.05});
  world.limits[0].max_minutes = 60;
  EXPECT_GT(part_of(world, Part::travel), 0.5);
  world.limits[0].max_minutes = 15;
  EXPECT_EQ(part_of(world, Part::travel), 0) << "longer than the person accepts, if only by the estimate";
  world.conditions[0].place.reset();
  EXPECT_LT(part_of(world, Part::travel), 0.5) << "a place that is not told is a risk";
  EXPECT_GT(part_of(world, Part::travel), 0);
  world.limits[0].home.reset();
  EXPECT_DOUBLE_EQ(part_of(world, Part::travel), 0.5) << "without a home nothing is known";
}

TEST(ContractPart, FollowsTheWish) {
  ScoredWorld world(1, 1, 7);
  world.conditions[0].contract = ContractKind::cdi;
  double before = 2;
  for (const Preference wish : {Preference::prefer, Preference::accept, Preference::none, Preference::avoid}) {
    world.limits[0].contracts.at(static_cast<std::size_t>(ContractKind::cdi)) = wish;
    const double now = part_of(world, Part::contract);
    EXPECT_LT(now, before);
    before = now;
  }
}

TEST(HoursPart, IsFullWithinTheWishAndFallsWithEachHourBeside) {
  ScoredWorld world(1, 1, 8);
  world.limits[0].min_hours = 20;
  world.limits[0].max_hours = 28;
  const auto at = [&world](double hours) {
    world.conditions[0].hours_per_week = hours;
    return part_of(world, Part::hours);
  };
  EXPECT_DOUBLE_EQ(at(20), 1);
  EXPECT_DOUBLE_EQ(at(28), 1);
  EXPECT_DOUBLE_EQ(at(15), 0.5);
  EXPECT_DOUBLE_EQ(at(30), 0.8);
  EXPECT_DOUBLE_EQ(at(5), 0);
  world.conditions[0].hours_per_week.reset();
  world.conditions[0].full_time = false;
  EXPECT_DOUBLE_EQ(part_of(world, Part::hours), 0.5);
}

TEST(BeginnersPart, OpennessCountsAndWishedExperienceWeighs) {
  ScoredWorld world(1, 1, 9);
  world.facts[0] = {};
  const double plain = part_of(world, Part::beginners);
  world.facts[0].open_to_beginners = true;
  const double open = part_of(world, Part::beginners);
  world.facts[0].without_cv = true;
  world.facts[0].inclusive_employer = true;
  EXPECT_DOUBLE_EQ(part_of(world, Part::beginners), 1);
  EXPECT_GT(open, plain);
  world.facts[0] = {};
  world.facts[0].experience_wished = 1;
  EXPECT_LT(part_of(world, Part::beginners), plain);
}

TEST(CertaintyPart, WhatIsUnknownAgainstAStatedLimitWeighs) {
  ScoredWorld world(1, 1, 10);
  world.limits[0] = {};
  world.conditions[0] = {};
  EXPECT_DOUBLE_EQ(part_of(world, Part::certainty), 1);
  world.limits[0].max_hours = 20;
  const double one_question = part_of(world, Part::certainty);
  EXPECT_LT(one_question, 1) << "hours are not told";
  world.conditions[0].licences = licence_set("B");
  EXPECT_LT(part_of(world, Part::certainty), one_question) << "nor whether the person may drive";
  world.conditions[0] = {};
  world.conditions[0].cold = Demand::must;
  world.limits[0] = {};
  EXPECT_DOUBLE_EQ(part_of(world, Part::certainty), 1) << "nothing was stated against the cold";
}

TEST(FreshnessPart, HalvesEveryThreeWeeks) {
  ScoredWorld world(1, 1, 11);
  world.facts[0].age_days = 0;
  EXPECT_DOUBLE_EQ(part_of(world, Part::freshness), 1);
  world.facts[0].age_days = 21;
  EXPECT_DOUBLE_EQ(part_of(world, Part::freshness), 0.5);
  world.facts[0].age_days = 42;
  EXPECT_DOUBLE_EQ(part_of(world, Part::freshness), 0.25);
  world.facts[0].age_days = -1;
  EXPECT_DOUBLE_EQ(part_of(world, Part::freshness), 0.5) << "not known";
}

TEST(OfferFactsOfAnOffer, AreReadFromItsRequirementsAndFields) {
  const Day monday = parse_day("2026-11-23").value();
  Offer job = support::offer("O");
  OfferUnderstanding understood;
  EXPECT_EQ(offer_facts(job, understood, monday).age_days, -1);
  job.created = monday - std::chrono::days(40);
  EXPECT_EQ(offer_facts(job, understood, monday).age_days, 40);
  job.updated = monday - std::chrono::days(2);
  EXPECT_EQ(offer_facts(job, understood, monday).age_days, 2);
  job.updated = monday + std::chrono::days(3);
  EXPECT_EQ(offer_facts(job, understood, monday).age_days, 0);
  understood.requirements = {support::requirement(RequirementKind::experience, "0", Strictness::none)};
  EXPECT_TRUE(offer_facts(job, understood, monday).open_to_beginners);
  understood.requirements = {support::requirement(RequirementKind::experience, "1y", Strictness::wish)};
  EXPECT_FALSE(offer_facts(job, understood, monday).open_to_beginners);
  EXPECT_GT(offer_facts(job, understood, monday).experience_wished, 0);
  job.reserved_for = "iae";
  EXPECT_TRUE(offer_facts(job, understood, monday).inclusive_employer);
}

}  // namespace
}  // namespace passerelle
