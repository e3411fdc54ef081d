// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/stopping_rule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include "sim/base/random.hpp"

namespace yanbi {
namespace {

using ::testing::ElementsAre;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

UntilNarrow until(double width, std::uint32_t first_look = 20, std::uint32_t most = 320) {
  UntilNarrow rule;
  rule.width = width;
  rule.first_look = first_look;
  rule.most = most;
  return rule;
}

TEST(StoppingRule, LooksAreDoubledUpToTheLast) {
  EXPECT_THAT(StoppingRule(until(1.0)).looks(), ElementsAre(20, 40, 80, 160, 320));
  EXPECT_THAT(StoppingRule(until(1.0, 20, 100)).looks(), ElementsAre(20, 40, 80, 100));
  EXPECT_THAT(StoppingRule(until(1.0, 2, 2)).looks(), ElementsAre(2));
}

TEST(StoppingRule, LooksEndAtTheLargestNumbersToo) {
  const StoppingRule rule(until(1.0, 3'000'000'000U, 4'294'967'295U));
  EXPECT_THAT(rule.looks(), ElementsAre(3'000'000'000U, 4'294'967'295U));
}

TEST(StoppingRule, WidthOfOneLookIsThatOfStudentsInterval) {
  // Mean 0.5, standard deviation sqrt(0.02/3), standard error half of it; t(0.975, 3) =
  // 3.182446305: table of Student's distribution.
  const StoppingRule rule(until(1.0, 4, 4));
  const std::vector<double> values = {0.4, 0.6, 0.5, 0.5};
  EXPECT_NEAR(rule.width(values), 100.0 * 2.0 * 3.182446305 * std::sqrt(0.02 / 3.0) / 2.0, 1e-6);
}

TEST(StoppingRule, SeveralLooksShareTheError) {
  // Two looks: t(1 - 0.05 / 4, 3) = t(0.9875, 3) = 4.176535.
  const StoppingRule rule(until(1.0, 4, 8));
  const std::vector<double> values = {0.4, 0.6, 0.5, 0.5};
  EXPECT_NEAR(rule.width(values), 100.0 * 4.176535 * std::sqrt(0.02 / 3.0), 1e-4);
}

TEST(StoppingRule, WidthKeepsItsDigitsWhereValuesAreCloseTogether) {
  const StoppingRule rule(until(1.0, 4, 4));
  const double step = 0x1p-40;
  const std::vector<double> values = {0.5 - step, 0.5 + step, 0.5, 0.5};
  const double expected = 100.0 * 3.182446305 * step * std::sqrt(2.0 / 3.0);
  EXPECT_NEAR(rule.width(values) / expected, 1.0, 1e-8);
}

TEST(StoppingRule, FewerThanTwoValuesGiveNoInterval) {
  const StoppingRule rule(until(1.0));
  EXPECT_TRUE(std::isinf(rule.width({})));
  EXPECT_TRUE(std::isinf(rule.width(std::vector<double>{0.5})));
  EXPECT_TRUE(std::isinf(rule.width(std::vector<double>{0.5, kNan, kNan})));
}

TEST(StoppingRule, ValuesThatAreNoNumbersAreLeftOut) {
  const StoppingRule rule(until(1.0));
  EXPECT_EQ(rule.width(std::vector<double>{0.4, kNan, 0.6, 0.5}),
            rule.width(std::vector<double>{0.4, 0.6, 0.5}));
}

TEST(StoppingRule, NothingIsDecidedBeforeTheFirstLook) {
  const StoppingRule rule(until(1.0, 4, 8));
  EXPECT_EQ(rule.decided({}), 0U);
  EXPECT_EQ(rule.decided(std::vector<double>(3, 0.5)), 0U);
  EXPECT_EQ(rule.decided(std::vector<double>(4, 0.5)), 4U);
}

TEST(StoppingRule, WideIntervalsAskForMoreUpToTheLastLook) {
  const StoppingRule rule(until(1.0, 4, 16));
  std::vector<double> values;
  for (int i = 0; i < 16; ++i) {
    EXPECT_EQ(rule.decided(values), 0U) << values.size();
    values.push_back(i % 2 == 0 ? 0.2 : 0.8);
  }
  EXPECT_EQ(rule.decided(values), 16U);
}

TEST(StoppingRule, FailuresDoNotKeepACaseFromEnding) {
  const StoppingRule rule(until(1.0, 2, 4));
  EXPECT_EQ(rule.decided(std::vector<double>(3, kNan)), 0U);
  EXPECT_EQ(rule.decided(std::vector<double>(4, kNan)), 4U);
}

TEST(StoppingRule, FirstNarrowLookCounts) {
  const StoppingRule rule(until(5.0, 4, 16));
  std::vector<double> values = {0.4, 0.6, 0.4, 0.6};  // wide
  EXPECT_EQ(rule.decided(values), 0U);
  values.insert(values.end(), 4, 0.5);
  EXPECT_EQ(rule.decided(values), 0U);
  values.insert(values.end(), 8, 0.5);
  EXPECT_EQ(rule.decided(values), 16U);
}

RC_GTEST_PROP(StoppingRuleProperty, DecisionStandsWhateverComesBehind, ()) {
  const StoppingRule rule(until(*rc::gen::elementOf(std::vector<double>{1.0, 10.0, 40.0}), 4, 32));
  const auto percents =
      *rc::gen::container<std::vector<int>>(40, rc::gen::inRange(30, *rc::gen::inRange(31, 70)));
  std::vector<double> values;
  std::uint32_t decided = 0;
  for (const int percent : percents) {
    values.push_back(percent / 100.0);
    const std::uint32_t now = rule.decided(values);
    RC_ASSERT(decided == 0 || now == decided);
    RC_ASSERT(now <= values.size());
    decided = now;
  }
  RC_ASSERT(decided > 0U);
}

double draw(const RandomStream& stream, std::size_t replicate, std::uint32_t index = 0) {
  return stream.uniform(Purpose::kSynthetic, replicate, index);
}

/// Draws of replicates 0, 1, ... of one constructed case with known mean, and the rule that ends
/// it.
struct Constructed {
  const char* name;
  double mean;
  double (*value)(const RandomStream& stream, std::size_t replicate);
  UntilNarrow rule;
};

void PrintTo(const Constructed& one, std::ostream* stream) { *stream << one.name; }

double even(const RandomStream& stream, std::size_t replicate) {
  return 0.6 + 0.2 * draw(stream, replicate);
}

double skewed(const RandomStream& stream, std::size_t replicate) {
  const double u = draw(stream, replicate);
  return 0.9 - 0.2 * u * u;
}

double one_of_two(const RandomStream& stream, std::size_t replicate) {
  return draw(stream, replicate) < 0.7 ? 0.7 : 0.5;
}

/// Standard deviation 0.03, and as good as normal.
double bell(const RandomStream& stream, std::size_t replicate) {
  double sum = -6.0;
  for (std::uint32_t i = 0; i < 12; ++i) {
    sum += draw(stream, replicate, i);
  }
  return 0.5 + 0.03 * sum;
}

const Constructed kConstructed[] = {
    {"even", 0.7, even, until(3.8)},
    {"skewed", 0.9 - 0.2 / 3.0, skewed, until(3.8)},
    {"one_of_two", 0.64, one_of_two, until(3.8)},
    // Small samples are often narrow by luck: with the whole error spent at each look, far fewer
    // intervals would hold the mean.
    {"many_early_looks", 0.5, bell, until(6.0, 2, 256)},
};

class StoppedIntervals : public ::testing::TestWithParam<Constructed> {};

TEST_P(StoppedIntervals, HoldTheMeanAsOftenAsTheySay) {
  // The interval at the look that ended the case, over many cases: looking several times must not
  // cost the confidence that was asked for.
  constexpr std::size_t kCases = 2000;
  const StoppingRule rule(GetParam().rule);
  std::size_t held = 0;
  std::map<std::uint32_t, std::size_t> ended;
  for (std::size_t one = 0; one < kCases; ++one) {
    const RandomStream stream(20260801, static_cast<std::uint32_t>(one));
    std::vector<double> values;
    double sum = 0.0;
    for (std::size_t look = 0; rule.decided(values) == 0; ++look) {
      while (values.size() < rule.looks()[look]) {
        values.push_back(GetParam().value(stream, values.size()));
        sum += values.back();
      }
    }
    const double mean = sum / static_cast<double>(values.size());
    held += std::abs(mean - GetParam().mean) * 100.0 <= rule.width(values) / 2.0 ? 1 : 0;
    ++ended[static_cast<std::uint32_t>(values.size())];
  }
  EXPECT_GE(ended.size(), 2U) << "all cases end at one look, so nothing is shown";
  const double error = 3.0 * std::sqrt(0.95 * 0.05 / static_cast<double>(kCases));
  EXPECT_GE(static_cast<double>(held) / static_cast<double>(kCases), 0.95 - error);
}

INSTANTIATE_TEST_SUITE_P(Cases, StoppedIntervals, ::testing::ValuesIn(kConstructed),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace yanbi
