// SPDX-License-Identifier: Apache-2.0
#pragma once
// People in water: how much slower they walk, where they still go in and where they still stand.
//   factor(d) = max(least_factor, dry(d) * dark(d))
//   dry(d)    = 1 - slow_per_metre * min(d, slow_depth)
//                 - slow_per_metre_beyond * max(0, d - slow_depth)
//   dark(d)   = 1 - (1 - dark_factor) * min(1, d / slow_depth)
// d = depth, m, from 0 up. Measured for clear water up to 0.35 m: -38.6 % (men) and -44.8 % (women)
// at 0.35 m, little more up to 0.90 m (Li et al. 2026); in the dark or in turbid water a further
// -30 to -50 % (Mizuno & Nihei). That darkness counts from no water on to `slow_depth` is ours.
// Limits are of depth (m) and of flow = depth x velocity (m2/s): Australian Rainfall and Runoff.

#include <cstdint>
#include <string>
#include <vector>

namespace yanbi {

/// People who meet the same limits in water.
enum class PersonClass : std::uint8_t {
  kVulnerable,  ///< children and people of limited mobility
  kAdult,
};

/// Water that is not passed any more above either of them.
struct WaterLimits {
  double depth = 0.0;  ///< m
  double flow = 0.0;   ///< depth x velocity, m2/s

  friend bool operator==(const WaterLimits&, const WaterLimits&) = default;
};

/// The limits of one class of people.
struct PersonWaterLimits {
  WaterLimits enter;  ///< nobody goes into more
  WaterLimits stand;  ///< nobody keeps their feet in more

  friend bool operator==(const PersonWaterLimits&, const PersonWaterLimits&) = default;
};

/// Parameters of walking in water.
struct FloodWalkingParameters {
  double slow_per_metre = 1.2;         ///< share of the speed lost per m, up to slow_depth
  double slow_depth = 0.35;            ///< m, the depth up to which speed falls steeply
  double slow_per_metre_beyond = 0.1;  ///< share of the speed lost per m, beyond it
  double least_factor = 0.2;           ///< nobody who moves is slowed by more
  double dark_factor = 1.0;            ///< further factor of turbid water or darkness; 1 = clear
  PersonWaterLimits vulnerable = {{0.5, 0.4}, {0.5, 0.4}};
  PersonWaterLimits adult = {{1.2, 0.6}, {1.2, 1.2}};

  friend bool operator==(const FloodWalkingParameters&, const FloodWalkingParameters&) = default;
};

/// The limits of one class.
[[nodiscard]] const PersonWaterLimits& limits_of(const FloodWalkingParameters& parameters,
                                                 PersonClass people) noexcept;

/// Speed in water of `depth` metres as a share of the speed on dry ground: 1 without water, never
/// rising with depth, continuous, at least `least_factor`. Precondition: depth >= 0.
[[nodiscard]] double water_speed_factor(const FloodWalkingParameters& parameters,
                                        double depth) noexcept;

/// Whether people of a class go into water of `depth` m and `flow` m2/s (0 where it is not known).
[[nodiscard]] bool may_enter(const FloodWalkingParameters& parameters, PersonClass people,
                             double depth, double flow) noexcept;

/// Whether people of a class who are in such water keep their feet.
[[nodiscard]] bool stands(const FloodWalkingParameters& parameters, PersonClass people,
                          double depth, double flow) noexcept;

/// What is wrong with the parameters, one sentence each; empty when they are valid.
[[nodiscard]] std::vector<std::string> faults(const FloodWalkingParameters& parameters);

}  // namespace yanbi
