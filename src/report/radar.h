#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/person.h"

namespace passerelle {

/// A point of the drawing, in its own units, `y` downwards.
struct RadarPoint {
  double x = 0;
  double y = 0;

  bool operator==(const RadarPoint&) const = default;
};

/// One axis: a soft skill, from the centre to its end, with the place of its name.
struct RadarAxis {
  RadarPoint end;
  RadarPoint label;
  std::string anchor;  ///< `start`, `middle` or `end`, as SVG has it
  std::string name;    ///< short enough for the drawing
};

/// The drawing of soft skills with both ratings. Points stand only where there is a rating: unknown is not zero.
struct Radar {
  static constexpr double kWidth = 440;
  static constexpr double kHeight = 260;
  static constexpr RadarPoint kCentre{220, 130};
  static constexpr double kRadius = 88;  ///< the distance of a rating of 5

  std::vector<RadarAxis> axes;
  std::vector<RadarPoint> self;
  std::vector<RadarPoint> referent;
};

/// The drawing of these skills; no axes when they are fewer than 3 or more than 12, where a table says it better.
Radar radar_of(std::span<const SoftSkill> skills);

/// "180.0,42.0 256.2,174.0", as an SVG polygon has it.
std::string svg_points(std::span<const RadarPoint> points);

}  // namespace passerelle
