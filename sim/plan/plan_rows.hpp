// SPDX-License-Identifier: Apache-2.0
#pragma once
// A plan as rows for tables and maps.

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/plan/parties.hpp"
#include "sim/plan/plan.hpp"

namespace yanbi {

/// What a row of a written plan stands for.
enum class PlanGrouping {
  kOrigin,  ///< those of an origin who go to one shelter, at one time
  kParty,   ///< one household
};

struct PlanRow {
  OriginId origin;
  std::uint32_t party = 0;  ///< number of the household in its origin, from 1; 0 = by origin
  ShelterId shelter;
  std::int64_t persons = 0;
  std::uint64_t walk_mm = 0;     ///< mean of the persons
  Tick departs = Tick::never();  ///< never = as drawn
  RouteId route;                 ///< that of the first household
};

/// Rows of all who have a shelter: by origin, nearest shelter first, or in the order of parties.
/// With `by_route`, people who take different ways have rows of their own.
[[nodiscard]] std::vector<PlanRow> plan_rows(const City& city, const Parties& parties,
                                             const Plan& plan, PlanGrouping by, bool by_route);

}  // namespace yanbi
