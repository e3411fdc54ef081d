// SPDX-License-Identifier: Apache-2.0
// Models of floods and strikes, with their defaults, against numbers that others have published.

#include <gtest/gtest.h>

#include <utility>

#include "models/flood_driving.hpp"
#include "models/flood_walking.hpp"
#include "models/strike.hpp"
#include "models/underground.hpp"

namespace yanbi {
namespace {

// Li et al. 2026: at 0.35 m men are 38.6 % slower and women 44.8 %, at 0.90 m little more.
TEST(PublishedFloodWalking, SpeedInWaterLiesBetweenThatOfMenAndWomen) {
  const FloodWalkingParameters water;
  const double at_knees = water_speed_factor(water, 0.35);
  EXPECT_LE(at_knees, 1.0 - 0.386);
  EXPECT_GE(at_knees, 1.0 - 0.448);
  EXPECT_NEAR(at_knees, 1.0 - (0.386 + 0.448) / 2.0, 0.01);
  EXPECT_NEAR(water_speed_factor(water, 0.90), at_knees, 0.06);
}

// Mizuno & Nihei: turbid water or darkness takes a further 30 to 50 %.
TEST(PublishedFloodWalking, DarkWaterTakesTheShareThatItIsGiven) {
  for (const double further : {0.3, 0.5}) {
    FloodWalkingParameters dark;
    dark.dark_factor = 1.0 - further;
    EXPECT_NEAR(water_speed_factor(dark, 0.35) / water_speed_factor({}, 0.35), 1.0 - further,
                1e-12);
  }
}

// Cox 2004: 0.4 m2/s is the limit of floodways. Adults: in danger above 1.2 m of still water.
TEST(PublishedFloodWalking, NobodyGoesIntoMoreThanFloodwayGuidesAllow) {
  const FloodWalkingParameters water;
  EXPECT_TRUE(may_enter(water, PersonClass::kVulnerable, 0.4, 0.4));
  EXPECT_FALSE(may_enter(water, PersonClass::kVulnerable, 0.4, 0.401));
  EXPECT_FALSE(may_enter(water, PersonClass::kAdult, 1.201, 0.0));
  EXPECT_FALSE(stands(water, PersonClass::kAdult, 1.201, 0.0));
}

// Pregnolato et al. 2017: the curve, km/h at mm. The values are its own, worked by hand.
TEST(PublishedFloodDriving, SpeedFollowsPregnolatosCurve) {
  const FloodDrivingParameters water;
  const std::pair<double, double> table[] = {{1.0, 86.3928},   {50.0, 61.5498},  {100.0, 40.6548},
                                             {150.0, 24.2598}, {200.0, 12.3648}, {250.0, 4.9698},
                                             {299.0, 2.0886}};
  for (const auto& [mm, speed] : table) {
    EXPECT_NEAR(3.6 * flooded_speed(water, 50.0, mm / 1000.0), speed, 1e-9) << mm;
  }
  EXPECT_EQ(flooded_speed(water, 50.0, 0.301), 0.0);
}

// HEC-LifeSim technical reference: best estimate and range by clearance.
TEST(PublishedFloodDriving, LimitsOfVehiclesAreThoseOfLifeSim) {
  using Limits = VehicleWaterLimits;
  EXPECT_EQ(lifesim_limits(Clearance::kLow, Estimate::kLow), (Limits{0.3, 3.0, 0.3}));
  EXPECT_EQ(lifesim_limits(Clearance::kLow, Estimate::kBest), (Limits{1.2, 4.5, 0.8}));
  EXPECT_EQ(lifesim_limits(Clearance::kLow, Estimate::kHigh), (Limits{1.5, 6.0, 1.3}));
  EXPECT_EQ(lifesim_limits(Clearance::kHigh, Estimate::kLow), (Limits{0.5, 3.0, 0.6}));
  EXPECT_EQ(lifesim_limits(Clearance::kHigh, Estimate::kBest), (Limits{1.5, 6.0, 1.2}));
  EXPECT_EQ(lifesim_limits(Clearance::kHigh, Estimate::kHigh), (Limits{2.0, 6.0, 2.4}));
  EXPECT_EQ(FloodDrivingParameters{}.stands, lifesim_limits(Clearance::kLow, Estimate::kBest));
}

// Shand et al. 2011, Australian Rainfall and Runoff: depth and flow by size of car.
TEST(PublishedFloodDriving, LimitsOfCarsAreThoseOfShand) {
  const auto small = arr_limits(CarSize::kSmall);
  const auto large = arr_limits(CarSize::kLarge);
  const auto off_road = arr_limits(CarSize::kFourWheelDrive);
  EXPECT_TRUE(keeps_to_road(small, 0.3, 0.30));
  EXPECT_FALSE(keeps_to_road(small, 0.3, 0.31));
  EXPECT_FALSE(keeps_to_road(small, 0.31, 0.0));
  EXPECT_TRUE(keeps_to_road(large, 0.4, 0.45));
  EXPECT_FALSE(keeps_to_road(large, 0.4, 0.46));
  EXPECT_FALSE(keeps_to_road(large, 0.41, 0.0));
  EXPECT_TRUE(keeps_to_road(off_road, 0.5, 0.60));
  EXPECT_FALSE(keeps_to_road(off_road, 0.5, 0.61));
  EXPECT_FALSE(keeps_to_road(off_road, 0.51, 0.0));
}

// Door tests in Kyoto: everybody opens an outward steel door at 0.20 m, nobody at 0.40 m; at 0.30 m
// it opens half way. Women are unlikely to above 0.30 m and men above 0.35 m: half of all at 0.30
// m.
TEST(PublishedUnderground, DoorsOpenAsInTheTestsInKyoto) {
  const UndergroundParameters doors;
  EXPECT_EQ(door_open_share(doors, 0.20), 1.0);
  EXPECT_NEAR(door_open_share(doors, 0.30), 0.5, 1e-12);
  EXPECT_LT(door_open_share(doors, 0.351), 0.25);
  EXPECT_EQ(door_open_share(doors, 0.40), 0.0);
}

// Stair tests in Kyoto: velocities by the depth on the street, and the most that people climb
// against.
TEST(PublishedUnderground, StairsRunAndArePassedAsInTheTestsInKyoto) {
  EXPECT_DOUBLE_EQ(stair_velocity(0.10), 2.0);
  EXPECT_DOUBLE_EQ(stair_velocity(0.30), 4.0);
  EXPECT_DOUBLE_EQ(stair_velocity(0.50), 6.0);
  const UndergroundParameters stairs;
  EXPECT_TRUE(stairs_passable(stairs, 0.30, 0.28));
  EXPECT_FALSE(stairs_passable(stairs, 0.301, 0.28));
  EXPECT_FALSE(stairs_passable(stairs, 0.30, 0.281));
}

// Clancey's thresholds, kPa.
TEST(PublishedStrike, ThresholdsOfOverpressureAreClanceys) {
  const std::pair<double, OverpressureEffect> table[] = {
      {1.0, OverpressureEffect::kGlassBreaks},      {4.8, OverpressureEffect::kMinorDamage},
      {6.9, OverpressureEffect::kUninhabitable},    {13.8, OverpressureEffect::kPartialCollapse},
      {17.2, OverpressureEffect::kHalfOfBrickwork}, {34.5, OverpressureEffect::kNearDestruction}};
  for (const auto& [kilopascals, effect] : table) {
    EXPECT_EQ(overpressure_threshold(effect), kilopascals);
    EXPECT_EQ(overpressure_effect(kilopascals), effect);
    EXPECT_LT(overpressure_effect(kilopascals - 0.01), effect);
  }
}

}  // namespace
}  // namespace yanbi
