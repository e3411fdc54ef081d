// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ways to one shelter: how far each origin has to walk to its nearest door, and the route.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/plan/plan_input.hpp"
#include "sim/plan/route_table.hpp"

namespace yanbi {

/// An origin that can walk to the shelter, and how far that is: access, streets and egress.
struct OriginDistance {
  OriginId origin;
  std::uint32_t distance_mm = 0;
};

/// Where a search towards the shelter starts on reversed links: each door as seen from the link's
/// tail, for both directions of its street.
[[nodiscard]] std::vector<SearchSource> door_sources(const PlanInput& input, ShelterId shelter);

/// Origins that can walk to the shelter along one street, without passing a node, within
/// `bound_mm`. An origin may occur several times.
[[nodiscard]] std::vector<OriginDistance> direct_ways(const PlanInput& input, ShelterId shelter,
                                                      std::uint32_t bound_mm);

struct NodeDistance {
  NodeId node;
  std::uint32_t distance_mm = 0;
};

/// What the tree towards one shelter found.
struct ShelterReach {
  std::vector<OriginDistance> origins;  ///< an origin may occur several times; the least counts
  std::vector<NodeDistance> nodes;      ///< settled nodes, nearest first
};

/// Grows the tree towards `shelter` and lists whom it reaches within `bound_mm` (all of the walk).
/// `enough_mm` (by node; may be empty) ends branches where another shelter is known to be nearer.
[[nodiscard]] ShelterReach reach_of(const PlanInput& input, ShelterId shelter,
                                    std::uint32_t bound_mm,
                                    std::span<const std::uint32_t> enough_mm);

/// The shortest routes from `origins` to `shelter`, at most kLongestWayMm long.
struct ShelterRoutes {
  RouteTable routes;
  std::vector<std::optional<RouteId>> route_of;  ///< by position in `origins`; none = no way
};
[[nodiscard]] ShelterRoutes routes_to(const PlanInput& input, ShelterId shelter,
                                      std::span<const OriginId> origins);

}  // namespace yanbi
