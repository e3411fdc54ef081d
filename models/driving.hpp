// SPDX-License-Identifier: Apache-2.0
#pragma once
// Driving on links as first-in-first-out queues: free speed and capacity are the road's own, what a
// link stores follows from the room that a standing vehicle takes,
//   storage = length * lanes / space_per_vehicle,
// and is at least one vehicle.

#include <cstdint>

namespace yanbi {

/// Parameters of driving, with the units they are given in.
struct DrivingParameters {
  double space_per_vehicle = 7.5;  ///< m of one lane that a standing vehicle takes, gap included
  /// Vehicles that pull out from beside a full road for each one that comes along it, lanes being
  /// equal: those on the road rarely let them in.
  double pull_out_share = 0.1;
  friend bool operator==(const DrivingParameters&, const DrivingParameters&) = default;
};

/// The most vehicles that a link can be made to store: more than 490 km of one lane.
inline constexpr std::uint32_t kMostVehiclesOnLink = 65'535;

/// Vehicles that a link of `length` metres and `lanes` lanes stores: whole ones, at least 1 and at
/// most kMostVehiclesOnLink.
[[nodiscard]] std::uint32_t vehicle_storage(const DrivingParameters& parameters, double length,
                                            std::uint32_t lanes) noexcept;

}  // namespace yanbi
