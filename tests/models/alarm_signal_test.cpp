// SPDX-License-Identifier: Apache-2.0
#include "models/alarm_signal.hpp"

#include <gtest/gtest.h>

namespace yanbi {
namespace {

// China: 36 s on, 24 s off, three times; 6 s on, 6 s off, fifteen times; without a break: three
// minutes each.
TEST(AlarmSignal, ChineseSignalsLastThreeMinutesEach) {
  constexpr auto kSignals = signals_of(AlarmSignal::kCn);
  static_assert(kSignals.has_value());
  EXPECT_EQ(kSignals->pre_warning.duration(), 180.0);
  EXPECT_EQ(kSignals->alarm.duration(), 180.0);
  EXPECT_EQ(kSignals->all_clear.duration(), 180.0);
  EXPECT_EQ(kSignals->pre_warning.sounding, 36.0);
  EXPECT_EQ(kSignals->alarm.repeats, 15);
}

TEST(AlarmSignal, OthersAreNotKnown) {
  EXPECT_FALSE(signals_of(AlarmSignal::kNotGiven).has_value());
}

}  // namespace
}  // namespace yanbi
