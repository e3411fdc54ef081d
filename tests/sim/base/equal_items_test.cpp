// SPDX-License-Identifier: Apache-2.0
#include "sim/base/equal_items.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace yanbi {
namespace {

using Indices = std::vector<std::uint32_t>;

EqualItems groups_of(const std::vector<int>& values, std::size_t different_hashes) {
  return find_equal_items(
      values.size(),
      [&](std::size_t i) { return static_cast<std::size_t>(values[i]) % different_hashes; },
      [&](std::size_t a, std::size_t b) { return values[a] == values[b]; });
}

TEST(EqualItems, GroupsComeInTheOrderOfTheirFirstItems) {
  const EqualItems items = groups_of({7, 3, 7, 9, 3}, 100);
  EXPECT_EQ(items.group, (Indices{0, 1, 0, 2, 1}));
  EXPECT_EQ(items.first, (Indices{0, 1, 3}));
  EXPECT_TRUE(items.is_first(3));
  EXPECT_FALSE(items.is_first(4));
}

TEST(EqualItems, NothingHasNoGroups) { EXPECT_TRUE(groups_of({}, 1).first.empty()); }

RC_GTEST_PROP(EqualItems, AgreeWithASearchFromTheBeginningHoweverManyHashesAreTheSame,
              (const std::vector<std::uint8_t>& some)) {
  const std::vector<int> values(some.begin(), some.end());
  const EqualItems items = groups_of(values, *rc::gen::inRange<std::size_t>(1, 300));
  RC_ASSERT(items.group.size() == values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto first = std::find(values.begin(), values.end(), values[i]) - values.begin();
    RC_ASSERT(items.first[items.group[i]] == static_cast<std::size_t>(first));
  }
  RC_ASSERT(std::is_sorted(items.first.begin(), items.first.end()));
}

}  // namespace
}  // namespace yanbi
