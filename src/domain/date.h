#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace passerelle {

/// A calendar day.
using Day = std::chrono::sys_days;

/// Reads `2026-11-23`, with or without a time behind it (`2026-11-23T08:00:00Z`); nothing when it is no real day.
std::optional<Day> parse_day(std::string_view text);

/// `2026-11-23`.
std::string to_string(Day day);

/// An ISO week, written `2026-W48`. It stands for its Monday, the day every date is compared with.
struct Week {
  int year = 0;
  unsigned number = 0;  ///< 1 to 53

  auto operator<=>(const Week&) const = default;
};

/// Reads `2026-W48`; nothing when the year has no such week.
std::optional<Week> parse_week(std::string_view text);

/// `2026-W48`.
std::string to_string(Week week);

/// The Monday of the week.
Day monday_of(Week week);

/// The ISO week in which the day falls.
Week week_of(Day day);

/// Today, by the machine's clock.
Day today();

}  // namespace passerelle
