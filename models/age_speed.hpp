// SPDX-License-Identifier: Apache-2.0
#pragma once
// How fast people of an age walk, and who is of limited mobility. Comfortable speeds of adults,
// m/s: Bohannon and Williams Andrews (2011), men and women by decade from 20 to 89 years. Children:
// Ando, as recalled, not verified,
//   v(a) = 0.16 a + 0.3   from 2 to 5 years,
//   v(a) = 0.06 a + 0.8   from 5 to 12.5 years, v in m/s, a in years.
// Assumptions of ours: between 12.5 and 20 years people walk as in their twenties, from 80 years on
// as in their eighties, and children under 2 are carried, at the speed of whoever carries them.

namespace yanbi {

/// Whether age decides how fast somebody walks.
enum class SpeedByAge {
  kIgnored,   ///< everybody's speed is from one distribution
  kBohannon,  ///< its mean is the comfortable speed of the age
};

/// Who is of limited mobility and how fast they walk; who counts as a child. Shares: American
/// Community Survey (US); speeds: frail people walk at 0.4 to 0.8 m/s.
struct MobilityParameters {
  double limited_under_65 = 0.051;  ///< share of those under 65 years
  double limited_65 = 0.226;        ///< share of those of 65 years and more
  double limited_share = 0.0;       ///< share of everybody, where ages are not known
  double limited_speed_min = 0.4;   ///< m/s, the slowest of them
  double limited_speed_max = 0.8;   ///< m/s, the fastest of them
  int child_age = 12;               ///< years from which on somebody is no child any more
  friend bool operator==(const MobilityParameters&, const MobilityParameters&) = default;
};

/// Comfortable walking speed at `age` years, m/s: the mean of the two sexes, from the table or the
/// equations above. Precondition: age >= 0.
[[nodiscard]] double comfortable_speed(double age) noexcept;

/// Share of people of `age` whole years who are of limited mobility.
[[nodiscard]] double limited_share_at(const MobilityParameters& parameters, int age) noexcept;

/// The speed below which a share `p` of the people of limited mobility walk, m/s: uniform between
/// the slowest and the fastest (the shape is an assumption). Precondition: 0 < p < 1.
[[nodiscard]] double limited_speed(const MobilityParameters& parameters, double p) noexcept;

}  // namespace yanbi
