// SPDX-License-Identifier: Apache-2.0
#include "models/age_speed.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace yanbi {
namespace {

// Bohannon's table, men and women, m/s, by decade.
TEST(AgeSpeed, AdultsWalkAtTheMeanOfBothSexesInBohannonsTable) {
  constexpr double kTable[][2] = {{1.36, 1.34}, {1.43, 1.34}, {1.43, 1.39}, {1.43, 1.31},
                                  {1.34, 1.24}, {1.26, 1.13}, {0.97, 0.94}};
  double first = 20.0;
  for (const auto& [men, women] : kTable) {
    EXPECT_NEAR(comfortable_speed(first), 0.5 * (men + women), 1e-12) << first;
    EXPECT_NEAR(comfortable_speed(first + 9.0), 0.5 * (men + women), 1e-12) << first;
    first += 10.0;
  }
  EXPECT_NEAR(comfortable_speed(101.0), 0.955, 1e-12);
}

// Ando: 0.16 a + 0.3 from 2 to 5 years, 0.06 a + 0.8 from there to 12.5.
TEST(AgeSpeed, ChildrenWalkOnAndosTwoLines) {
  constexpr std::pair<double, double> kPoints[] = {{2.0, 0.62}, {3.0, 0.78}, {4.0, 0.94},
                                                   {5.0, 1.10}, {8.0, 1.28}, {12.0, 1.52}};
  for (const auto& [age, speed] : kPoints) {
    EXPECT_NEAR(comfortable_speed(age), speed, 1e-12) << age;
  }
  EXPECT_NEAR(comfortable_speed(5.0 - 1e-9), comfortable_speed(5.0), 1e-8);
}

TEST(AgeSpeed, TheCarriedAndTheYoungWalkAsAdultsOfTwenty) {
  EXPECT_EQ(comfortable_speed(0.0), comfortable_speed(20.0));
  EXPECT_EQ(comfortable_speed(1.0), comfortable_speed(20.0));
  EXPECT_EQ(comfortable_speed(13.0), comfortable_speed(20.0));
}

// American Community Survey: 5.1 % below 65 years, 22.6 % from there on.
TEST(AgeSpeed, LimitedMobilityChangesAtSixtyFive) {
  const MobilityParameters mobility;
  EXPECT_EQ(limited_share_at(mobility, 64), 0.051);
  EXPECT_EQ(limited_share_at(mobility, 65), 0.226);
  EXPECT_DOUBLE_EQ(limited_speed(mobility, 0.25), 0.5);
}

}  // namespace
}  // namespace yanbi
