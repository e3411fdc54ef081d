// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/walked_by.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "sim/base/random.hpp"

namespace yanbi {
namespace {

/// As the words say it: the walks in order of length, until 95 % of the persons are passed.
double p95_by_sorting(std::vector<WalkOf> walks, std::int64_t persons) {
  std::ranges::sort(walks, {}, &WalkOf::length_mm);
  std::int64_t passed = 0;
  for (const WalkOf& walk : walks) {
    passed += walk.persons;
    if (passed * 100 >= persons * 95) {
      return static_cast<double>(walk.length_mm) / 1000.0;
    }
  }
  return -1.0;
}

TEST(WalkedBy, P95IsTheLengthThat95PercentDoNotExceed) {
  const RandomStream random(7, 0);
  for (std::uint32_t town = 0; town < 500; ++town) {
    const std::size_t count = 1 + random.bits(Purpose::kSynthetic, town) % 60;
    const std::uint64_t lengths = 1 + town % 40;  // few lengths: many walks are equally long
    std::vector<WalkOf> walks;
    std::int64_t persons = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
      const std::uint64_t bits = random.bits(Purpose::kSynthetic, town, i + 1);
      walks.push_back({bits % lengths * 1000, static_cast<std::int64_t>(1 + (bits >> 32U) % 9)});
      persons += walks.back().persons;
    }
    const double expected = p95_by_sorting(walks, persons);
    EXPECT_EQ(p95_walk(walks, persons), expected) << "town " << town;
  }
}

TEST(WalkedBy, TheLastOfTwentyCountsAndTheTwentiethIsNotNeeded) {
  std::vector<WalkOf> walks;
  for (std::uint64_t i = 20; i > 0; --i) {
    walks.push_back({i * 1000, 1});
  }
  EXPECT_EQ(p95_walk(walks, 20), 19.0);
  walks.push_back({21'000, 1});
  EXPECT_EQ(p95_walk(walks, 21), 20.0);
}

TEST(WalkedBy, AllWalksOfAllPersonsAreAddedUp) {
  const std::vector<WalkOf> walks{{1000, 3}, {250, 2}, {0, 9}};
  EXPECT_EQ(walked_by_all(walks), 3500);
}

}  // namespace
}  // namespace yanbi
