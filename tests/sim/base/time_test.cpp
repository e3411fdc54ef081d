// SPDX-License-Identifier: Apache-2.0
#include "sim/base/time.hpp"

#include <gtest/gtest.h>

namespace yanbi {
namespace {

TEST(Time, InsideAtADeadlineMeansNotAfterIt) {
  const Instant deadline = to_instant(to_tick(300.0));
  EXPECT_LE(to_tick(deadline), to_tick(300.0));
  EXPECT_GT(to_tick(later(deadline, 1)), to_tick(300.0));
}

TEST(Time, NeverStaysNever) {
  EXPECT_TRUE(to_tick(Instant::never()).is_never());
  EXPECT_TRUE(to_instant(Tick::never()).is_never());
  EXPECT_TRUE(later(Instant::never(), 5).is_never());
  EXPECT_TRUE(later(Instant{0xFFFFFF00U}, 0xFFFFU).is_never());
}

TEST(Time, TheLongestHorizonFits) {
  EXPECT_FALSE(to_instant(to_tick(kLongestHorizonSeconds)).is_never());
  EXPECT_DOUBLE_EQ(to_tick(to_instant(to_tick(kLongestHorizonSeconds))).seconds(),
                   kLongestHorizonSeconds);
}

}  // namespace
}  // namespace yanbi
