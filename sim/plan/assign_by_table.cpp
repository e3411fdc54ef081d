// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>

#include "sim/plan/assignment.hpp"

namespace yanbi {

Assignment assign_by_table(const PlanInput& input, const PlanTable& table) {
  Assignment assignment(input.parties().size());
  for (const PlanTableRow& row : table.rows) {
    if (!input.city().origins.position[row.origin.index()]) {
      continue;  // off the network: nobody there can walk anywhere
    }
    std::int64_t places = row.persons.value_or(std::numeric_limits<std::int64_t>::max());
    const PartyRange range = input.parties_of(row.origin);
    for (std::uint32_t p = range.first; p < range.last; ++p) {
      const std::int64_t persons = input.parties().persons[p];
      if (!assignment[p].has_value() && persons <= places) {
        assignment[p] = row.shelter;
        places -= persons;
      }
    }
  }
  return assignment;
}

}  // namespace yanbi
