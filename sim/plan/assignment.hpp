// SPDX-License-Identifier: Apache-2.0
#pragma once
// The policies: which shelter each party is assigned to, before routes are drawn.

#include <cstdint>
#include <vector>

#include "sim/plan/plan_input.hpp"
#include "sim/plan/plan_table.hpp"

namespace yanbi {

/// Shelter of each party; empty = none. Index = PartyId.
using Assignment = std::vector<ShelterId>;

/// Whether the policies that choose by distance may send people there.
[[nodiscard]] inline bool takes_people(const Shelters& shelters, ShelterId shelter) {
  return shelters.places[shelter.index()] > 0 &&
         shelters.first_entrance[shelter.index()] < shelters.first_entrance[shelter.index() + 1];
}

/// Every party of an origin to the shelter that is nearest to it by network distance, full or not,
/// if it is within `max_walk_mm`. Of shelters equally near, the smaller id.
[[nodiscard]] Assignment assign_nearest(const PlanInput& input, std::uint32_t max_walk_mm);

/// Pairs of origin and shelter within `max_walk_mm` are taken in the order of (distance, origin,
/// shelter); of each, the parties not yet placed that fit into the places left, in their order. A
/// party is placed whole or not at all.
[[nodiscard]] Assignment assign_nearest_with_places(const PlanInput& input,
                                                    std::uint32_t max_walk_mm);

/// What a given table says of each party.
struct TableAssignment {
  Assignment shelter;
  std::vector<RouteId> route;    ///< in the table's routes; empty id = not given; may be left empty
  std::vector<Tick> departs_at;  ///< never = not given; may be left empty
};

/// As the table says: first the rows that are for one party each, then the others in their order,
/// each of which takes parties of its origin, in their order, that fit into its persons. Parties
/// left over have no shelter.
[[nodiscard]] TableAssignment assign_by_table(const PlanInput& input, const PlanTable& table);

}  // namespace yanbi
