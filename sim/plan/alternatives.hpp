// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table of redirection: where someone refused at a door can go next, and how.

#include <cstdint>
#include <vector>

#include "sim/plan/plan.hpp"
#include "sim/plan/plan_input.hpp"

namespace yanbi {

/// Alternatives of every door, as in Plan; their routes are positions in `routes`.
struct AlternativeTable {
  std::vector<std::uint32_t> first_alternative;
  std::vector<Alternative> alternatives;
  RouteTable routes;
};

/// For each door of a shelter that takes people: up to `parameters.alternatives` other such
/// shelters within `parameters.max_walk`, nearest first, equally near ones by id. Doors of one
/// shelter at one place share their routes. Empty for every door when redirection is not enabled.
[[nodiscard]] AlternativeTable find_alternatives(const PlanInput& input,
                                                 const RedirectionParameters& parameters);

}  // namespace yanbi
