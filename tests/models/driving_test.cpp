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

}  // namespace
}  // namespace yanbi
