// SPDX-License-Identifier: Apache-2.0
#pragma once
// The course of a route on the map.

#include <utility>
#include <vector>

#include "sim/city/road_network.hpp"
#include "sim/plan/route_table.hpp"

namespace yanbi {

/// Vertices of a route along its streets, working CRS, m: from its place on the first link to its
/// place on the last one, at least two. Where a street's length is not that of its drawing, places
/// divide both in the same proportion.
[[nodiscard]] std::vector<std::pair<double, double>> route_course(const RoadNetwork& network,
                                                                  const Route& route);

}  // namespace yanbi
