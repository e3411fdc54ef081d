// SPDX-License-Identifier: Apache-2.0
#include "models/day_night.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace yanbi {
namespace {

// HEC-LifeSim: night at 02:00, day at 14:00, linear between them over 04-10 h and 17-24 h.
TEST(DayNight, ShareOfTheDayIsLinearInTheMorningAndInTheEvening) {
  constexpr std::pair<double, double> kPoints[] = {
      {0.0, 0.0},  {2.0, 0.0},  {4.0, 0.0},  {5.5, 0.25},   {7.0, 0.5}, {10.0, 1.0},
      {14.0, 1.0}, {17.0, 1.0}, {20.5, 0.5}, {22.25, 0.25}, {24.0, 0.0}};
  for (const auto& [hours, share] : kPoints) {
    EXPECT_DOUBLE_EQ(day_share(hours), share) << hours;
  }
}

}  // namespace
}  // namespace yanbi
