#include "deliver/sending_hours.h"

#include <gmock/gmock.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <set>
#include <string>
#include <vector>

namespace passerelle {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

Instant at(int year, unsigned month, unsigned day, int hour, int minute = 0) {
  return Day{std::chrono::year{year} / static_cast<int>(month) / static_cast<int>(day)} + std::chrono::hours(hour) +
         minutes(minute);
}

Day on(int year, int month, int day) {
  return Day{std::chrono::year{year} / month / day};
}

SendingCalendar calendar(const SendingHours& hours = {}) {
  return SendingCalendar::create(hours).value();
}

/// The C library's own clock, for the time zone of the whole process.
class LocalClock {
 public:
  explicit LocalClock(const char* zone) {
    ::setenv("TZ", zone, 1);
    ::tzset();
  }
  ~LocalClock() {
    ::unsetenv("TZ");
    ::tzset();
  }
  LocalClock(const LocalClock&) = delete;
  LocalClock& operator=(const LocalClock&) = delete;

  static std::tm read(Instant moment) {
    const std::time_t time = moment.time_since_epoch().count();
    std::tm local{};
    ::localtime_r(&time, &local);
    return local;
  }
};

struct Country {
  const char* department;
  const char* zone;
  std::set<std::string> holidays;  ///< of 2024 to 2027 that move or are of this place only
};

// As published, not computed.
const std::set<std::string> kMoving{"2024-04-01", "2024-05-09", "2024-05-20", "2025-04-21", "2025-05-29", "2025-06-09",
                                    "2026-04-06", "2026-05-14", "2026-05-25", "2027-03-29", "2027-05-06", "2027-05-17"};
const std::set<std::string> kFixed{"01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"};

const std::array<Country, 5> kCountries{{
    {"45", "Europe/Paris", {}},
    {"67",
     "Europe/Paris",
     {"2024-03-29", "2025-04-18", "2026-04-03", "2027-03-26", "2024-12-26", "2025-12-26", "2026-12-26", "2027-12-26"}},
    {"974", "Indian/Reunion", {"2024-12-20", "2025-12-20", "2026-12-20", "2027-12-20"}},
    {"972", "America/Martinique", {"2024-05-22", "2025-05-22", "2026-05-22", "2027-05-22"}},
    {"975", "America/Miquelon", {}},
}};

/// Minute by minute, with tables and the C library's clock.
class NaiveCalendar {
 public:
  explicit NaiveCalendar(const Country& country) : country_(country) {}

  bool is_allowed(Instant moment) {
    const std::tm local = LocalClock::read(moment);
    if (local.tm_yday != day_.tm_yday || local.tm_year != day_.tm_year) {
      day_ = local;
      std::array<char, 11> day{};
      std::strftime(day.data(), day.size(), "%Y-%m-%d", &local);
      const std::string date(day.data());
      works_ = local.tm_wday >= 1 && local.tm_wday <= 5 && !kMoving.contains(date) &&
               !country_.holidays.contains(date) && !kFixed.contains(date.substr(5));
    }
    return works_ && local.tm_hour >= 9 && local.tm_hour < 19;
  }

 private:
  const Country& country_;
  std::tm day_{};
  bool works_ = false;
};

TEST(SendingCalendar, AgreesWithEveryMinuteOfYears) {
  const SendingCalendar asked = calendar();
  for (const Country& country : kCountries) {
    const LocalClock clock(country.zone);
    NaiveCalendar naive(country);
    // Backwards, the next allowed minute is known of each. Alsace and Paris four years, the others two.
    const Instant first = at(country.zone == std::string_view("Europe/Paris") ? 2024 : 2026, 1, 1, 0);
    Instant next = asked.next_allowed(at(2027, 12, 24, 12), country.department);
    bool was_allowed = true;
    for (Instant moment = next; moment >= first; moment -= minutes(1)) {
      const bool allowed = naive.is_allowed(moment);
      next = allowed ? moment : next;
      // Both sides of each opening and each closing, and a minute of every 61 in between.
      if (allowed != was_allowed || (moment.time_since_epoch() / minutes(1)) % 61 == 0) {
        ASSERT_EQ(asked.next_allowed(moment, country.department), next)
            << country.department << ' ' << moment.time_since_epoch().count();
        const Instant last_second = moment + seconds(59);
        ASSERT_EQ(asked.is_allowed(last_second, country.department), allowed);
        ASSERT_EQ(asked.is_allowed(last_second + seconds(1), country.department),
                  naive.is_allowed(moment + minutes(1)));
      }
      was_allowed = allowed;
    }
  }
}

TEST(SendingCalendar, FollowsTheClockOfParisThroughTheYear) {
  const SendingCalendar asked = calendar();
  EXPECT_EQ(asked.next_allowed(at(2026, 11, 30, 3), "45"), at(2026, 11, 30, 8));
  EXPECT_EQ(asked.next_allowed(at(2026, 7, 6, 3), "45"), at(2026, 7, 6, 7));
  // Saturday night before the clocks change, both ways.
  EXPECT_EQ(asked.next_allowed(at(2026, 3, 28, 23), ""), at(2026, 3, 30, 7));
  EXPECT_EQ(asked.next_allowed(at(2026, 10, 24, 23), ""), at(2026, 10, 26, 8));
}

TEST(SendingCalendar, AnEveningInParisIsAnAfternoonInMartinique) {
  const SendingCalendar asked = calendar();
  const Instant evening = at(2026, 11, 30, 20);
  EXPECT_FALSE(asked.is_allowed(evening, "45"));
  EXPECT_TRUE(asked.is_allowed(evening, "972"));
  EXPECT_EQ(asked.next_allowed(evening, "974"), at(2026, 12, 1, 5));
}

TEST(SendingCalendar, CrossesTheYearThatHas53Weeks) {
  // 2026 has a week 53; 1 January 2027 is its Friday.
  EXPECT_EQ(calendar().next_allowed(at(2026, 12, 31, 19), "45"), at(2027, 1, 4, 8));
  EXPECT_EQ(calendar().next_allowed(at(2028, 2, 28, 19), "45"), at(2028, 2, 29, 8));
}

TEST(SendingCalendar, SaturdaysAreAChoiceAndSundaysAreNone) {
  SendingHours hours;
  hours.saturdays = true;
  EXPECT_EQ(calendar(hours).next_allowed(at(2026, 11, 27, 19), "45"), at(2026, 11, 28, 8));
  EXPECT_EQ(calendar(hours).next_allowed(at(2026, 11, 28, 19), "45"), at(2026, 11, 30, 8));
}

TEST(SendingCalendar, TheLawsHoursCannotBeWidened) {
  for (const auto& [from, until] :
       {std::pair{7 * 60, 19 * 60}, {9 * 60, 23 * 60}, {12 * 60, 12 * 60}, {15 * 60, 9 * 60}}) {
    SendingHours hours;
    hours.from_minute = from;
    hours.until_minute = until;
    EXPECT_FALSE(SendingCalendar::create(hours)) << from;
  }
  SendingHours widest;
  widest.from_minute = 8 * 60;
  widest.until_minute = 22 * 60;
  EXPECT_TRUE(calendar(widest).is_allowed(at(2026, 11, 30, 20, 59), "45"));
  EXPECT_FALSE(calendar(widest).is_allowed(at(2026, 11, 30, 21), "45"));
}

TEST(PublicHoliday, EachPlaceHasItsOwn) {
  EXPECT_TRUE(is_public_holiday(on(2026, 5, 27), "971"));
  EXPECT_TRUE(is_public_holiday(on(2026, 6, 10), "973"));
  EXPECT_TRUE(is_public_holiday(on(2026, 4, 27), "976"));
  EXPECT_TRUE(is_public_holiday(on(2026, 10, 9), "977"));
  EXPECT_FALSE(is_public_holiday(on(2026, 5, 27), "972"));
  EXPECT_FALSE(is_public_holiday(on(2026, 12, 26), "45"));
  EXPECT_TRUE(is_public_holiday(on(2026, 12, 26), "57"));
  EXPECT_TRUE(is_public_holiday(on(2026, 4, 3), "68"));
  EXPECT_FALSE(is_public_holiday(on(2026, 4, 3), "75"));
}

TEST(PublicHoliday, EasterIsRightInTheOddYears) {
  // Easter Mondays, the earliest and the latest of two centuries among them.
  for (const Day monday : {on(1943, 4, 26), on(1954, 4, 19), on(1981, 4, 20), on(2008, 3, 24), on(2038, 4, 26),
                           on(2049, 4, 19), on(2076, 4, 20)}) {
    EXPECT_TRUE(is_public_holiday(monday, "45")) << to_string(monday);
    EXPECT_TRUE(is_public_holiday(monday + std::chrono::days(38), "45"));
    EXPECT_TRUE(is_public_holiday(monday + std::chrono::days(49), "45"));
  }
}

TEST(Department, IsThatOfACommuneOrAPostalCodeOrAPhone) {
  EXPECT_EQ(department_of("45234"), "45");
  EXPECT_EQ(department_of("2A004"), "2A");
  EXPECT_EQ(department_of("97411"), "974");
  EXPECT_EQ(department_of("Orléans"), "");
  EXPECT_EQ(department_of("4523"), "");
  EXPECT_EQ(department_of_region("RE"), "974");
  EXPECT_EQ(department_of_region("FR"), "");
  EXPECT_EQ(department_of_region("BE"), "");
}

}  // namespace
}  // namespace passerelle
