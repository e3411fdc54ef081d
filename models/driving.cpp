// SPDX-License-Identifier: Apache-2.0
#include "models/driving.hpp"

#include <algorithm>

namespace yanbi {

std::uint32_t vehicle_storage(const DrivingParameters& parameters, double length,
                              std::uint32_t lanes) noexcept {
  const double vehicles = length * lanes / parameters.space_per_vehicle;
  return static_cast<std::uint32_t>(
      std::clamp(vehicles, 1.0, static_cast<double>(kMostVehiclesOnLink)));
}

std::uint64_t backward_wave_time(std::uint32_t storage, std::uint32_t headway,
                                 std::uint32_t free_time) noexcept {
  const std::uint64_t round = std::uint64_t{storage} * headway;
  return round > free_time ? round - free_time : 0;
}

}  // namespace yanbi
