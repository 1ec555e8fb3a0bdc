#pragma once

#include <optional>
#include <span>

#include "domain/person.h"

namespace passerelle {

/// An estimated journey by the person's best mode.
struct Journey {
  int minutes = 0;
  TravelMode mode = TravelMode::walk;
};

/// Door-to-door minutes for a straight-line distance by one mode: distance × detour ÷ speed + fixed minutes (waiting,
/// parking). Rounded up. Always an estimate.
int estimated_minutes(double straight_km, TravelMode mode);

/// The same on a good day: a straight road, no waiting. Who excludes an offer because it is too far goes by this, for
/// nothing but a timetable tells how long a journey really is.
int least_minutes(double straight_km, TravelMode mode);

/// The quickest of the modes; nothing when `modes` is empty.
std::optional<Journey> quickest_journey(double straight_km, std::span<const TravelMode> modes);

}  // namespace passerelle
