#include "domain/date.h"

#include <gtest/gtest.h>

namespace passerelle {
namespace {

TEST(Day, ReadsADateWithOrWithoutATime) {
  EXPECT_EQ(to_string(*parse_day("2026-11-23")), "2026-11-23");
  EXPECT_EQ(to_string(*parse_day("2026-11-23T08:00:00.000Z")), "2026-11-23");
  EXPECT_EQ(to_string(*parse_day("2024-02-29")), "2024-02-29");
}

TEST(Day, RefusesWhatIsNoRealDay) {
  for (const char* text : {"", "2026", "2026-13-01", "2026-02-29", "2026-00-10", "26-11-23", "2026/11/23", "2026-11-2x",
                           "2026-11-23x", "-026-11-23", "2026-+1-23"}) {
    EXPECT_FALSE(parse_day(text)) << text;
  }
}

TEST(Week, BeginsOnItsMonday) {
  EXPECT_EQ(to_string(monday_of(*parse_week("2026-W48"))), "2026-11-23");
  EXPECT_EQ(to_string(monday_of(*parse_week("2021-W01"))), "2021-01-04");
}

TEST(Week, FollowsTheIsoYearAtItsEdges) {
  EXPECT_EQ(to_string(week_of(*parse_day("2021-01-03"))), "2020-W53");
  EXPECT_EQ(to_string(week_of(*parse_day("2024-12-30"))), "2025-W01");
}

TEST(Week, RefusesAWeekThatTheYearDoesNotHave) {
  EXPECT_TRUE(parse_week("2026-W53"));
  for (const char* text : {"2025-W53", "2026-W54", "2026-W00", "2026-W60", "2026-48", "2026-W4", "W48-2026", ""}) {
    EXPECT_FALSE(parse_week(text)) << text;
  }
}

TEST(Week, EveryDayOfTwentyYearsFallsInTheWeekOfItsMonday) {
  for (Day day = *parse_day("2015-01-01"); day < *parse_day("2035-01-01"); day += std::chrono::days(1)) {
    const Week week = week_of(day);
    const auto since_monday = (day - monday_of(week)).count();
    ASSERT_GE(since_monday, 0) << to_string(day);
    ASSERT_LT(since_monday, 7) << to_string(day);
    ASSERT_EQ(parse_week(to_string(week)), week);
  }
}

}  // namespace
}  // namespace passerelle
