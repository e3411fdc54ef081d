// SPDX-License-Identifier: Apache-2.0
#include "sim/import/population_import.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>

namespace yanbi {
namespace {

TEST(SpreadPersons, LargestRemaindersGoFirst) {
  // Quotas 3.5, 2.1, 1.4: the one left over goes to the first.
  EXPECT_EQ(spread_persons(7, {5.0, 3.0, 2.0}, {"a", "b", "c"}),
            (std::vector<std::int32_t>{4, 2, 1}));
}

TEST(SpreadPersons, EqualRemaindersGoByKeyNotByPosition) {
  EXPECT_EQ(spread_persons(4, {1.0, 1.0, 1.0}, {"c", "b", "a"}),
            (std::vector<std::int32_t>{1, 1, 2}));
}

TEST(SpreadPersons, NobodyLivesWhereThereIsNoWeight) {
  EXPECT_EQ(spread_persons(3, {0.0, 1.0}, {"a", "b"}), (std::vector<std::int32_t>{0, 3}));
  EXPECT_EQ(spread_persons(3, {0.0, 0.0}, {"a", "b"}), (std::vector<std::int32_t>{0, 0}));
}

RC_GTEST_PROP(SpreadPersons, TotalIsExactAndNobodyIsNegative, ()) {
  const auto shares =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 1000)));
  const std::int64_t total = *rc::gen::inRange<std::int64_t>(0, 1000000);
  std::vector<double> weight;
  std::vector<std::string> key;
  double sum = 0.0;
  for (const int share : shares) {
    weight.push_back(share / 7.0);
    sum += weight.back();
    key.push_back(std::to_string(key.size()));
  }
  const auto persons = spread_persons(total, weight, key);
  RC_ASSERT(std::accumulate(persons.begin(), persons.end(), std::int64_t{0}) == total);
  for (std::size_t i = 0; i < persons.size(); ++i) {
    const double quota = static_cast<double>(total) * weight[i] / sum;
    RC_ASSERT(persons[i] >= 0);
    RC_ASSERT(persons[i] > quota - 1.001 && persons[i] < quota + 1.001);
  }
}

}  // namespace
}  // namespace yanbi
