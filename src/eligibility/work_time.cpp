#include "eligibility/work_time.h"

#include <algorithm>
#include <bit>

namespace passerelle {
namespace {

/// A week this much longer than wished is too long; small differences are talked over.
constexpr double kHoursTolerance = 1.05;
constexpr double kFullTimeHours = 35;
/// Less than this share of the least that is wished does not pay the rent.
constexpr double kShortestShare = 0.5;
/// Before 18 nobody works longer in a week (code du travail, L3162-1).
constexpr double kYoungWorkerHours = 35;
/// An employer who asks for no more than this looks for somebody who has seen such work once.
constexpr int kShortMonths = 3;
/// From here on a few weeks are surely too short: less than a quarter of what is demanded …
constexpr int kLongMonths = 24;
constexpr int kQuarter = 4;
/// … and from here on an employer wants somebody of the trade, not of a near one.
constexpr int kOfTheTradeMonths = 36;

/// Whether the person is free on a working day between the two times.
bool free_between(std::span<const TimeSlot> slots, int from_minute, int until_minute) {
  return std::ranges::any_of(slots, [&](const TimeSlot& slot) {
    return (slot.days & 0b11111) != 0 && slot.from_minute <= from_minute && slot.until_minute >= until_minute;
  });
}

constexpr int kDaysPerWeek = 7;
constexpr int kMinutesPerDay = 24 * 60;

/// Whether the person is free on `day` from one minute to the other, slots that touch being one.
bool free_on(std::span<const TimeSlot> slots, int day, int from_minute, int until_minute) {
  for (bool moved = true; moved && from_minute < until_minute;) {
    moved = false;
    for (const TimeSlot& slot : slots) {
      if ((slot.days >> day & 1) != 0 && slot.from_minute <= from_minute && slot.until_minute > from_minute) {
        from_minute = slot.until_minute;
        moved = true;
      }
    }
  }
  return from_minute >= until_minute;
}

/// Whether the person is free whenever the work surely is: on each of its days, or on one when they are not told.
bool free_at(std::span<const TimeSlot> slots, std::span<const TimeSlot> times) {
  return std::ranges::all_of(times, [&slots](const TimeSlot& time) {
    bool all = true;
    bool some = false;
    for (int day = 0; day < kDaysPerWeek; ++day) {
      if (time.days == 0 || (time.days >> day & 1) != 0) {
        // What is left after midnight is work of the next day.
        const bool is_free =
            free_on(slots, day, time.from_minute, std::min(time.until_minute, kMinutesPerDay)) &&
            free_on(slots, (day + 1) % kDaysPerWeek, 0, std::max(0, time.until_minute - kMinutesPerDay));
        all = all && is_free;
        some = some || is_free;
      }
    }
    return time.days == 0 ? some : all;
  });
}

/// Evening is after 20:00: whoever must leave at that very time is not free.
constexpr int kEveningMinute = 20 * 60 + 1;

double weekly_hours(std::span<const TimeSlot> slots) {
  double hours = 0;
  for (const TimeSlot& slot : slots) {
    hours += std::popcount(slot.days) * (slot.until_minute - slot.from_minute) / 60.0;
  }
  return hours;
}

}  // namespace

WorkTime WorkTime::of(const PersonLimits& person) {
  WorkTime time;
  time.slots = person.slots;
  time.min_hours = person.min_hours;
  time.max_hours = person.max_hours;
  time.refused = person.refused_times;
  time.young_worker = person.young_worker;
  if (!person.slots.empty()) {
    time.slot_hours = weekly_hours(person.slots);
    const auto free = [&person](int from_minute, int until_minute, TimeBit bit) {
      return free_between(person.slots, from_minute, until_minute) ? bit : 0;
    };
    time.free_at =
        static_cast<std::uint8_t>(free(6 * 60, 9 * 60, kTimeEarly) | free(17 * 60, kEveningMinute, kTimeEvening) |
                                  free(8 * 60, 19 * 60, kTimeSplit));
  }
  return time;
}

Answer hours_answer(const WorkTime& person, const HoursDemand& offer) {
  if (person.young_worker && offer.hours_per_week && *offer.hours_per_week > kYoungWorkerHours) {
    return Answer::no;
  }
  if ((offer.times & person.refused) != 0) {
    return Answer::no;
  }
  const bool perhaps_refused = (offer.times_unclear & person.refused) != 0;
  if (person.slots.empty() && !person.max_hours && !person.min_hours) {
    return perhaps_refused ? Answer::unknown : Answer::yes;
  }
  const std::optional<double> hours = offer.hours_per_week
                                          ? offer.hours_per_week
                                          : (offer.full_time ? std::optional<double>(kFullTimeHours) : std::nullopt);
  if (hours) {
    double most = person.max_hours.value_or(*hours);
    if (!person.slots.empty()) {
      most = std::min(most, person.slot_hours);
    }
    if (*hours > most * kHoursTolerance || *hours < person.min_hours.value_or(0) * kShortestShare) {
      return Answer::no;
    }
  }
  if (person.slots.empty()) {
    return hours && !perhaps_refused ? Answer::yes : Answer::unknown;
  }
  const auto fits = [&person](std::uint8_t times) {
    return (times & (kTimeEarly | kTimeEvening | kTimeSplit) & ~person.free_at) == 0;
  };
  if (!fits(offer.times) || !free_at(person.slots, offer.clock_times)) {
    return Answer::no;
  }
  if (!offer.clock_times.empty()) {
    return offer.times_unclear == 0 ? Answer::yes : Answer::unknown;
  }
  // The times of the day are hardly ever said: who has slots must ask, unless free all day long, as for a split day.
  const bool free_all_day = (person.free_at & kTimeSplit) != 0;
  return free_all_day && fits(offer.times_unclear) && !perhaps_refused ? Answer::yes : Answer::unknown;
}

Answer experience_answer(const PersonLimits& person, const ExperienceDemand& offer) {
  if (offer.demand == Demand::absent) {
    return Answer::yes;
  }
  const auto counts = [&offer](const PractisedTrade& trade) {
    return std::ranges::binary_search(offer.trades, trade.occupation);
  };
  const auto in_field = [&](const PractisedTrade& trade) {
    return !trade.near && (counts(trade) || std::ranges::binary_search(offer.fields, trade.field));
  };
  int months = 0;
  bool some = false;
  int months_in_field = 0;
  // Too short, in a near trade or in another of the same field, experience is for the employer to weigh; so is the
  // lack of a few weeks of it.
  bool perhaps = !person.experiences_known || (offer.months > 0 && offer.months <= kShortMonths);
  std::optional<std::size_t> counted;
  std::optional<std::size_t> counted_in_field;
  for (const PractisedTrade& trade : person.practised) {
    // Several readings of one experience are the same months.
    if (in_field(trade) && counted_in_field != trade.experience) {
      counted_in_field = trade.experience;
      months_in_field += trade.months.value_or(offer.months);
    }
    if (counts(trade) && !trade.near && trade.sure && counted != trade.experience) {
      counted = trade.experience;
      some = true;
      months += trade.months.value_or(0);
    }
    // What is too short in the trade itself is not made longer by trades near to it.
    perhaps = perhaps || (trade.near && offer.months < kOfTheTradeMonths && counts(trade) &&
                          std::ranges::none_of(person.practised, [&](const PractisedTrade& other) {
                            return other.experience == trade.experience && in_field(other);
                          }));
  }
  if (some && months >= offer.months) {
    return Answer::yes;
  }
  perhaps = perhaps || (counted_in_field && (offer.months < kLongMonths || months_in_field * kQuarter >= offer.months));
  return perhaps || offer.trades.empty() || offer.demand != Demand::must ? Answer::unknown : Answer::no;
}

}  // namespace passerelle
