#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "eligibility/conditions.h"
#include "eligibility/rules.h"

namespace passerelle {

// Two rules that most offers demand something under, each with no more of the offer than it reads: who has many offers
// answered keeps these side by side.

/// What an offer asks under the rule `hours`; borrows its clock times.
struct HoursDemand {
  std::optional<double> hours_per_week;
  std::span<const TimeSlot> clock_times;
  bool full_time = false;
  std::uint8_t times = 0;          ///< TimeBit, demanded
  std::uint8_t times_unclear = 0;  ///< TimeBit, perhaps

  static HoursDemand of(const OfferConditions& offer) {
    return {offer.hours_per_week, offer.clock_times, offer.full_time, offer.times, offer.times_unclear};
  }
};

/// When a person may work, made ready for many offers; borrows the slots.
struct WorkTime {
  std::span<const TimeSlot> slots;  ///< none: any time
  double slot_hours = 0;            ///< of all slots together, in a week
  std::uint8_t free_at = 0;         ///< TimeBit: free early, late, or at both ends of a day that is split
  std::optional<double> min_hours;
  std::optional<double> max_hours;
  std::uint8_t refused = 0;  ///< TimeBit: on call, in shifts
  bool young_worker = false;

  static WorkTime of(const PersonLimits& person);
};

/// The rule `hours`.
Answer hours_answer(const WorkTime& person, const HoursDemand& offer);

/// What an offer asks under the rule `experience`; borrows both lists, sorted.
struct ExperienceDemand {
  std::span<const std::uint32_t> trades;
  std::span<const FieldOfWork> fields;
  int months = 0;
  Demand demand = Demand::absent;

  static ExperienceDemand of(const OfferConditions& offer) {
    return {offer.trades, offer.fields, offer.experience_months, offer.experience};
  }
};

/// The rule `experience`.
Answer experience_answer(const PersonLimits& person, const ExperienceDemand& offer);

}  // namespace passerelle
