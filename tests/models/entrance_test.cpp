// SPDX-License-Identifier: Apache-2.0
#include "models/entrance.hpp"

#include <gtest/gtest.h>

#include <numeric>

namespace yanbi {
namespace {

TEST(Entrance, RateIsSpecificFlowTimesClearWidth) {
  EXPECT_DOUBLE_EQ(entrance_rate(EntranceParameters{}, 1.0), 1.3);
  EXPECT_DOUBLE_EQ(entrance_rate(EntranceParameters{}, 1.5), 1.95);
}

// At 0.30 m for 100 people and 1.3 p/(m s), a shelter that is full to its norm fills in 256 s.
TEST(Entrance, AShelterByTheNormFillsInTheNormsTime) {
  const EntranceParameters parameters;
  const auto widths = assumed_door_widths(parameters, 1600);
  const double width = std::accumulate(widths.begin(), widths.end(), 0.0);
  EXPECT_NEAR(1600.0 / entrance_rate(parameters, width), 256.4, 0.1);
}

TEST(Entrance, NoAssumedDoorServesMoreThanTheNormAllowsOrIsNarrowerThanADoor) {
  const EntranceParameters parameters;
  for (const int places : {1, 25, 300, 700, 701, 1400, 5000}) {
    const auto widths = assumed_door_widths(parameters, places);
    EXPECT_GE(700.0 * static_cast<double>(widths.size()), places);
    EXPECT_LT(700.0 * (static_cast<double>(widths.size()) - 1.0), places);
    for (const double width : widths) {
      EXPECT_GE(width, 0.9);
    }
  }
}

TEST(Entrance, AShelterWithoutPlacesStillHasADoor) {
  EXPECT_EQ(assumed_door_widths(EntranceParameters{}, 0).size(), 1U);
}

}  // namespace
}  // namespace yanbi
