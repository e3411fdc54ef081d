// SPDX-License-Identifier: Apache-2.0
#pragma once
// Sirens: a working siren warns those who hear it, within its reach, once its sound has come to
// them,
//   t = delay + d / c
// with delay, s, from the alarm to its first sound, d the straight distance, m, and c = 340 m/s the
// speed of sound at 15 degrees Celsius. Shares: about 3 % of 2,830 sirens failed in a national
// drill in Israel; 76.5 % of the households heard the sirens of a notified test at Nanticoke. The
// reach is an assumption: it depends on the siren, on buildings and on the wind.

namespace yanbi {

inline constexpr double kSpeedOfSound = 340.0;  ///< m/s

/// Parameters of all sirens of which the table of sirens says nothing else.
struct SirenParameters {
  double reach = 500.0;   ///< m, straight distance up to which a siren is heard
  double failure = 0.03;  ///< probability that a siren fails, in each run
  double heard = 0.765;   ///< share of the households within reach of a working one who hear it
  friend bool operator==(const SirenParameters&, const SirenParameters&) = default;
};

/// Time from the alarm to the sound of a siren, m away, that begins `delay` s after it, s.
[[nodiscard]] constexpr double siren_heard_after(double delay, double distance) noexcept {
  return delay + distance / kSpeedOfSound;
}

}  // namespace yanbi
