// SPDX-License-Identifier: Apache-2.0
#include "models/flood_walking.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(FloodWalking, SpeedFallsSteeplyThenGently) {
  const FloodWalkingParameters water;
  EXPECT_EQ(water_speed_factor(water, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(water_speed_factor(water, 0.10), 0.88);
  EXPECT_DOUBLE_EQ(water_speed_factor(water, 0.35), 0.58);
  EXPECT_DOUBLE_EQ(water_speed_factor(water, 0.85), 0.53);
}

TEST(FloodWalking, DarknessMultipliesOnceThereIsWater) {
  FloodWalkingParameters water;
  water.dark_factor = 0.6;
  EXPECT_EQ(water_speed_factor(water, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(water_speed_factor(water, 0.175), 0.79 * 0.8);
  EXPECT_DOUBLE_EQ(water_speed_factor(water, 0.85), 0.53 * 0.6);
}

TEST(FloodWalking, NobodyIsSlowerThanTheLeastFactor) {
  FloodWalkingParameters water;
  water.dark_factor = 0.1;
  EXPECT_EQ(water_speed_factor(water, 1.0), 0.2);
  EXPECT_EQ(water_speed_factor(FloodWalkingParameters{}, 100.0), 0.2);
}

RC_GTEST_PROP(FloodWalking, SpeedNeverRisesWithDepthAndHasNoSteps, ()) {
  const auto share = [] { return *rc::gen::inRange(1, 1001) / 1000.0; };
  FloodWalkingParameters water;
  water.slow_per_metre = 4.0 * share();
  water.slow_per_metre_beyond = 2.0 * share();
  water.slow_depth = share();
  water.least_factor = share();
  water.dark_factor = share();
  RC_ASSERT(faults(water).empty());
  RC_ASSERT(water_speed_factor(water, 0.0) == 1.0);
  constexpr double kStep = 1e-3;
  const double steepest =
      water.slow_per_metre + water.slow_per_metre_beyond + 1.0 / water.slow_depth;
  double before = 1.0;
  for (int i = 1; i <= 2000; ++i) {
    const double factor = water_speed_factor(water, i * kStep);
    RC_ASSERT(factor <= before + 1e-12);
    RC_ASSERT(factor >= before - steepest * kStep - 1e-12);
    RC_ASSERT(factor >= water.least_factor);
    before = factor;
  }
}

TEST(FloodWalking, ClassesGoIntoWaterUpToTheirLimits) {
  const FloodWalkingParameters water;
  EXPECT_TRUE(may_enter(water, PersonClass::kVulnerable, 0.5, 0.4));
  EXPECT_FALSE(may_enter(water, PersonClass::kVulnerable, 0.501, 0.0));
  EXPECT_FALSE(may_enter(water, PersonClass::kVulnerable, 0.1, 0.41));
  EXPECT_TRUE(may_enter(water, PersonClass::kAdult, 1.2, 0.6));
  EXPECT_FALSE(may_enter(water, PersonClass::kAdult, 1.201, 0.0));
  EXPECT_FALSE(may_enter(water, PersonClass::kAdult, 0.5, 0.61));
}

TEST(FloodWalking, WhoIsInWaterStandsInMoreThanTheyWouldGoInto) {
  const FloodWalkingParameters water;
  EXPECT_TRUE(stands(water, PersonClass::kAdult, 0.5, 1.2));
  EXPECT_FALSE(stands(water, PersonClass::kAdult, 0.5, 1.21));
  EXPECT_FALSE(stands(water, PersonClass::kAdult, 1.21, 0.0));
  EXPECT_FALSE(stands(water, PersonClass::kVulnerable, 0.5, 0.41));
}

TEST(FloodWalking, SaysWhatIsWrongWithParameters) {
  EXPECT_THAT(faults(FloodWalkingParameters{}), IsEmpty());
  FloodWalkingParameters water;
  water.slow_depth = 0.0;
  water.slow_per_metre = -1.0;
  water.least_factor = 0.0;
  water.dark_factor = 1.1;
  EXPECT_EQ(faults(water).size(), 4U);
}

TEST(FloodWalking, RefusesLimitsOfStandingBelowThoseOfGoingIn) {
  FloodWalkingParameters water;
  water.adult.stand.flow = 0.5;
  EXPECT_THAT(faults(water), ElementsAre(HasSubstr("adults must stand")));
  water.vulnerable.enter.depth = std::nan("");
  EXPECT_THAT(faults(water), ElementsAre(HasSubstr("vulnerable people must be finite"),
                                         HasSubstr("adults must stand")));
}

}  // namespace
}  // namespace yanbi
