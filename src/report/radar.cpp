#include "report/radar.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "report/plain_text.h"

namespace passerelle {
namespace {

constexpr std::size_t kMaxNameCharacters = 18;

/// The point of an axis at `distance` from the centre; the first axis points up, the others follow clockwise.
RadarPoint point_at(std::size_t axis, std::size_t axis_count, double distance) {
  const double angle = 2 * std::numbers::pi * static_cast<double>(axis) / static_cast<double>(axis_count);
  return {Radar::kCentre.x + distance * std::sin(angle), Radar::kCentre.y - distance * std::cos(angle)};
}

std::string anchor_at(double x) {
  if (std::abs(x - Radar::kCentre.x) < 1) {
    return "middle";
  }
  return x > Radar::kCentre.x ? "start" : "end";
}

}  // namespace

Radar radar_of(std::span<const SoftSkill> skills) {
  Radar radar;
  if (skills.size() < 3 || skills.size() > 12) {
    return radar;
  }
  const auto add_rating = [&](std::vector<RadarPoint>& points, std::size_t axis, std::optional<int> rating) {
    if (rating) {
      points.push_back(point_at(axis, skills.size(), Radar::kRadius * *rating / 5));
    }
  };
  for (std::size_t axis = 0; axis < skills.size(); ++axis) {
    RadarPoint label = point_at(axis, skills.size(), Radar::kRadius + 10);
    const std::string anchor = anchor_at(label.x);
    // Text stands on its base line: half a line lower is level with the axis.
    label.y += 4;
    radar.axes.push_back({.end = point_at(axis, skills.size(), Radar::kRadius),
                          .label = label,
                          .anchor = anchor,
                          .name = shortened(skills[axis].name, kMaxNameCharacters)});
    add_rating(radar.self, axis, skills[axis].self);
    add_rating(radar.referent, axis, skills[axis].referent);
  }
  return radar;
}

std::string svg_points(std::span<const RadarPoint> points) {
  std::string text;
  for (const RadarPoint& point : points) {
    text += fmt::format("{}{:.1f},{:.1f}", text.empty() ? "" : " ", point.x, point.y);
  }
  return text;
}

}  // namespace passerelle
