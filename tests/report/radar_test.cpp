#include "report/radar.h"

#include <gtest/gtest.h>

#include <cmath>

namespace passerelle {
namespace {

double distance_to_centre(RadarPoint point) {
  return std::hypot(point.x - Radar::kCentre.x, point.y - Radar::kCentre.y);
}

TEST(Radar, ARatingStandsAtItsShareOfTheRadius) {
  for (std::size_t count = 3; count <= 12; ++count) {
    std::vector<SoftSkill> skills;
    for (std::size_t index = 0; index < count; ++index) {
      skills.push_back({"calme", static_cast<int>(index % 6), static_cast<int>((index + 3) % 6)});
    }
    const Radar radar = radar_of(skills);
    ASSERT_EQ(radar.axes.size(), count);
    for (std::size_t index = 0; index < count; ++index) {
      EXPECT_NEAR(distance_to_centre(radar.self[index]), Radar::kRadius * *skills[index].self / 5, 1e-9);
      EXPECT_NEAR(distance_to_centre(radar.referent[index]), Radar::kRadius * *skills[index].referent / 5, 1e-9);
    }
  }
}

TEST(Radar, AnUnknownRatingIsNotAZero) {
  const std::vector<SoftSkill> skills{{"calme", 3, std::nullopt}, {"écoute", 2, 5}, {"ponctualité", 1, 4}};
  const Radar radar = radar_of(skills);
  EXPECT_EQ(radar.self.size(), 3U);
  EXPECT_EQ(radar.referent.size(), 2U);
}

TEST(Radar, TooFewOrTooManySkillsAreNotDrawn) {
  EXPECT_TRUE(radar_of(std::vector<SoftSkill>(2)).axes.empty());
  EXPECT_TRUE(radar_of(std::vector<SoftSkill>(13)).axes.empty());
}

TEST(Radar, EverythingStandsInsideTheDrawing) {
  for (std::size_t count = 3; count <= 12; ++count) {
    for (const RadarAxis& axis : radar_of(std::vector<SoftSkill>(count)).axes) {
      for (const RadarPoint point : {axis.end, axis.label}) {
        EXPECT_GE(point.x, 0);
        EXPECT_LE(point.x, Radar::kWidth);
        EXPECT_GE(point.y, 0);
        EXPECT_LE(point.y, Radar::kHeight);
      }
    }
  }
}

TEST(Radar, PointsAreWrittenForSvg) {
  EXPECT_EQ(svg_points(std::vector<RadarPoint>{{180, 42}, {256.21, 174}}), "180.0,42.0 256.2,174.0");
}

}  // namespace
}  // namespace passerelle
