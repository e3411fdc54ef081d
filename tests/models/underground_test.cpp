// SPDX-License-Identifier: Apache-2.0
#include "models/underground.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace yanbi {
namespace {

using ::testing::IsEmpty;

TEST(Underground, WaterRunsInOnceItStandsAboveTheSill) {
  EXPECT_FALSE(overtopped(0.30, 0.30));
  EXPECT_TRUE(overtopped(0.301, 0.30));
  EXPECT_FALSE(overtopped(0.0, 0.0));
}

TEST(Underground, FewerOpenADoorTheHigherTheWaterStands) {
  const UndergroundParameters doors;
  EXPECT_EQ(door_open_share(doors, -0.1), 1.0);
  EXPECT_DOUBLE_EQ(door_open_share(doors, 0.25), 0.75);
  EXPECT_DOUBLE_EQ(door_open_share(doors, 0.35), 0.25);
  EXPECT_EQ(door_open_share(doors, 2.0), 0.0);
}

TEST(Underground, ADoorMayOpenForEverybodyOrNobody) {
  UndergroundParameters doors;
  doors.door_easy = doors.door_limit = 0.3;
  EXPECT_EQ(door_open_share(doors, 0.3), 1.0);
  EXPECT_EQ(door_open_share(doors, 0.31), 0.0);
}

TEST(Underground, StairsRunFasterTheDeeperTheStreet) {
  EXPECT_EQ(stair_velocity(0.0), 0.0);
  EXPECT_DOUBLE_EQ(stair_velocity(0.05), 1.0);
  EXPECT_DOUBLE_EQ(stair_velocity(0.20), 3.0);
  EXPECT_DOUBLE_EQ(stair_velocity(0.45), 5.5);
  EXPECT_EQ(stair_velocity(3.0), 6.0);
}

TEST(Underground, SaysWhatIsWrongWithParameters) {
  EXPECT_THAT(faults(UndergroundParameters{}), IsEmpty());
  UndergroundParameters wrong;
  wrong.default_sill = -0.1;
  wrong.door_easy = 0.5;
  wrong.stairs_flow = std::numeric_limits<double>::infinity();
  EXPECT_EQ(faults(wrong).size(), 3U);
}

}  // namespace
}  // namespace yanbi
