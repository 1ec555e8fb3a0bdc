#include "report/words.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include <array>
#include <set>

#include "eligibility/rules.h"

namespace passerelle {
namespace {

using testing::ElementsAre;
using testing::Pair;

void expect_french(WordFamily family, std::initializer_list<std::string_view> names) {
  std::set<std::string_view> said;
  for (const std::string_view name : names) {
    EXPECT_NE(french(family, name), name);
    EXPECT_TRUE(said.insert(french(family, name)).second) << name << " reads like another name of its family";
  }
}

TEST(Words, EveryRuleHasItsOwnWords) {
  std::set<std::string> said;
  for (std::size_t row = 0; row < kRuleCount; ++row) {
    const std::string_view name = to_string(static_cast<Rule>(row));
    EXPECT_FALSE(french(WordFamily::rule, name).empty());
    EXPECT_TRUE(said.insert(excluded_in_french(name, 5)).second) << name;
    EXPECT_EQ(excluded_in_french(name, 5).find(std::string(name) + " "), std::string::npos);
  }
}

TEST(Words, EveryNameOfTheContractIsSaidInFrench) {
  expect_french(WordFamily::warning,
                {"night_hours", "early_hours", "evening_hours", "split_hours", "weekend_hours", "shift_work",
                 "heavy_lifting", "standing", "cold", "heights", "travel_estimated", "reach_assumed", "pay_unknown",
                 "employer_unknown", "experience_wished", "freshness"});
  expect_french(WordFamily::step, {"licence", "training", "certificate", "immersion", "language", "childcare",
                                   "vehicle", "housing", "other"});
  expect_french(WordFamily::evidence, {"work", "training", "diploma", "badge", "immersion", "volunteering",
                                       "everyday_life", "sport_arts_games", "declared"});
  expect_french(WordFamily::mode, {"walk", "bike", "public_transport", "moped", "car"});
  expect_french(WordFamily::part, {"occupation", "skills", "soft_skills", "travel", "contract", "hours", "beginners",
                                   "certainty", "freshness"});
  expect_french(WordFamily::strictness, {"must", "wish", "none", "unclear"});
}

TEST(Words, AnUnknownNameComesBackAsItIs) {
  EXPECT_EQ(french(WordFamily::warning, "volcano"), "volcano");
  EXPECT_EQ(french(WordFamily::rule, "volcano"), "volcano");
  EXPECT_EQ(excluded_in_french("volcano", 3), "3 volcano");
}

TEST(Words, CountsAgreeWithTheirVerb) {
  EXPECT_EQ(excluded_in_french("distance", 4120), "4\u202f120 trop loin");
  EXPECT_EQ(excluded_in_french("licence", 13), "13 demandent un permis");
  EXPECT_EQ(excluded_in_french("licence", 1), "1 demande un permis");
  EXPECT_EQ(counted(0, "personne", "personnes"), "0 personne");
  EXPECT_EQ(counted(2, "personne", "personnes"), "2 personnes");
}

TEST(Words, ExcludedOffersAreToldInTheOrderOfTheRules) {
  EXPECT_THAT(
      in_rule_order({{"hours", 12}, {"zzz", 1}, {"distance", 4120}, {"closed", 2}, {"licence", 13}}),
      ElementsAre(Pair("distance", 4120), Pair("licence", 13), Pair("hours", 12), Pair("closed", 2), Pair("zzz", 1)));
}

TEST(Words, LargeNumbersAreCutByThousands) {
  EXPECT_EQ(number_in_french(0), "0");
  EXPECT_EQ(number_in_french(999), "999");
  EXPECT_EQ(number_in_french(1234567), "1\u202f234\u202f567");
  rc::check("without its spaces, a number reads as before", [](std::int32_t number) {
    std::string text = number_in_french(number);
    for (std::size_t at = text.find("\u202f"); at != std::string::npos; at = text.find("\u202f")) {
      text.erase(at, std::string_view("\u202f").size());
    }
    RC_ASSERT(text == std::to_string(number));
  });
}

TEST(Words, ABetterScoreNeverHasFewerStars) {
  int before = 1;
  for (std::int64_t score = 0; score <= 10000; ++score) {
    const int now = stars(score);
    ASSERT_GE(now, before);
    ASSERT_LE(now, 5);
    before = now;
  }
  EXPECT_EQ(before, 5);
  EXPECT_EQ(stars(0), 1);
}

TEST(Words, BothRatingsAreToldAndAGapOfTwoIsWorthATalk) {
  EXPECT_EQ(ratings_in_french(4, 2), "personne 4/5, référent 2/5");
  EXPECT_EQ(ratings_in_french(std::nullopt, 2), "référent 2/5");
  EXPECT_EQ(ratings_in_french(std::nullopt, std::nullopt), "");
  for (int self = 0; self <= 5; ++self) {
    EXPECT_FALSE(ratings_differ(self, std::nullopt));
    for (int referent = 0; referent <= 5; ++referent) {
      EXPECT_EQ(ratings_differ(self, referent), self > referent + 1 || referent > self + 1);
    }
  }
}

TEST(Words, DaysAreWrittenAsPeopleSayThem) {
  EXPECT_EQ(day_in_french(*parse_day("2026-11-23")), "lundi 23 novembre 2026");
  EXPECT_EQ(day_in_french(*parse_day("2026-03-01")), "dimanche 1er mars 2026");
}

TEST(Words, AnEstimatedJourneySaysSo) {
  EXPECT_EQ(travel_in_french({15, "public_transport", true}), "15 minutes en bus ou en train (estimé)");
  EXPECT_EQ(travel_in_french({1, "walk", false}), "1 minute à pied");
}

TEST(Words, WhatBlocksNamesWhatIsAsked) {
  EXPECT_EQ(blocker_in_french({"licence", "B"}), "permis B");
  EXPECT_EQ(blocker_in_french({"language", "B1"}), "niveau de langue : B1");
  EXPECT_EQ(blocker_in_french({"vehicle", ""}), "véhicule");
}

}  // namespace
}  // namespace passerelle
