#include "places/travel.h"

#include <algorithm>
#include <cmath>

namespace passerelle {
namespace {

// Roads are longer than the straight line: 1.4 times on average in the United States (Boscoe, Henry and Zdeb, "A
// Nationwide Comparison of Driving Distance Versus Straight-Line Distance to Hospitals", 2012), less where roads are as
// dense as in France.
constexpr double kRoadDetour = 1.3;
// Lines of buses and trains seldom go straight, and one walks to the stop.
constexpr double kTransitDetour = 1.4;

// Our own cautious round figures for an ordinary day, door to door: a commute announced too short costs the person more
// than one announced too long.
constexpr double kWalkKmPerHour = 4.5;
constexpr double kBikeKmPerHour = 14;
constexpr double kBikeFixedMinutes = 3;  // unlock, park
constexpr double kTransitKmPerHour = 25;
constexpr double kFastTransitKmPerHour = 35;  // beyond, by train or coach
constexpr double kFastTransitBeyondKm = 30;   // straight line
constexpr double kTransitFixedMinutes = 12;   // walk to the stop, wait
constexpr double kMopedKmPerHour = 30;
constexpr double kMopedFixedMinutes = 3;
constexpr double kCarKmPerHour = 40;
constexpr double kFastCarKmPerHour = 70;
constexpr double kFastCarBeyondKm = 8;  // straight line: outside towns
constexpr double kCarFixedMinutes = 5;  // park, walk

// The same ways on a good day: a straighter line, a free road, little wait. Tracks and lines stay as they are.
constexpr double kGoodDayDetour = 1.2;
constexpr double kGoodDayTransitDetour = 1.3;
constexpr double kGoodDayTransitKmPerHour = 28;
constexpr double kGoodDayTransitFixedMinutes = 10;
constexpr double kGoodDayCarKmPerHour = 42;
constexpr double kGoodDayFastCarKmPerHour = 75;

// No two places on Earth are farther apart: keeps the minutes of a wrong distance within an int.
constexpr double kFarthestKm = 20038;

/// How one mode travels: `km_per_hour` up to `fast_beyond_km`, then `fast_km_per_hour` for the rest.
struct Pace {
  double detour;
  double km_per_hour;
  double fixed_minutes;
  double fast_beyond_km;
  double fast_km_per_hour;
};

Pace pace_of(TravelMode mode) {
  switch (mode) {
    case TravelMode::walk:
      return {kRoadDetour, kWalkKmPerHour, 0, kFarthestKm, kWalkKmPerHour};
    case TravelMode::bike:
      return {kRoadDetour, kBikeKmPerHour, kBikeFixedMinutes, kFarthestKm, kBikeKmPerHour};
    case TravelMode::public_transport:
      return {kTransitDetour, kTransitKmPerHour, kTransitFixedMinutes, kFastTransitBeyondKm, kFastTransitKmPerHour};
    case TravelMode::moped:
      return {kRoadDetour, kMopedKmPerHour, kMopedFixedMinutes, kFarthestKm, kMopedKmPerHour};
    case TravelMode::car:
      return {kRoadDetour, kCarKmPerHour, kCarFixedMinutes, kFastCarBeyondKm, kFastCarKmPerHour};
  }
  return {kRoadDetour, kWalkKmPerHour, 0, kFarthestKm, kWalkKmPerHour};
}

Pace good_day_pace_of(TravelMode mode) {
  Pace pace = pace_of(mode);
  pace.detour = kGoodDayDetour;
  if (mode == TravelMode::public_transport) {
    pace.detour = kGoodDayTransitDetour;
    pace.km_per_hour = kGoodDayTransitKmPerHour;
    pace.fixed_minutes = kGoodDayTransitFixedMinutes;
  } else if (mode == TravelMode::car) {
    pace.km_per_hour = kGoodDayCarKmPerHour;
    pace.fast_km_per_hour = kGoodDayFastCarKmPerHour;
  }
  return pace;
}

int minutes_at(const Pace& pace, double straight_km) {
  // fmin and fmax, unlike clamp, take a distance that is no number for 0.
  const double km = std::fmin(std::fmax(straight_km, 0.0), kFarthestKm);
  const double slow_km = std::min(km, pace.fast_beyond_km);
  const double hours = pace.detour * (slow_km / pace.km_per_hour + (km - slow_km) / pace.fast_km_per_hour);
  // A whole number of minutes may come out a hair above itself.
  constexpr double kRounding = 1e-9;
  return static_cast<int>(std::ceil(hours * 60 + pace.fixed_minutes - kRounding));
}

}  // namespace

int estimated_minutes(double straight_km, TravelMode mode) {
  return minutes_at(pace_of(mode), straight_km);
}

int least_minutes(double straight_km, TravelMode mode) {
  return minutes_at(good_day_pace_of(mode), straight_km);
}

std::optional<Journey> quickest_journey(double straight_km, std::span<const TravelMode> modes) {
  std::optional<Journey> best;
  for (const TravelMode mode : modes) {
    const int minutes = estimated_minutes(straight_km, mode);
    // Between equals the simplest mode, in the order of the enumeration, whatever the order of the person's list.
    if (!best || minutes < best->minutes || (minutes == best->minutes && mode < best->mode)) {
      best = Journey{minutes, mode};
    }
  }
  return best;
}

}  // namespace passerelle
