#include "domain/date.h"

#include <date/iso_week.h>

#include <array>
#include <charconv>
#include <cstdio>

namespace passerelle {
namespace {

/// The number written by all of `text`, digits only; nothing otherwise.
std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.front() == '-') {
    return std::nullopt;
  }
  return value;
}

}  // namespace

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-' ||
      (text.size() > 10 && text[10] != 'T' && text[10] != ' ')) {
    return std::nullopt;
  }
  const auto year = digits(text.substr(0, 4));
  const auto month = digits(text.substr(5, 2));
  const auto day = digits(text.substr(8, 2));
  if (!year || !month || !day) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) {
    return std::nullopt;
  }
  return Day{date};
}

std::string to_string(Day day) {
  const std::chrono::year_month_day date{day};
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                   static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::optional<Week> parse_week(std::string_view text) {
  if (text.size() != 8 || text.substr(4, 2) != "-W") {
    return std::nullopt;
  }
  const auto year = digits(text.substr(0, 4));
  const auto number = digits(text.substr(6, 2));
  if (!year || !number || *number < 1) {
    return std::nullopt;
  }
  const Week week{*year, static_cast<unsigned>(*number)};
  if (week.number > 53 || week_of(monday_of(week)) != week) {
    return std::nullopt;
  }
  return week;
}

std::string to_string(Week week) {
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%04d-W%02u", week.year, week.number);
  return {text.data(), static_cast<std::size_t>(length)};
}

Day monday_of(Week week) {
  return date::sys_days{iso_week::year{week.year} / iso_week::weeknum{week.number} / iso_week::mon};
}

Week week_of(Day day) {
  const iso_week::year_weeknum_weekday date{day};
  return {static_cast<int>(date.year()), static_cast<unsigned>(date.weeknum())};
}

Day today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

}  // namespace passerelle
