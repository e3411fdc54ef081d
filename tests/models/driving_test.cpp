// SPDX-License-Identifier: Apache-2.0
#include "models/driving.hpp"

#include <gtest/gtest.h>

namespace yanbi {
namespace {

TEST(VehicleStorage, CountsWholeVehiclesOnAllLanes) {
  EXPECT_EQ(vehicle_storage({}, 100.0, 1), 13U);
  EXPECT_EQ(vehicle_storage({}, 100.0, 3), 40U);
  EXPECT_EQ(vehicle_storage({10.0}, 100.0, 1), 10U);
}

TEST(VehicleStorage, HasRoomForOneOnTheShortestLink) { EXPECT_EQ(vehicle_storage({}, 0.5, 1), 1U); }

TEST(VehicleStorage, IsHeldAtTheMostThatALinkCanStore) {
  EXPECT_EQ(vehicle_storage({}, 1e9, 8), kMostVehiclesOnLink);
}

// 1000 m of a lane at 20 m/s with 0.2 vehicles/m and 0.8 vehicles/s: w = 0.8 / (0.2 - 0.04) = 5
// m/s, 200 s. In milliseconds.
TEST(BackwardWave, TakesTheLengthOverTheSpeedThatTheTriangleGives) {
  EXPECT_EQ(backward_wave_time(200, 1'250, 50'000), 200'000U);
}

TEST(BackwardWave, TakesNoTimeWhereStorageAndNotCapacityIsTheLimit) {
  EXPECT_EQ(backward_wave_time(1, 1'000, 1'400), 0U);
  EXPECT_EQ(backward_wave_time(1, 1'000, 1'000), 0U);
}

TEST(BackwardWave, OfTheLargestLinkIsCounted) {
  EXPECT_EQ(backward_wave_time(kMostVehiclesOnLink, 4'294'967'295U, 0), 281'470'681'677'825U);
}

}  // namespace
}  // namespace yanbi
