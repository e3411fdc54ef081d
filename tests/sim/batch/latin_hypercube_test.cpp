// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/latin_hypercube.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

namespace yanbi {
namespace {

using Rows = std::vector<std::vector<double>>;

std::vector<double> column(const Rows& rows, std::size_t k) {
  std::vector<double> values;
  for (const std::vector<double>& row : rows) {
    values.push_back(row[k]);
  }
  return values;
}

Rows sample(std::uint32_t points, const std::vector<std::string>& keys, std::uint64_t seed = 1) {
  return latin_hypercube(points, keys, seed);
}

RC_GTEST_PROP(LatinHypercubeProperty, EachStratumOfEachColumnHasOnePoint, ()) {
  const auto points = *rc::gen::inRange<std::uint32_t>(1, 300);
  const auto seed = *rc::gen::arbitrary<std::uint64_t>();
  const std::vector<std::string> keys = {"a", "b.c", "walking.gamma"};
  const Rows rows = sample(points, keys, seed);
  RC_ASSERT(rows.size() == points);
  for (std::size_t k = 0; k < keys.size(); ++k) {
    std::vector<int> in_stratum(points, 0);
    for (const double value : column(rows, k)) {
      RC_ASSERT(value >= 0.0 && value < 1.0);
      ++in_stratum[static_cast<std::size_t>(value * points)];
    }
    RC_ASSERT(in_stratum == std::vector<int>(points, 1));
  }
}

TEST(LatinHypercube, OtherKeysChangeNothingInAColumn) {
  const Rows alone = sample(50, {"walking.gamma"});
  const Rows among = sample(50, {"a", "walking.gamma", "b"});
  EXPECT_EQ(column(alone, 0), column(among, 1));
}

TEST(LatinHypercube, ColumnsAndSeedsHaveOrdersOfTheirOwn) {
  const Rows rows = sample(50, {"a", "b"});
  EXPECT_NE(column(rows, 0), column(rows, 1));
  EXPECT_NE(column(rows, 0), column(sample(50, {"a", "b"}, 2), 0));
}

TEST(LatinHypercube, PointsAreInNoOrder) {
  // Points along the diagonal would fill every stratum too. Rank correlation of independent orders
  // has the standard deviation 1 / sqrt(n - 1), here 0.03.
  const Rows rows = sample(1000, {"a", "b"});
  double products = 0.0;
  double along = 0.0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    products += (rows[i][0] - 0.5) * (rows[i][1] - 0.5);
    along += (static_cast<double>(i) / 1000.0 - 0.5) * (rows[i][0] - 0.5);
  }
  constexpr double kVariance = 1000.0 / 12.0;
  EXPECT_LT(std::abs(products / kVariance), 0.15);
  EXPECT_LT(std::abs(along / kVariance), 0.15);
}

TEST(LatinHypercube, PointsAreTheSameOnEveryMachine) {
  const Rows rows = sample(4, {"walking.gamma"}, 7);
  const std::vector<double> expected = {0.39281643889262341, 0.63906783770653419,
                                        0.21932181066949852, 0.94595841984846629};
  EXPECT_EQ(column(rows, 0), expected);
}

TEST(LatinHypercube, NoKeysMakeEmptyPoints) { EXPECT_EQ(sample(3, {}), Rows(3)); }

}  // namespace
}  // namespace yanbi
