// SPDX-License-Identifier: Apache-2.0
#pragma once
// Water at the doors and on the stairs of works below ground. A door lets water in once it stands
// above the sill; who is inside then pushes the door outwards against it:
//   share able to = 1 up to door_easy, 0 from door_limit on, straight between; m above the sill.
// Door and stair tests at full scale, Kyoto University; velocities down flooded stairs after
// Ishigaki. The straight line is ours.

#include <string>
#include <vector>

namespace yanbi {

/// Parameters of water at works below ground.
struct UndergroundParameters {
  double default_sill = 0.30;  ///< m above the ground, where the ledger does not say
  double door_easy = 0.20;     ///< m above the sill, up to which everybody opens an outward door
  double door_limit = 0.40;    ///< m above the sill, from which on nobody does
  double stairs_depth = 0.30;  ///< m at the head of the stairs, up to which people climb them
  double stairs_flow = 0.28;   ///< m2/s down the stairs, up to which people climb them

  friend bool operator==(const UndergroundParameters&, const UndergroundParameters&) = default;
};

/// Whether water of `depth` m above the ground runs over a sill of `sill` m above the ground.
[[nodiscard]] bool overtopped(double depth, double sill) noexcept;

/// Share of people, 0 to 1, who are able to push an outward steel door open against water that
/// stands `depth_above_sill` m above its sill (0 or less: everybody).
[[nodiscard]] double door_open_share(const UndergroundParameters& parameters,
                                     double depth_above_sill) noexcept;

/// Velocity, m/s, of water that runs down stairs from a street under `depth` m of it: 2, 4 and
/// 6 m/s at 0.10, 0.30 and 0.50 m (Ishigaki), straight between and down to 0 at 0 m, and 6 m/s
/// beyond.
[[nodiscard]] double stair_velocity(double depth) noexcept;

/// Whether people climb stairs (of up to 28.2 degrees) against water of `depth` m at their head and
/// `flow` m2/s (0 where it is not known).
[[nodiscard]] bool stairs_passable(const UndergroundParameters& parameters, double depth,
                                   double flow) noexcept;

/// What is wrong with the parameters, one sentence each; empty when they are valid.
[[nodiscard]] std::vector<std::string> faults(const UndergroundParameters& parameters);

}  // namespace yanbi
