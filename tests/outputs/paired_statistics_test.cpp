// SPDX-License-Identifier: Apache-2.0
#include "outputs/paired_statistics.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "sim/base/random.hpp"

namespace yanbi {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

PairedDifference estimate(const std::vector<double>& differences) {
  return PairedEstimator(differences.size())(differences);
}

// Extra hours of sleep of ten people under two medicines (Student, Biometrika 6, 1908); mean,
// deviation, interval and p computed with 30 digits from the incomplete beta function.
const std::vector<double> kSleep = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

TEST(PairedDifferences, StudentsOwnExampleHasItsKnownIntervalAndP) {
  const PairedDifference sleep = estimate(kSleep);
  EXPECT_EQ(sleep.pairs, 10U);
  EXPECT_NEAR(sleep.mean, 1.58, 1e-13);
  EXPECT_NEAR(sleep.deviation, 1.22999548327987, 1e-13);
  EXPECT_NEAR(sleep.ci_low, 0.700114236723017, 1e-13);
  EXPECT_NEAR(sleep.ci_high, 2.45988576327698, 1e-13);
  EXPECT_NEAR(paired_p(sleep), 0.00283289019738427, 1e-14);
}

TEST(PairedDifferences, SignTurnsTheIntervalAndKeepsP) {
  std::vector<double> turned;
  for (const double value : kSleep) {
    turned.push_back(-value);
  }
  const PairedDifference sleep = estimate(kSleep);
  const PairedDifference other = estimate(turned);
  EXPECT_EQ(other.ci_low, -sleep.ci_high);
  EXPECT_EQ(paired_p(other), paired_p(sleep));
}

TEST(PairedDifferences, EqualOnesAreAPointHoweverTheyRound) {
  const PairedDifference same = estimate(std::vector<double>(7, 0.1));
  EXPECT_EQ(same.mean, 0.1);
  EXPECT_EQ(same.deviation, 0.0);
  EXPECT_EQ(same.ci_low, 0.1);
  EXPECT_EQ(same.ci_high, 0.1);
  EXPECT_EQ(paired_p(same), 0.0);
}

TEST(PairedDifferences, NoDifferenceAtAllHasPOne) {
  const PairedDifference none = estimate(std::vector<double>(5, 0.0));
  EXPECT_EQ(none.mean, 0.0);
  EXPECT_EQ(none.ci_low, 0.0);
  EXPECT_EQ(none.ci_high, 0.0);
  EXPECT_EQ(paired_p(none), 1.0);
}

TEST(PairedDifferences, OnePairHasAMeanAndNothingElse) {
  const PairedDifference one = estimate({2.5});
  EXPECT_EQ(one.mean, 2.5);
  EXPECT_FALSE(one.has_interval());
  EXPECT_TRUE(std::isnan(one.ci_low));
  EXPECT_TRUE(std::isnan(paired_p(one)));
  EXPECT_EQ(pairs_still_needed(one, 1.0), std::nullopt);
}

// Far out in the tail 1 - (1 - p) would have no digits left. Two degrees of freedom have the closed
// form p = 1 - t / sqrt(2 + t^2), at t = 1e6 to first order 1 / t^2.
TEST(PairedDifferences, TinyPKeepsItsDigits) {
  const PairedDifference sure = {3, 1e6, std::sqrt(3.0), 0.0, 0.0};
  EXPECT_NEAR(paired_p(sure) / 1e-12, 1.0, 1e-5);
}

/// A standard normal number by Box and Muller.
double normal(const RandomStream& stream, std::uint64_t set, std::uint32_t index) {
  const double radius = std::sqrt(-2.0 * std::log(stream.uniform(Purpose::kSynthetic, set, index)));
  return radius *
         std::cos(2.0 * std::acos(-1.0) * stream.uniform(Purpose::kSynthetic, set, index + 1));
}

// With 2,000 intervals that hold the truth with probability 0.95, the share that does has a
// standard error of sqrt(0.95 0.05 / 2000) = 0.0049; four of them are 0.0195.
TEST(PairedDifferences, IntervalsHoldTheTruthAsOftenAsTheySay) {
  constexpr int kSets = 2000;
  constexpr double kTruth = 0.8;
  constexpr std::uint32_t kPairs = 8;
  const RandomStream stream(11, 0);
  const PairedEstimator estimator(kPairs);
  int holding = 0;
  for (std::uint64_t set = 0; set < kSets; ++set) {
    std::vector<double> differences;
    for (std::uint32_t r = 0; r < kPairs; ++r) {
      // What both layouts have in common is large, and drops out of the difference.
      const double common = 50.0 + 20.0 * normal(stream, set, 6 * r);
      const double baseline = common + 1.5 * normal(stream, set, 6 * r + 2);
      const double layout = common + kTruth + 1.5 * normal(stream, set, 6 * r + 4);
      differences.push_back(layout - baseline);
    }
    const PairedDifference difference = estimator(differences);
    holding += difference.ci_low <= kTruth && kTruth <= difference.ci_high ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(holding) / kSets, 0.95, 0.0195);
}

// By hand: in ascending order 4 * 0.005, 3 * 0.01, 2 * 0.03 and 1 * 0.04, which must not fall below
// 0.06.
TEST(Holm, AdjustsStepByStep) {
  EXPECT_THAT(holm_adjusted(std::vector<double>{0.01, 0.04, 0.03, 0.005}),
              ElementsAre(DoubleNear(0.03, 1e-15), DoubleNear(0.06, 1e-15), DoubleNear(0.06, 1e-15),
                          DoubleNear(0.02, 1e-15)));
}

TEST(Holm, NeverExceedsOne) {
  EXPECT_THAT(holm_adjusted(std::vector<double>{0.6, 0.5}), ElementsAre(1.0, 1.0));
}

TEST(Holm, OneValueStaysAsItIs) {
  EXPECT_THAT(holm_adjusted(std::vector<double>{0.04}), ElementsAre(0.04));
}

TEST(Holm, MissingValuesDoNotCount) {
  const std::vector<double> adjusted = holm_adjusted(std::vector<double>{kNaN, 0.02, 0.01});
  EXPECT_TRUE(std::isnan(adjusted[0]));
  EXPECT_EQ(adjusted[1], 0.02);
  EXPECT_EQ(adjusted[2], 0.02);
}

// 26, 96 and 2328 are the smallest n with 2 t(0.975; n - 1) s / sqrt(n) <= 1, 0.5 and 0.1, found by
// trying every n with 30 digits.
TEST(PairsNeeded, AreTheSmallestNumberThatReachesTheWidth) {
  const PairedDifference sleep = estimate(kSleep);
  EXPECT_EQ(pairs_still_needed(sleep, 1.0), 16U);
  EXPECT_EQ(pairs_still_needed(sleep, 0.5), 86U);
  EXPECT_EQ(pairs_still_needed(sleep, 0.1), 2318U);
}

TEST(PairsNeeded, AreNoneWhereTheIntervalIsNarrowEnough) {
  const PairedDifference sleep = estimate(kSleep);
  EXPECT_EQ(pairs_still_needed(sleep, sleep.width() * 1.0000001), 0U);
  EXPECT_EQ(pairs_still_needed(sleep, sleep.width() * 0.9999999), 1U);
  EXPECT_EQ(pairs_still_needed(estimate({0.3, 0.3}), 1e-9), 0U);
}

TEST(PairsNeeded, AreFoundForHopelesslyNarrowIntervals) {
  const PairedDifference wide = {2, 0.0, 50.0, -1.0, 1.0};
  // (2 * 1.959964 * 50 / 0.001)^2 = 3.84146e10, where t is the normal quantile.
  EXPECT_NEAR(static_cast<double>(*pairs_still_needed(wide, 0.001)), 3.84146e10, 1e6);
}

}  // namespace
}  // namespace yanbi
