// SPDX-License-Identifier: Apache-2.0
#include "sim/base/lazy.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>

#include "sim/base/parallel.hpp"

namespace yanbi {
namespace {

TEST(Lazy, IsMadeOnceWhoeverAsks) {
  const Lazy<int> lazy;
  std::atomic<int> made = 0;
  std::atomic<int> wrong = 0;
  parallel_for(1000, 4, 1,
               [&](std::size_t) { wrong += lazy.get([&] { return ++made * 42; }) == 42 ? 0 : 1; });
  EXPECT_EQ(made, 1);
  EXPECT_EQ(wrong, 0);
}

TEST(Lazy, IsTriedAgainAfterAFailure) {
  const Lazy<int> lazy;
  EXPECT_THROW(static_cast<void>(lazy.get([]() -> int { throw std::runtime_error("no"); })),
               std::runtime_error);
  EXPECT_EQ(lazy.get([] { return 7; }), 7);
}

}  // namespace
}  // namespace yanbi
