// SPDX-License-Identifier: Apache-2.0
#pragma once
// Walking on links: speed falls with the density of those who move, capacity limits what leaves,
// and storage limits who may stand. Equation: Weidmann (1993) in the form of Kladek,
//   v(rho) = v_free * (1 - exp(-gamma * (1/rho - 1/rho_jam)))
// with v_free in m/s, rho in persons/m2, gamma = 1.913 /m2, rho_jam = 5.4 /m2.

namespace yanbi {

/// Parameters of walking, with the units they are given in.
struct WalkingParameters {
  double free_speed_mean = 1.34;  ///< m/s
  double free_speed_sd = 0.26;    ///< m/s
  double free_speed_min = 0.40;   ///< m/s, nobody is slower
  double free_speed_max = 2.40;   ///< m/s, nobody is faster
  double gamma = 1.913;           ///< persons/m2
  double jam_density = 5.4;       ///< persons/m2: storage of a link
  double capacity_density =
      1.75;                     ///< persons/m2: density of the largest flow; speed falls no further
  double specific_flow = 1.22;  ///< persons/(m s): capacity of a link's exit
  double stairs_down_factor = 0.5;  ///< speed on stairs down / on the flat
  double stairs_up_factor = 0.35;   ///< speed on stairs up / on the flat

  friend bool operator==(const WalkingParameters&, const WalkingParameters&) = default;
};

/// Speed at `density` (persons/m2 that move) as a share of the free speed: 1 at zero, 0 at jam.
[[nodiscard]] double speed_ratio(const WalkingParameters& parameters, double density) noexcept;

/// The same with the density held at the capacity density at most: what walkers on a link use,
/// since those whom the exit cannot take wait in its queue and are not moving. Never below
/// speed_ratio(capacity_density).
[[nodiscard]] double moving_speed_ratio(const WalkingParameters& parameters,
                                        double density) noexcept;

/// Speed of the backward wave in a crowd, m/s: specific_flow / (jam_density - capacity_density),
/// the slope that joins the point of largest flow with the jam. A place freed at the exit shows at
/// the entry after length / this speed.
[[nodiscard]] double backward_wave_speed(const WalkingParameters& parameters) noexcept;

/// Free speeds of persons: the normal distribution N(mean, sd), truncated to [min, max].
class FreeSpeedDistribution {
 public:
  explicit FreeSpeedDistribution(const WalkingParameters& parameters) noexcept;
  /// The speed below which a share `p` of people walk, m/s. Precondition: 0 < p < 1.
  [[nodiscard]] double quantile(double p) const noexcept;

 private:
  double mean_;
  double sd_;
  double share_below_min_ = 0.0;
  double share_below_max_ = 1.0;
};

}  // namespace yanbi
