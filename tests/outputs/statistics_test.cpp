// SPDX-License-Identifier: Apache-2.0
#include "outputs/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// Values of Boost.Math's students_t distribution.
TEST(StudentT, QuantilesAreThoseOfTheTables) {
  struct Row {
    double share;
    std::size_t degrees;
    double quantile;
  };
  const std::vector<Row> rows = {{0.975, 1, 12.706204736174698},  {0.975, 2, 4.302652729749462},
                                 {0.975, 3, 3.1824463052837078},  {0.975, 4, 2.7764451051977925},
                                 {0.975, 9, 2.262157162798205},   {0.975, 10, 2.2281388519862735},
                                 {0.975, 19, 2.093024054408263},  {0.975, 30, 2.0422724563012373},
                                 {0.975, 99, 1.9842169515864165}, {0.975, 1000, 1.9623390808264074},
                                 {0.95, 5, 2.015048373333023},    {0.5, 7, 0.0},
                                 {0.025, 9, -2.262157162798205}};
  for (const Row& row : rows) {
    EXPECT_NEAR(student_t_quantile(row.share, row.degrees), row.quantile,
                1e-11 * std::max(1.0, std::fabs(row.quantile)))
        << row.share << " with " << row.degrees;
  }
}

TEST(SampleQuantile, InterpolatesBetweenOrderStatistics) {
  const std::vector<double> values = {1, 2, 4, 8};
  EXPECT_DOUBLE_EQ(sample_quantile(values, 0.0), 1.0);
  EXPECT_DOUBLE_EQ(sample_quantile(values, 1.0), 8.0);
  EXPECT_DOUBLE_EQ(sample_quantile(values, 0.5), 3.0);
  EXPECT_DOUBLE_EQ(sample_quantile(values, 0.05), 1.15);
  EXPECT_DOUBLE_EQ(sample_quantile(values, 0.95), 7.4);
  EXPECT_TRUE(std::isnan(sample_quantile({}, 0.5)));
}

TEST(SpreadOf, GivesMeanIntervalAndPercentiles) {
  // 3 -/+ 2.7764451051977934 sqrt(2.5 / 5)
  const Spread spread = spread_of(std::vector<double>{3, 1, 2, 5, 4});
  EXPECT_DOUBLE_EQ(spread.mean, 3.0);
  EXPECT_NEAR(spread.ci_low, 1.0367568385224393, 1e-12);
  EXPECT_NEAR(spread.ci_high, 4.963243161477561, 1e-12);
  EXPECT_DOUBLE_EQ(spread.p05, 1.2);
  EXPECT_DOUBLE_EQ(spread.p95, 4.8);
}

TEST(SpreadOf, OneValueHasNoInterval) {
  const Spread spread = spread_of(std::vector<double>{0.25});
  EXPECT_EQ(spread.mean, 0.25);
  EXPECT_TRUE(std::isnan(spread.ci_low));
  EXPECT_TRUE(std::isnan(spread.ci_high));
  EXPECT_EQ(spread.p05, 0.25);
  EXPECT_EQ(spread.p95, 0.25);
}

TEST(SpreadOf, EqualValuesHaveAnIntervalOfNoWidth) {
  const Spread spread = spread_of(std::vector<double>{0.5, 0.5, 0.5});
  EXPECT_EQ(spread.ci_low, 0.5);
  EXPECT_EQ(spread.ci_high, 0.5);
}

TEST(SpreadOf, LeavesOutWhatIsNotDefined) {
  const Spread spread = spread_of(std::vector<double>{kNaN, 2.0, 4.0});
  EXPECT_EQ(spread.mean, 3.0);
  EXPECT_TRUE(std::isfinite(spread.ci_low));
  EXPECT_TRUE(std::isnan(spread_of(std::vector<double>{kNaN}).mean));
  EXPECT_TRUE(std::isnan(spread_of({}).p95));
}

// The definition itself, pair by pair.
double gini_by_pairs(const std::vector<double>& access, const std::vector<std::int64_t>& people) {
  double total = 0.0;
  double mean = 0.0;
  double differences = 0.0;
  for (std::size_t i = 0; i < access.size(); ++i) {
    if (people[i] == 0) {
      continue;
    }
    total += static_cast<double>(people[i]);
    mean += static_cast<double>(people[i]) * access[i];
    for (std::size_t j = 0; j < access.size(); ++j) {
      if (people[j] > 0) {
        differences += static_cast<double>(people[i]) * static_cast<double>(people[j]) *
                       std::fabs(access[i] - access[j]);
      }
    }
  }
  mean /= total;
  return differences / (total * total) / (2.0 * mean);
}

TEST(Gini, IsZeroWhereAllHaveTheSame) {
  EXPECT_NEAR(gini(std::vector<double>{0.5, 0.5}, std::vector<std::int64_t>{10, 90}), 0.0, 1e-15);
}

TEST(Gini, IsTheShareWithoutWhereTheOthersHaveTheSame) {
  EXPECT_NEAR(gini(std::vector<double>{0.0, 2.0}, std::vector<std::int64_t>{75, 25}), 0.75, 1e-15);
}

TEST(Gini, AgreesWithItsDefinition) {
  const std::vector<double> access = {0.3, 1.7, 0.0, 0.9, 0.3, kNaN};
  const std::vector<std::int64_t> people = {100, 20, 45, 300, 7, 0};
  EXPECT_NEAR(gini(access, people), gini_by_pairs(access, people), 1e-14);
}

TEST(Gini, IsNotDefinedWithoutPlacesOrPeople) {
  EXPECT_TRUE(std::isnan(gini(std::vector<double>{0.0}, std::vector<std::int64_t>{10})));
  EXPECT_TRUE(std::isnan(gini(std::vector<double>{kNaN}, std::vector<std::int64_t>{0})));
}

/// Two zones (100 and 0 people), two deadlines; `late` people are not inside at the last one.
RunScores run_with(std::uint32_t replicate, std::int64_t late) {
  ZoneScores scores;
  scores.geography = "district";
  scores.population = {100, 0};
  scores.sheltered = {40, 0, 100 - late, 0};
  scores.unsheltered.assign(2 * 2 * kCauseCount, 0);
  scores.unsheltered[static_cast<std::size_t>(Cause::kLateStart)] = 60;
  scores.unsheltered[2 * kCauseCount + static_cast<std::size_t>(Cause::kCongestion)] = late;
  scores.curve = {0, 0, 100 - late, 0};
  scores.t50 = {120.0, kNaN};
  scores.t90 = {replicate == 0 ? kNaN : 300.0, kNaN};
  scores.t95 = {310.0 + replicate, kNaN};
  scores.mean_walk = {250.0, kNaN};
  scores.p95_walk = {600.0, kNaN};
  scores.places = {50, 25};
  scores.served_from_other_zones = {0, 20};
  scores.served_in_other_zones = {20, 0};
  scores.not_at_risk = {0, 0};
  scores.caught = {0, 0};
  RunScores run;
  run.replicate = replicate;
  run.geographies.push_back(std::move(scores));
  return run;
}

TEST(SummarizeReplicates, GivesCoverageByZoneAndForAll) {
  const Summary summary = summarize_replicates({run_with(0, 40), run_with(1, 20)});
  ASSERT_EQ(summary.geographies.size(), 1U);
  EXPECT_EQ(summary.replicates, 2U);
  EXPECT_EQ(summary.deadlines, 2U);
  const GeographySummary& district = summary.geographies[0];
  ASSERT_EQ(district.coverage.size(), 4U);
  EXPECT_DOUBLE_EQ(district.coverage.mean[0], 0.4);
  EXPECT_DOUBLE_EQ(district.coverage.mean[2], 0.7);
  EXPECT_TRUE(std::isnan(district.coverage.mean[3]));
  EXPECT_NEAR(district.coverage.ci_high[2] - 0.7, 12.706204736174698 * 0.1, 1e-9);
  EXPECT_DOUBLE_EQ(district.coverage.p05[2], 0.61);
  EXPECT_DOUBLE_EQ(district.coverage_all.mean[1], 0.7);
  EXPECT_EQ(district.population_all, 100);
}

TEST(SummarizeReplicates, CountsPersonsByCause) {
  const Summary summary = summarize_replicates({run_with(0, 40), run_with(1, 20)});
  const GeographySummary& district = summary.geographies[0];
  const auto congestion = static_cast<std::size_t>(Cause::kCongestion);
  const auto late_start = static_cast<std::size_t>(Cause::kLateStart);
  EXPECT_EQ(district.unsheltered.size(), 2 * 2 * kCauseCount);
  EXPECT_DOUBLE_EQ(district.unsheltered.mean[2 * kCauseCount + congestion], 30.0);
  EXPECT_DOUBLE_EQ(district.unsheltered.mean[late_start], 60.0);
  EXPECT_DOUBLE_EQ(district.unsheltered_all.mean[kCauseCount + congestion], 30.0);
  EXPECT_DOUBLE_EQ(district.unsheltered_all.p95[kCauseCount + congestion], 39.0);
}

TEST(SummarizeReplicates, LeavesOutReplicatesWithoutTheFigure) {
  const Summary summary = summarize_replicates({run_with(0, 40), run_with(1, 20)});
  const GeographySummary& district = summary.geographies[0];
  EXPECT_EQ(district.t90.mean[0], 300.0);
  EXPECT_TRUE(std::isnan(district.t90.ci_low[0]));
  EXPECT_DOUBLE_EQ(district.t95.mean[0], 310.5);
  EXPECT_TRUE(std::isnan(district.t95.mean[1]));
}

TEST(SummarizeReplicates, UtilisationCountsWhoIsInsideTheZonesShelters) {
  // 60 of zone 0 are in: 40 there, 20 in zone 1's 25 places.
  const Summary summary = summarize_replicates({run_with(0, 40)});
  const GeographySummary& district = summary.geographies[0];
  EXPECT_DOUBLE_EQ(district.utilisation.mean[0], 40.0 / 50.0);
  EXPECT_DOUBLE_EQ(district.utilisation.mean[1], 20.0 / 25.0);
  EXPECT_DOUBLE_EQ(district.utilisation_all.mean, 60.0 / 75.0);
  EXPECT_DOUBLE_EQ(district.places_per_person[0], 0.5);
  EXPECT_TRUE(std::isnan(district.places_per_person[1]));
  EXPECT_DOUBLE_EQ(district.places_per_person_all, 0.75);
}

TEST(SummarizeReplicates, RefusesRunsOfDifferentCases) {
  RunScores other = run_with(1, 20);
  other.geographies[0].population = {101, 0};
  EXPECT_THROW((void)summarize_replicates({run_with(0, 40), other}), InternalError);
  RunScores cut = run_with(1, 20);
  cut.geographies[0].t95.pop_back();
  EXPECT_THROW((void)summarize_replicates({run_with(0, 40), cut}), InternalError);
  RunScores no_curve = run_with(0, 20);
  no_curve.geographies[0].curve.clear();
  EXPECT_THROW((void)summarize_replicates({no_curve}), InternalError);
}

}  // namespace
}  // namespace yanbi
