// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/party_state.hpp"

#include <gtest/gtest.h>

namespace yanbi {
namespace {

constexpr std::uint32_t kSecond = 10 * Instant::kPerTick;

Instant at(std::uint32_t seconds) { return {seconds * kSecond}; }

TEST(DelayLedger, CountsADelayUpToEachDeadlineThatCutsIt) {
  DelayLedger ledger(1, {to_tick(10.0), to_tick(20.0), to_tick(30.0)});
  DelayCount count;
  ledger.add(0, count, at(8), at(24), 0);
  ledger.settle(0, count);
  const auto delays = ledger.take();
  EXPECT_EQ(delays[0].congestion[0], 2 * kSecond + 1);  // the deadline's own last instant counts
  EXPECT_EQ(delays[1].congestion[0], 12 * kSecond + 1);
  EXPECT_EQ(delays[2].congestion[0], 16 * kSecond);
  EXPECT_EQ(delays[2].entrance[0], 0U);
}

TEST(DelayLedger, SharesACutDelayBetweenDoorAndCongestionAsTheWholeIsShared) {
  DelayLedger ledger(1, {to_tick(10.0), to_tick(100.0)});
  DelayCount count;
  ledger.add(0, count, at(6), at(14), 6 * kSecond);
  ledger.settle(0, count);
  const auto delays = ledger.take();
  EXPECT_EQ(delays[0].entrance[0], 3 * kSecond);
  EXPECT_EQ(delays[0].congestion[0], kSecond + 1);
  EXPECT_EQ(delays[1].entrance[0], 6 * kSecond);
  EXPECT_EQ(delays[1].congestion[0], 2 * kSecond);
}

TEST(DelayLedger, ADelayAfterADeadlineDoesNotCountForIt) {
  DelayLedger ledger(1, {to_tick(10.0), to_tick(20.0)});
  DelayCount count;
  ledger.add(0, count, at(2), at(3), kSecond);
  ledger.add(0, count, at(15), at(16), 0);
  ledger.settle(0, count);
  const auto delays = ledger.take();
  EXPECT_EQ(delays[0].entrance[0], kSecond);
  EXPECT_EQ(delays[0].congestion[0], 0U);
  EXPECT_EQ(delays[1].congestion[0], kSecond);
}

TEST(DelayLedger, WhoeverWaitsAtTheLastInstantOfADeadlineHasBeenDelayed) {
  DelayLedger ledger(1, {to_tick(10.0)});
  DelayCount count;
  ledger.add(0, count, at(10), later(at(10), 1), 0);
  ledger.settle(0, count);
  EXPECT_EQ(ledger.take()[0].congestion[0], 1U);
}

}  // namespace
}  // namespace yanbi
