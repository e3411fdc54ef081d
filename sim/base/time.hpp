// SPDX-License-Identifier: Apache-2.0
#pragma once
// Simulated time. What is published counts whole ticks of 0.1 s after the alarm. The kernel carries
// ten more binary digits (`Instant`), so that the times of many short links add up without being
// rounded up link by link.

#include <cmath>
#include <compare>
#include <cstdint>
#include <limits>

namespace yanbi {

/// A time or a duration in steps of 0.1 s, as it is published. Zero is the alarm.
struct Tick {
  static constexpr int kPerSecond = 10;
  std::int32_t count = 0;

  /// "Never": later than every time that can be reached.
  static constexpr Tick never() noexcept { return {std::numeric_limits<std::int32_t>::max()}; }
  [[nodiscard]] constexpr bool is_never() const noexcept { return *this == never(); }
  [[nodiscard]] constexpr double seconds() const noexcept { return count / double{kPerSecond}; }
  friend constexpr auto operator<=>(Tick, Tick) noexcept = default;
};

/// The nearest tick to a number of seconds. Precondition: |seconds| < 2e8.
[[nodiscard]] inline Tick to_tick(double seconds) noexcept {
  return {static_cast<std::int32_t>(std::llround(seconds * Tick::kPerSecond))};
}

/// A time inside a run, in 1/1024 of a tick (about 0.1 ms), up to 4.85 days after the alarm.
struct Instant {
  static constexpr std::uint32_t kPerTick = 1024;
  static constexpr double kPerSecond = double{kPerTick} * Tick::kPerSecond;
  std::uint32_t count = 0;

  static constexpr Instant never() noexcept { return {std::numeric_limits<std::uint32_t>::max()}; }
  [[nodiscard]] constexpr bool is_never() const noexcept { return *this == never(); }
  friend constexpr auto operator<=>(Instant, Instant) noexcept = default;
};

/// The longest time after the alarm that a run may cover, s.
inline constexpr double kLongestHorizonSeconds = 4.0 * 86400.0;

[[nodiscard]] constexpr Instant to_instant(Tick tick) noexcept {
  return tick.is_never() ? Instant::never()
                         : Instant{static_cast<std::uint32_t>(tick.count) * Instant::kPerTick};
}

/// The first tick that is not before `instant`: "inside at T" then means `tick <= T`.
[[nodiscard]] constexpr Tick to_tick(Instant instant) noexcept {
  return instant.is_never()
             ? Tick::never()
             : Tick{static_cast<std::int32_t>(
                   (std::uint64_t{instant.count} + Instant::kPerTick - 1) / Instant::kPerTick)};
}

/// A duration in instants, to the nearest. Precondition: 0 <= seconds <= kLongestHorizonSeconds.
[[nodiscard]] inline std::uint32_t to_instants(double seconds) noexcept {
  const double instants = seconds * Instant::kPerSecond;
  const auto whole = static_cast<std::uint32_t>(instants);
  return instants - whole < 0.5 ? whole : whole + 1;
}

/// `instant` + `duration`, which never passes "never".
[[nodiscard]] constexpr Instant later(Instant instant, std::uint32_t duration) noexcept {
  const std::uint64_t sum = std::uint64_t{instant.count} + duration;
  return sum >= Instant::never().count ? Instant::never()
                                       : Instant{static_cast<std::uint32_t>(sum)};
}

}  // namespace yanbi
