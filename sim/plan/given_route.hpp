// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a given route meets the place where people start and the work that they go to.

#include <cstdint>
#include <optional>

#include "sim/city/city.hpp"
#include "sim/plan/route_table.hpp"
#include "sim/plan/route_text.hpp"
#include "sim/plan/shelters.hpp"

namespace yanbi {

/// Adds the route that `reader` has read to `routes`, from the place of `origin` to the first door
/// of `shelter` on its last link, and enters its id; what is wrong with it, else. It must begin on
/// the street of the origin, or where the origin stands at a node, with a link that leaves or
/// enters this node; and end on a link of a door of the shelter, or at the node where a door
/// stands. A single node will do where both stand at it.
[[nodiscard]] std::optional<RouteFault> add_given_route(const City& city, const Shelters& shelters,
                                                        OriginId origin, ShelterId shelter,
                                                        const RouteReader& reader, RouteUse use,
                                                        RouteTable& routes, RouteId& id);

}  // namespace yanbi
