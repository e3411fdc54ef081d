// SPDX-License-Identifier: Apache-2.0
#pragma once
// Driving on links as first-in-first-out queues: free speed and capacity are the road's own, what a
// link stores follows from the room that a standing vehicle takes,
//   storage = length * lanes / space_per_vehicle,
// and is at least one vehicle. With these three the fundamental diagram is a triangle, and a place
// that becomes free at the head of a link comes back to its tail with the backward wave
// (Newell 1993, "A simplified theory of kinematic waves in highway traffic").

#include <cstdint>

namespace yanbi {

/// What the tail of a link lets in.
enum class LinkModel : std::uint8_t {
  /// Newell's simplified kinematic wave: N_in(t) <= N_out(t - wave_time) + storage, and at most the
  /// capacity of the link.
  kKinematicWave,
  /// A spatial queue: whoever there is a place for, one step after it has become free.
  kQueue,
};

/// Parameters of driving, with the units they are given in.
struct DrivingParameters {
  double space_per_vehicle = 7.5;  ///< m of one lane that a standing vehicle takes, gap included
  /// Vehicles that pull out from beside a full road for each one that comes along it, lanes being
  /// equal: those on the road rarely let them in.
  double pull_out_share = 0.1;
  LinkModel links = LinkModel::kKinematicWave;
  friend bool operator==(const DrivingParameters&, const DrivingParameters&) = default;
};

/// The most vehicles that a link can be made to store: more than 490 km of one lane.
inline constexpr std::uint32_t kMostVehiclesOnLink = 65'535;

/// Vehicles that a link of `length` metres and `lanes` lanes stores: whole ones, at least 1 and at
/// most kMostVehiclesOnLink.
[[nodiscard]] std::uint32_t vehicle_storage(const DrivingParameters& parameters, double length,
                                            std::uint32_t lanes) noexcept;

/// Time that the backward wave takes from the head of a link to its tail, in the unit of the other
/// two times. The triangle of free speed u, capacity q and jam density k has the wave speed
/// w = q / (k - q / u), so that
///   length / w = storage / q - length / u.
/// A link on which every place that leaves free flow comes back so late still passes its whole
/// capacity: `storage` vehicles in each free_time + wave_time. 0 where the storage is less than
/// what free flow at capacity needs: there is no triangle then, and the storage limits the flow.
/// @param headway 1 / q, the time between two vehicles at capacity.
/// @param free_time length / u.
[[nodiscard]] std::uint64_t backward_wave_time(std::uint32_t storage, std::uint32_t headway,
                                               std::uint32_t free_time) noexcept;

}  // namespace yanbi
