// SPDX-License-Identifier: Apache-2.0
#include "models/walking.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <utility>

#include "sim/base/random.hpp"

namespace yanbi {
namespace {

// RiMEA 4 / ISO 20414 test 13, the function itself: speeds at densities on Weidmann's curve with
// 1.34 m/s, 1.913 /m2 and 5.4 /m2, computed from the formula with the C library.
TEST(Walking, SpeedFollowsWeidmannsCurve) {
  const WalkingParameters walking;
  for (double density = 0.1; density < 5.4; density += 0.1) {
    const double expected = 1.0 - std::exp(-1.913 * (1.0 / density - 1.0 / 5.4));
    EXPECT_NEAR(speed_ratio(walking, density), expected, 1e-3 * expected) << density;
  }
  // Published to three digits.
  const std::pair<double, double> table[] = {{0.5, 1.298}, {1.0, 1.058}, {1.5, 0.807}, {2.0, 0.606},
                                             {3.0, 0.331}, {4.0, 0.156}, {5.0, 0.037}};
  for (const auto& [density, speed] : table) {
    EXPECT_NEAR(1.34 * speed_ratio(walking, density), speed, 0.0006) << density;
  }
}

TEST(Walking, NobodyIsFasterThanFreeOrMovesAtJamDensity) {
  const WalkingParameters walking;
  EXPECT_EQ(speed_ratio(walking, 0.0), 1.0);
  EXPECT_EQ(speed_ratio(walking, 5.4), 0.0);
  EXPECT_EQ(speed_ratio(walking, 9.0), 0.0);
  double before = 1.0;
  for (double density = 0.0; density <= 6.0; density += 0.01) {
    const double ratio = speed_ratio(walking, density);
    EXPECT_LE(ratio, before);
    before = ratio;
  }
}

TEST(Walking, TheMovingNeverSlowDownBelowTheSpeedOfTheLargestFlow) {
  const WalkingParameters walking;
  const double slowest = moving_speed_ratio(walking, 5.0);
  EXPECT_EQ(slowest, speed_ratio(walking, walking.capacity_density));
  // 1.225 persons/(m s) at 1.75 /m2: the largest flow of the curve.
  EXPECT_NEAR(1.34 * slowest * 1.75, 1.225, 0.001);
}

TEST(Walking, TheBackwardWaveJoinsTheLargestFlowWithTheJam) {
  EXPECT_NEAR(backward_wave_speed(WalkingParameters{}), 1.22 / (5.4 - 1.75), 1e-12);
}

TEST(Walking, FreeSpeedsHaveTheMeanAndSpreadOfTheScenario) {
  WalkingParameters walking;
  walking.free_speed_mean = 1.2;
  walking.free_speed_sd = 0.2;
  walking.free_speed_min = 0.1;
  walking.free_speed_max = 2.6;
  const FreeSpeedDistribution speeds(walking);
  const RandomStream random(11, 0);
  const int n = 10'000;  // NIST 2.4: N(1.2, 0.2), mean and sd within 0.005
  double sum = 0.0;
  double squares = 0.0;
  for (int i = 0; i < n; ++i) {
    const double v =
        speeds.quantile(random.uniform(Purpose::kFreeSpeed, static_cast<std::uint64_t>(i)));
    EXPECT_GE(v, 0.1);
    EXPECT_LE(v, 2.6);
    sum += v;
    squares += v * v;
  }
  const double mean = sum / n;
  EXPECT_NEAR(mean, 1.2, 0.005);
  EXPECT_NEAR(std::sqrt(squares / n - mean * mean), 0.2, 0.005);
}

TEST(Walking, FreeSpeedsAreCutAtTheirLimits) {
  WalkingParameters walking;
  walking.free_speed_min = 1.2;
  walking.free_speed_max = 1.4;
  const FreeSpeedDistribution speeds(walking);
  EXPECT_NEAR(speeds.quantile(1e-9), 1.2, 1e-6);
  EXPECT_NEAR(speeds.quantile(1.0 - 1e-9), 1.4, 1e-6);
  walking.free_speed_sd = 0.0;
  EXPECT_EQ(FreeSpeedDistribution(walking).quantile(0.01), walking.free_speed_mean);
}

}  // namespace
}  // namespace yanbi
