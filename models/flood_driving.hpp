// SPDX-License-Identifier: Apache-2.0
#pragma once
// Vehicles in water: how fast they go, from which depth on they do not, and when they are carried
// off. Speed (Pregnolato et al. 2017):
//   v(w) = 0.0009 w^2 - 0.5529 w + 86.9448 km/h, w = depth in mm, 0 <= w <= 300,
// never above the speed on the dry road, and closed above 300 mm. A vehicle keeps to the road
// while depth (m), velocity (m/s) and flow = depth x velocity (m2/s) are within its limits.

#include <cstdint>
#include <string>
#include <vector>

namespace yanbi {

/// Water in which a vehicle keeps to the road.
struct VehicleWaterLimits {
  double depth = 0.0;     ///< m
  double velocity = 0.0;  ///< m/s
  double flow = 0.0;      ///< depth x velocity, m2/s

  friend bool operator==(const VehicleWaterLimits&, const VehicleWaterLimits&) = default;
};

/// Vehicles by the room below them, as HEC-LifeSim tells them apart.
enum class Clearance : std::uint8_t { kLow, kHigh };
/// How much of the spread of a limit to take.
enum class Estimate : std::uint8_t { kLow, kBest, kHigh };
/// Vehicles as Shand et al. (2011) and Australian Rainfall and Runoff tell them apart.
enum class CarSize : std::uint8_t { kSmall, kLarge, kFourWheelDrive };

/// Stability limits of HEC-LifeSim (technical reference): best estimate, lowest and highest.
[[nodiscard]] VehicleWaterLimits lifesim_limits(Clearance clearance, Estimate estimate) noexcept;

/// Limits of Shand et al. (2011) and Australian Rainfall and Runoff for still and slow water. All
/// recalled, not checked against the text.
[[nodiscard]] VehicleWaterLimits arr_limits(CarSize size) noexcept;

/// Parameters of driving in water.
struct FloodDrivingParameters {
  double curve_dry = 86.9448;                   ///< km/h without water
  double curve_slope = -0.5529;                 ///< km/h per mm
  double curve_square = 0.0009;                 ///< km/h per mm2
  double closed_depth = 0.30;                   ///< m above which nobody drives
  VehicleWaterLimits stands = {1.2, 4.5, 0.8};  ///< beyond them a vehicle is carried off

  friend bool operator==(const FloodDrivingParameters&, const FloodDrivingParameters&) = default;
};

/// Whether nobody drives into water of `depth` metres.
[[nodiscard]] bool closed_to_vehicles(const FloodDrivingParameters& parameters,
                                      double depth) noexcept;

/// Speed, m/s, in water of `depth` metres on a road whose speed is `dry_speed` m/s: that of the
/// curve where it is slower, 0 where the road is closed. Precondition: depth >= 0.
[[nodiscard]] double flooded_speed(const FloodDrivingParameters& parameters, double dry_speed,
                                   double depth) noexcept;

/// Whether a vehicle keeps to the road in water of `depth` m and `flow` m2/s (0 where it is not
/// known); its velocity is flow / depth.
[[nodiscard]] bool keeps_to_road(const VehicleWaterLimits& limits, double depth,
                                 double flow) noexcept;

/// What is wrong with the parameters, one sentence each; empty when they are valid.
[[nodiscard]] std::vector<std::string> faults(const FloodDrivingParameters& parameters);

}  // namespace yanbi
