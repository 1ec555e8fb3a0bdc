#include "deliver/sending_hours.h"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>

namespace passerelle {
namespace {

using std::chrono::days;
using std::chrono::minutes;

// The law lets no message of this kind leave outside these.
constexpr int kEarliestMinute = 8 * 60;
constexpr int kLatestMinute = 22 * 60;

struct MonthDay {
  unsigned month = 0;
  unsigned day = 0;
  bool operator==(const MonthDay&) const = default;
};

/// What differs from the rest of France: the time zone, the day when slavery ended, the two days of Alsace-Moselle.
struct Territory {
  std::string_view department;
  std::string_view region;  ///< of phone numbers, ISO 3166
  const char* zone;
  MonthDay abolition;
};

constexpr std::array<Territory, 12> kTerritories{{{"971", "GP", "America/Guadeloupe", {5, 27}},
                                                  {"972", "MQ", "America/Martinique", {5, 22}},
                                                  {"973", "GF", "America/Cayenne", {6, 10}},
                                                  {"974", "RE", "Indian/Reunion", {12, 20}},
                                                  {"975", "PM", "America/Miquelon", {}},
                                                  {"976", "YT", "Indian/Mayotte", {4, 27}},
                                                  {"977", "BL", "America/St_Barthelemy", {10, 9}},
                                                  {"978", "MF", "America/Marigot", {5, 28}},
                                                  {"986", "WF", "Pacific/Wallis", {}},
                                                  {"987", "PF", "Pacific/Tahiti", {}},
                                                  {"988", "NC", "Pacific/Noumea", {}},
                                                  {"", "FR", "Europe/Paris", {}}}};

// Code du travail, L3133-1.
constexpr std::array<MonthDay, 8> kFixedHolidays{
    {{1, 1}, {5, 1}, {5, 8}, {7, 14}, {8, 15}, {11, 1}, {11, 11}, {12, 25}}};

/// The overseas territory, else the rest of France.
const Territory& territory(std::string_view department) {
  const auto* const found = std::ranges::find(kTerritories, department, &Territory::department);
  return found == kTerritories.end() ? kTerritories.back() : *found;
}

/// Easter Sunday of the Gregorian calendar: Meeus, Astronomical Algorithms, chapter 8.
Day easter(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int of_century = year % 100;
  const int correction = (century - (century + 8) / 25 + 1) / 3;
  const int epact = (19 * golden + century - century / 4 - correction + 15) % 30;
  const int weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
  const int exception = (golden + 11 * epact + 22 * weekday) / 451;
  const int from_march = epact + weekday - 7 * exception + 114;
  return Day{std::chrono::year{year} / (from_march / 31) / (from_march % 31 + 1)};
}

const date::time_zone* zone_of(std::string_view department) {
  return date::locate_zone(territory(department).zone);
}

}  // namespace

bool is_public_holiday(Day day, std::string_view department) {
  const std::chrono::year_month_day date(day);
  const MonthDay in_year{static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day())};
  const auto after_easter = (day - easter(static_cast<int>(date.year()))).count();
  const bool is_moving = after_easter == 1 || after_easter == 39 || after_easter == 50;
  const bool in_alsace_moselle = department == "57" || department == "67" || department == "68";
  const bool is_of_alsace = in_alsace_moselle && (after_easter == -2 || in_year == MonthDay{12, 26});
  return is_moving || is_of_alsace || in_year == territory(department).abolition ||
         std::ranges::find(kFixedHolidays, in_year) != kFixedHolidays.end();
}

std::string department_of(std::string_view code) {
  const auto is_digit = [](char sign) { return sign >= '0' && sign <= '9'; };
  const bool is_corsican = code.size() == 5 && code[0] == '2' && (code[1] == 'A' || code[1] == 'B');
  if (code.size() != 5 || !is_digit(code[0]) || !(is_digit(code[1]) || is_corsican) ||
      !std::ranges::all_of(code.substr(2), is_digit)) {
    return "";
  }
  return std::string(code.substr(0, code.starts_with("97") || code.starts_with("98") ? 3 : 2));
}

std::string_view department_of_region(std::string_view region) {
  const auto* const found = std::ranges::find(kTerritories, region, &Territory::region);
  return found == kTerritories.end() ? "" : found->department;
}

Result<SendingCalendar> SendingCalendar::create(const SendingHours& hours) {
  if (hours.from_minute < kEarliestMinute || hours.until_minute > kLatestMinute ||
      hours.from_minute >= hours.until_minute) {
    return Error{ErrorCode::usage,
                 "[sending_hours] : les messages partent entre 8 h et 22 h au plus, et « from » vient avant « until »"};
  }
  try {
    for (const Territory& place : kTerritories) {
      static_cast<void>(date::locate_zone(place.zone));
    }
  } catch (const std::exception& missing) {
    return Error{ErrorCode::usage, "fuseaux horaires introuvables sur cette machine : installer le paquet tzdata (" +
                                       std::string(missing.what()) + ")"};
  }
  return SendingCalendar(hours);
}

Instant SendingCalendar::next_allowed(Instant moment, std::string_view department) const {
  const std::string_view where = department.empty() ? hours_.department : department;
  const date::time_zone* zone = zone_of(where);
  const auto local = zone->to_local(moment).time_since_epoch();
  Day day{std::chrono::floor<days>(local)};
  const auto time_of_day = local - day.time_since_epoch();
  const auto may_leave_on = [&](Day candidate) {
    const std::chrono::weekday weekday(candidate);
    return weekday != std::chrono::Sunday && (hours_.saturdays || weekday != std::chrono::Saturday) &&
           !is_public_holiday(candidate, where);
  };
  if (may_leave_on(day) && time_of_day >= minutes(hours_.from_minute) && time_of_day < minutes(hours_.until_minute)) {
    return moment;
  }
  if (time_of_day >= minutes(hours_.from_minute)) {
    day += days{1};
  }
  while (!may_leave_on(day)) {
    day += days{1};
  }
  // Clocks change at night: between 8:00 and 22:00 every local time is there once.
  const date::local_seconds opening{std::chrono::seconds(day.time_since_epoch()) + minutes(hours_.from_minute)};
  return zone->to_sys(opening, date::choose::earliest);
}

}  // namespace passerelle
