// SPDX-License-Identifier: Apache-2.0
#include "outputs/comparison_tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/small_comparison.hpp"

namespace yanbi {
namespace {

using test::comparison_input;
using test::SmallBatch;
using test::two_layouts;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

Comparison small_comparison() { return compare_layouts(comparison_input(two_layouts())); }

Comparison comparison_of_one_pair() {
  SmallBatch batch = two_layouts();
  for (auto& one : batch.cases) {
    one.replicates.resize(1);
    one.sheltered.resize(1);
  }
  return compare_layouts(comparison_input(batch));
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> found;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    found.push_back(line);
  }
  return found;
}

std::string line_with(const std::string& text, const std::string& start) {
  for (const std::string& line : lines(text)) {
    if (line.rfind(start, 0) == 0) {
      return line;
    }
  }
  return {};
}

TEST(ComparisonTable, BeginsWithWhatIsCompared) {
  EXPECT_THAT(comparison_table(small_comparison()),
              StartsWith("People in a shelter 15 min after the alarm: 'planned' against 'current', "
                         "replicate by replicate with the same random numbers; 10 pairs of "
                         "replicates.\n"));
}

TEST(ComparisonTable, RowsSayDifferenceAndVerdict) {
  const std::string text = comparison_table(small_comparison());
  const std::string all = line_with(text, "all");
  EXPECT_THAT(all, HasSubstr("+0.51 [+0.25, +0.77]"));
  EXPECT_THAT(all, HasSubstr("better"));
  const std::string east = line_with(text, "东区");
  EXPECT_THAT(east, HasSubstr("51.35"));
  EXPECT_THAT(east, HasSubstr("52.93"));
  EXPECT_THAT(east, HasSubstr("+1.58 [+0.70, +2.46]"));
  EXPECT_THAT(east, HasSubstr("0.0085"));
  const std::string b = line_with(text, "Zone, B");
  EXPECT_THAT(b, HasSubstr("+0.00 [-0.65, +0.65]"));
  EXPECT_THAT(b, HasSubstr("no difference shown"));
  EXPECT_THAT(line_with(text, "turned away"), HasSubstr("-17.8 [-26.8, -8.8]"));
}

TEST(ComparisonTable, SaysThatNotShownIsNotNone) {
  const std::string text = comparison_table(small_comparison());
  EXPECT_THAT(text, HasSubstr("'No difference shown' is not 'no difference'"));
  EXPECT_THAT(text, HasSubstr("up to 1.31 pp wide"));
  EXPECT_THAT(text, HasSubstr("Left out: 1 zone without people."));
  EXPECT_THAT(text, HasSubstr("Synthetic data"));
}

TEST(ComparisonTable, MayListOnlyZonesThatDiffer) {
  const std::string text = comparison_table(small_comparison(), ComparedZones::kSignificant);
  EXPECT_THAT(line_with(text, "东区"), HasSubstr("better"));
  EXPECT_THAT(text, Not(HasSubstr("Zone, B")));
  EXPECT_THAT(text, HasSubstr("Not listed: 2 zones in which no difference is shown."));
}

TEST(ComparisonTable, OnePairHasNoIntervalAndNoVerdict) {
  const std::string row = line_with(comparison_table(comparison_of_one_pair()), "东区");
  EXPECT_THAT(row, HasSubstr("+1.20"));
  EXPECT_THAT(row, Not(HasSubstr("[")));
  EXPECT_THAT(row, HasSubstr("too few replicates"));
}

TEST(ComparisonJson, HoldsEveryFigure) {
  const auto document = nlohmann::json::parse(comparison_json(small_comparison()));
  EXPECT_EQ(document["baseline"], "current");
  EXPECT_EQ(document["deadline_s"], 900.0);
  const auto& planned = document["groups"][0]["layouts"][0];
  EXPECT_EQ(planned["pairs"], 10);
  EXPECT_EQ(planned["tested_zones"], 3);
  ASSERT_EQ(planned["zones"].size(), 3U);
  EXPECT_EQ(planned["zones"][0]["zone"], "a");
  EXPECT_EQ(planned["zones"][0]["label"], "东区");
  EXPECT_NEAR(planned["zones"][0]["difference"]["ci_low"].get<double>(), 0.7001142, 1e-7);
  EXPECT_EQ(planned["zones"][1]["verdict"], "no difference shown");
  EXPECT_EQ(planned["zones"][0]["still_needed"], 16);
  EXPECT_NEAR(planned["all"]["causes"]["turned_away"]["difference"]["mean"].get<double>(), -17.8,
              1e-9);
  EXPECT_EQ(document["groups"][0]["ranking"]["layouts"][0]["layout"], "planned");
  EXPECT_EQ(document["groups"][0]["ranking"]["zones"][1]["shared"], true);
}

TEST(ComparisonJson, WhatIsNotDefinedIsNull) {
  const auto document = nlohmann::json::parse(comparison_json(comparison_of_one_pair()));
  const auto& zone = document["groups"][0]["layouts"][0]["zones"][0];
  EXPECT_TRUE(zone["difference"]["ci_low"].is_null());
  EXPECT_TRUE(zone["p"].is_null());
  EXPECT_TRUE(zone["still_needed"].is_null());
}

TEST(ComparisonCsv, HasOneRowForAllZonesAndOneForEach) {
  const std::vector<std::string> rows = lines(comparison_csv(small_comparison()));
  ASSERT_EQ(rows.size(), 5U);
  EXPECT_EQ(rows[0],
            "group,layout,baseline,geography,deadline_s,pairs,zone,label,population,"
            "baseline_coverage,layout_coverage,difference_pp,ci_low_pp,ci_high_pp,p,p_adjusted,"
            "verdict,still_needed,turned_away,turned_away_ci_low,turned_away_ci_high,too_far,"
            "too_far_ci_low,too_far_ci_high\r");
  EXPECT_THAT(rows[1], StartsWith(",planned,current,district,900,10,*,,3500,"));
  EXPECT_THAT(rows[3], StartsWith(",planned,current,district,900,10,b,\"Zone, B\",2000,"));
  EXPECT_THAT(rows[3], HasSubstr(",1,1,no difference shown,6,"));
  const auto commas = [](const std::string& row) {
    return std::count(row.begin(), row.end(), ',');
  };
  EXPECT_EQ(commas(rows[2]), commas(rows[0]));
}

}  // namespace
}  // namespace yanbi
