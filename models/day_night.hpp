// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who is where at a time of the day, between a population of the night (02:00) and one of the day
// (14:00), as HEC-LifeSim has it (technical reference manual, chapters 5 and 11; V):
//   people(t) = w(t) day + (1 - w(t)) night
//   w(t) = 0 until 04 h, (t - 4) / 6 until 10 h, 1 until 17 h, (24 - t) / 7 until 24 h.

namespace yanbi {

/// The share w of the population of the day, in [0, 1], `hours` after midnight. Precondition:
/// 0 <= hours <= 24.
[[nodiscard]] constexpr double day_share(double hours) noexcept {
  constexpr double kNightUntil = 4.0;
  constexpr double kDayFrom = 10.0;
  constexpr double kDayUntil = 17.0;
  constexpr double kNightFrom = 24.0;
  if (hours <= kNightUntil) {
    return 0.0;
  }
  if (hours < kDayFrom) {
    return (hours - kNightUntil) / (kDayFrom - kNightUntil);
  }
  return hours <= kDayUntil ? 1.0 : (kNightFrom - hours) / (kNightFrom - kDayUntil);
}

}  // namespace yanbi
