// SPDX-License-Identifier: Apache-2.0
#include "models/distribution.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "sim/base/random.hpp"

namespace yanbi {
namespace {

using Shape = Distribution::Shape;

/// Kolmogorov and Smirnov's distance between draws and a distribution function.
double distance(const Distribution& distribution, std::uint64_t seed,
                const std::function<double(double)>& share_below) {
  constexpr int kDraws = 10'000;
  std::vector<double> draws;
  const RandomStream random(seed, 0);
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    draws.push_back(quantile(distribution, random.uniform(Purpose::kResponseDelay, i)));
  }
  std::sort(draws.begin(), draws.end());
  double worst = 0.0;
  for (int i = 0; i < kDraws; ++i) {
    const double share = share_below(draws[static_cast<std::size_t>(i)]);
    worst = std::max({worst, std::abs(share - static_cast<double>(i) / kDraws),
                      std::abs(share - (i + 1.0) / kDraws)});
  }
  return worst;
}

// RiMEA 5 = NIST 1.1 = ISO 20414 test 1: drawn response delays follow the distribution asked for.
// p > 0.001 for n = 10^4 means a distance below 1.9495 / sqrt(n).
TEST(DelayDistribution, DrawsFollowTheDistributionForTwentySeeds) {
  const double limit = 1.9495 / std::sqrt(10'000.0);
  const auto normal_share = [](double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); };
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    EXPECT_LT(distance({Shape::kUniform, 10.0, 100.0, 0.0, 0.0, {}}, seed,
                       [](double t) { return (t - 10.0) / 90.0; }),
              limit);
    EXPECT_LT(distance({Shape::kLognormal, 4.586, 0.967, 0.0, 0.0, {}}, seed,
                       [&](double t) { return normal_share((std::log(t) - 4.586) / 0.967); }),
              limit);
    EXPECT_LT(distance({Shape::kWeibull, 139.285, 1.195, 0.0, 0.0, {}}, seed,
                       [](double t) { return 1.0 - std::exp(-std::pow(t / 139.285, 1.195)); }),
              limit);
    EXPECT_LT(distance({Shape::kLindell, 0.2, 1.5, 0.0, 0.0, {}}, seed,
                       [](double t) { return 1.0 - std::exp(-0.2 * std::pow(t / 60.0, 1.5)); }),
              limit);
  }
}

TEST(DelayDistribution, ShiftAndMaximumBoundEveryDraw) {
  const Distribution night{Shape::kLognormal, 3.95, 0.84, 400.0, 700.0, {}};
  EXPECT_GE(quantile(night, 1e-12), 400.0);
  EXPECT_EQ(quantile(night, 1.0 - 1e-12), 700.0);
}

TEST(DelayDistribution, ATableIsReadAlongStraightLines) {
  const Distribution table{Shape::kTable, 0.0, 0.0,
                           0.0,           0.0, {{60.0, 0.0}, {120.0, 0.5}, {600.0, 1.0}}};
  EXPECT_DOUBLE_EQ(quantile(table, 0.25), 90.0);
  EXPECT_DOUBLE_EQ(quantile(table, 0.75), 360.0);
}

TEST(DelayDistribution, SaysWhatIsWrongWithParameters) {
  const auto count = [](const Distribution& d) { return faults(d).size(); };
  EXPECT_EQ(count({}), 0U);
  EXPECT_EQ(count({Shape::kConstant, -1.0, 0.0, 0.0, 0.0, {}}), 1U);
  EXPECT_EQ(count({Shape::kUniform, 10.0, 5.0, 0.0, 0.0, {}}), 1U);
  EXPECT_EQ(count({Shape::kWeibull, 0.0, 2.0, 0.0, 0.0, {}}), 1U);
  EXPECT_EQ(count({Shape::kLognormal, 1.0, std::nan(""), 0.0, 0.0, {}}), 2U);
  EXPECT_EQ(count({Shape::kConstant, 1.0, 0.0, 50.0, 20.0, {}}), 1U);
  EXPECT_EQ(count({Shape::kTable, 0.0, 0.0, 0.0, 0.0, {}}), 1U);
  EXPECT_EQ(count({Shape::kTable, 0.0, 0.0, 0.0, 0.0, {{0.0, 0.0}, {10.0, 0.9}}}), 1U);
  EXPECT_EQ(count({Shape::kTable, 0.0, 0.0, 0.0, 0.0, {{10.0, 0.0}, {5.0, 1.0}}}), 1U);
}

}  // namespace
}  // namespace yanbi
