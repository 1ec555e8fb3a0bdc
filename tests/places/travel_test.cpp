#include "places/travel.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace passerelle {
namespace {

constexpr std::array<TravelMode, 5> kModes = {TravelMode::walk, TravelMode::bike, TravelMode::public_transport,
                                              TravelMode::moped, TravelMode::car};

double some_km() {
  return *rc::gen::inRange(0, 2000000) / 1000.0;
}

TEST(Travel, MinutesAreThoseOfTheFormulaDoorToDoor) {
  EXPECT_EQ(estimated_minutes(0, TravelMode::walk), 0);
  EXPECT_EQ(estimated_minutes(4.5, TravelMode::walk), 78);
  EXPECT_EQ(estimated_minutes(1, TravelMode::walk), 18);  // 17.33 minutes, rounded up
  EXPECT_EQ(estimated_minutes(14, TravelMode::bike), 78 + 3);
  EXPECT_EQ(estimated_minutes(25, TravelMode::public_transport), 84 + 12);
  EXPECT_EQ(estimated_minutes(30 + 35, TravelMode::public_transport), 101 + 84 + 12);  // 100.8 + 84 + 12
  EXPECT_EQ(estimated_minutes(30, TravelMode::moped), 78 + 3);
  EXPECT_EQ(estimated_minutes(8, TravelMode::car), 16 + 5);            // 15.6 + 5
  EXPECT_EQ(estimated_minutes(8 + 70, TravelMode::car), 16 + 78 + 5);  // 15.6 + 78 + 5
}

TEST(Travel, NeverShortensWhenTheDistanceGrows) {
  EXPECT_TRUE(rc::check([] {
    const double left = some_km();
    const double right = some_km();
    for (const TravelMode mode : kModes) {
      RC_ASSERT(estimated_minutes(std::min(left, right), mode) <= estimated_minutes(std::max(left, right), mode));
    }
  }));
}

TEST(Travel, IsNeverFasterThanTheStraightLineAtFullSpeed) {
  EXPECT_TRUE(rc::check([] {
    const double km = some_km();
    RC_ASSERT(estimated_minutes(km, TravelMode::car) >= km);  // 60 km/h
    RC_ASSERT(estimated_minutes(km, TravelMode::walk) >= km * 13);
  }));
}

TEST(Travel, AWrongDistanceStaysWithinBounds) {
  for (const TravelMode mode : kModes) {
    EXPECT_EQ(estimated_minutes(-3, mode), estimated_minutes(0, mode));
    EXPECT_EQ(estimated_minutes(std::nan(""), mode), estimated_minutes(0, mode));
    EXPECT_EQ(estimated_minutes(std::numeric_limits<double>::infinity(), mode), estimated_minutes(1e9, mode));
    EXPECT_GT(estimated_minutes(1e9, mode), 24 * 60);
  }
}

TEST(Travel, TheQuickestModeIsTheBestOfAllWhateverTheirOrder) {
  EXPECT_FALSE(quickest_journey(3, {}));
  EXPECT_TRUE(rc::check([] {
    const double km = some_km();
    auto modes = *rc::gen::nonEmpty(rc::gen::container<std::vector<TravelMode>>(rc::gen::elementOf(kModes)));
    const Journey journey = quickest_journey(km, modes).value();
    RC_ASSERT(std::ranges::find(modes, journey.mode) != modes.end());
    RC_ASSERT(journey.minutes == estimated_minutes(km, journey.mode));
    for (const TravelMode mode : modes) {
      RC_ASSERT(journey.minutes <= estimated_minutes(km, mode));
    }
    std::ranges::reverse(modes);
    RC_ASSERT(quickest_journey(km, modes)->mode == journey.mode);
  }));
}

TEST(Travel, OneWalksToTheNextStreetAndRidesToTheNextTown) {
  const std::vector<TravelMode> modes = {TravelMode::public_transport, TravelMode::walk};
  EXPECT_EQ(quickest_journey(0.5, modes)->mode, TravelMode::walk);
  EXPECT_EQ(quickest_journey(8, modes)->mode, TravelMode::public_transport);
}

}  // namespace
}  // namespace passerelle
