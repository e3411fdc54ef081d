// SPDX-License-Identifier: Apache-2.0
#pragma once
// Points at which the water of a raster is looked up: along every street, at every door and origin.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/city/city.hpp"

namespace yanbi {

/// Points of the places of one kind, place by place.
struct PlaceSamples {
  std::vector<std::uint32_t> first = {0};  ///< size: places + 1
  std::vector<double> x;                   ///< working CRS, m
  std::vector<double> y;
  std::vector<float> share;  ///< of the place's length that a sample stands for; sums to 1
};

/// By street: 1 where it is left dry whatever lies below, since it is a bridge.
[[nodiscard]] std::vector<std::uint8_t> bridges_of(const RoadNetwork& network);

/// Samples at all vertices of each street, and between them at equal distances of at most `spacing`
/// m. Streets that are `skipped` (1), and those without a length, have none.
[[nodiscard]] PlaceSamples street_samples(const RoadNetwork& network, double spacing,
                                          std::span<const std::uint8_t> skipped);

/// One sample for each position.
[[nodiscard]] PlaceSamples point_samples(const std::vector<double>& x,
                                         const std::vector<double>& y);

}  // namespace yanbi
