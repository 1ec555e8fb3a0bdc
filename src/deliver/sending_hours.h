#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "domain/event.h"

namespace passerelle {

/// When messages may leave, in the local time of the person.
struct SendingHours {
  int from_minute = 9 * 60;    ///< of the day; 8:00 at the earliest
  int until_minute = 19 * 60;  ///< not included; 22:00 at the latest
  bool saturdays = false;
  /// Of people of whom nothing tells where they live: `45`, `67` (Alsace-Moselle has two more holidays), `974` …
  std::string department = "";

  bool operator==(const SendingHours&) const = default;
};

/// Days and hours at which a message may leave: never on Sunday or on a public holiday of the person's département,
/// whatever the options.
class SendingCalendar {
 public:
  /// Errors (usage): hours outside 8:00–22:00 or empty; time zones missing on this machine.
  static Result<SendingCalendar> create(const SendingHours& hours);

  /// `moment` itself when a message may leave then, else the first moment after it when one may. `department` is where
  /// the person lives, overseas in three digits; empty or unknown: that of the options, in the time of Paris.
  [[nodiscard]] Instant next_allowed(Instant moment, std::string_view department) const;
  [[nodiscard]] bool is_allowed(Instant moment, std::string_view department) const {
    return next_allowed(moment, department) == moment;
  }

 private:
  explicit SendingCalendar(SendingHours hours) : hours_(std::move(hours)) {}
  SendingHours hours_;
};

/// True on a public holiday of the département (`67`, `972`; anything else: the eleven of all France).
bool is_public_holiday(Day day, std::string_view department);

/// The département of a commune (INSEE code) or postal code: `45`, `2A`, `974`; empty when it is neither.
std::string department_of(std::string_view code);

/// The overseas département or territory of a phone's region (`GP` → `971`); empty for the others.
std::string_view department_of_region(std::string_view region);

}  // namespace passerelle
