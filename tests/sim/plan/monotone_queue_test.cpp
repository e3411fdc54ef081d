// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/monotone_queue.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <queue>
#include <vector>

namespace yanbi {
namespace {

struct Entry {
  std::int64_t value = 0;
};

RC_GTEST_PROP(MonotoneQueue, GivesTheLeastFirstWhateverIsPushedMeanwhile, ()) {
  MonotoneQueue<Entry> queue;
  std::priority_queue<std::int64_t, std::vector<std::int64_t>, std::greater<>> expected;
  std::int64_t last = *rc::gen::inRange<std::int64_t>(-1000, 1000);
  for (const auto& [is_push, step] :
       *rc::gen::arbitrary<std::vector<std::pair<bool, std::uint32_t>>>()) {
    if (is_push || expected.empty()) {
      queue.push({last + step});
      expected.push(last + step);
    } else {
      last = queue.pop().value;
      RC_ASSERT(last == expected.top());
      expected.pop();
    }
    RC_ASSERT(queue.empty() == expected.empty());
  }
}

TEST(MonotoneQueue, RestartsFromTheBeginning) {
  MonotoneQueue<Entry> queue;
  queue.push({5});
  EXPECT_EQ(queue.pop().value, 5);
  queue.restart();
  queue.push({-7});
  EXPECT_EQ(queue.pop().value, -7);
  EXPECT_TRUE(queue.empty());
}

}  // namespace
}  // namespace yanbi
