// SPDX-License-Identifier: Apache-2.0
#pragma once
// How long a piece of the way takes. The free-flow time of a route and the movement of a party use
// the same functions piece by piece, so that someone whom nothing delays arrives at exactly the
// free-flow time, however many links there are.

#include <cstdint>

#include "sim/base/time.hpp"

namespace yanbi {

/// Nothing takes longer than "never": a crawl over a very long link must not wrap around.
inline constexpr double kLongestDuration = 4294967295.0;  ///< instants

/// Time for `distance_mm` at `speed` m/s, in instants, to the nearest. Precondition: speed > 0.
[[nodiscard]] inline std::uint32_t travel_time(std::uint32_t distance_mm, double speed) noexcept {
  constexpr double kInstantsPerMillisecond = Instant::kPerSecond / 1000.0;
  const double duration = distance_mm / speed * kInstantsPerMillisecond + 0.5;
  return duration < kLongestDuration ? static_cast<std::uint32_t>(duration)
                                     : Instant::never().count;
}

/// Time for `persons` to pass one after another, `per_person` instants each: rounded up, so that no
/// exit or door ever passes more than its capacity. "Never" if it takes longer than can be counted.
[[nodiscard]] inline std::uint32_t passing_time(double persons, double per_person) noexcept {
  const double duration = persons * per_person;
  if (duration >= kLongestDuration) {
    return Instant::never().count;
  }
  const auto whole = static_cast<std::uint32_t>(duration);
  return whole + (static_cast<double>(whole) < duration ? 1U : 0U);
}

}  // namespace yanbi
