// SPDX-License-Identifier: Apache-2.0
#include "sim/import/population_import.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "sim/base/random.hpp"

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

TEST(SpreadPersons, TotalIsExactAndNobodyIsFarFromTheirQuota) {
  const RandomStream stream(11, 0);
  for (std::uint64_t round = 0; round < 200; ++round) {
    const std::uint64_t total = stream.bits(Purpose::kSynthetic, round, 0) % 1000000;
    std::vector<double> weight(1 + stream.bits(Purpose::kSynthetic, round, 1) % 300);
    std::vector<std::string> key;
    for (double& each : weight) {
      each = stream.uniform(Purpose::kSynthetic, round, static_cast<std::uint32_t>(2 + key.size()));
      key.push_back(std::to_string(key.size()));
    }
    const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
    const auto persons = spread_persons(static_cast<std::int64_t>(total), weight, key);
    ASSERT_EQ(std::accumulate(persons.begin(), persons.end(), std::uint64_t{0}), total);
    for (std::size_t i = 0; i < persons.size(); ++i) {
      const double quota = static_cast<double>(total) * weight[i] / sum;
      ASSERT_GE(persons[i], 0);
      ASSERT_NEAR(persons[i], quota, 1.001);
    }
  }
}

}  // namespace
}  // namespace yanbi
