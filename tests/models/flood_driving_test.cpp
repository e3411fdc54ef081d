// SPDX-License-Identifier: Apache-2.0
#include "models/flood_driving.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(FloodDriving, NobodyIsFasterThanTheRoadOrTheWaterAllows) {
  const FloodDrivingParameters water;
  EXPECT_EQ(flooded_speed(water, 30.0, 0.0), 30.0);
  EXPECT_EQ(flooded_speed(water, 5.0, 0.10), 5.0);
  EXPECT_NEAR(flooded_speed(water, 30.0, 0.10), 40.6548 / 3.6, 1e-12);
  double before = 30.0;
  for (int mm = 1; mm <= 300; ++mm) {
    const double speed = flooded_speed(water, 30.0, mm / 1000.0);
    EXPECT_LE(speed, before);
    EXPECT_GT(speed, 0.0);
    before = speed;
  }
}

TEST(FloodDriving, RoadsCloseAboveTheirDepth) {
  FloodDrivingParameters water;
  EXPECT_FALSE(closed_to_vehicles(water, 0.300));
  EXPECT_TRUE(closed_to_vehicles(water, 0.301));
  EXPECT_GT(flooded_speed(water, 30.0, 0.300), 0.0);
  EXPECT_EQ(flooded_speed(water, 30.0, 0.301), 0.0);
  water.closed_depth = 0.15;
  EXPECT_EQ(flooded_speed(water, 30.0, 0.151), 0.0);
}

TEST(FloodDriving, AnyOneLimitCarriesAVehicleOff) {
  const VehicleWaterLimits limits{1.2, 4.5, 0.8};
  EXPECT_TRUE(keeps_to_road(limits, 1.2, 0.6));
  EXPECT_FALSE(keeps_to_road(limits, 1.21, 0.0));
  EXPECT_FALSE(keeps_to_road(limits, 1.0, 0.81));
  EXPECT_TRUE(keeps_to_road(limits, 0.1, 0.45));
  EXPECT_FALSE(keeps_to_road(limits, 0.1, 0.46));  // 4.6 m/s
  EXPECT_TRUE(keeps_to_road(limits, 0.0, 0.0));
}

TEST(FloodDriving, SaysWhatIsWrongWithParameters) {
  EXPECT_THAT(faults(FloodDrivingParameters{}), IsEmpty());
  FloodDrivingParameters water;
  water.stands = arr_limits(CarSize::kSmall);
  EXPECT_THAT(faults(water), IsEmpty());
  water.stands.depth = 0.2;
  EXPECT_THAT(faults(water), ElementsAre(HasSubstr("keep to the road")));
  water = {};
  water.closed_depth = 0.35;  // behind the lowest point of the curve
  EXPECT_THAT(faults(water), ElementsAre(HasSubstr("must not rise")));
  water = {};
  water.curve_dry = 80.0;
  EXPECT_THAT(faults(water), ElementsAre(HasSubstr("above 0 up to")));
  water = {};
  water.stands.flow = std::nan("");
  EXPECT_THAT(faults(water), ElementsAre(HasSubstr("limits of vehicles")));
}

}  // namespace
}  // namespace yanbi
