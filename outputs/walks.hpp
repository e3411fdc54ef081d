// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far people walk to the shelter that the plan assigns them, by zone of their home.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/city/zones.hpp"
#include "sim/kernel/simulation.hpp"

namespace yanbi {

/// Walks by zone, m; NaN where nobody has a shelter assigned.
struct WalkFigures {
  std::vector<double> mean;  ///< over persons
  std::vector<double> p95;   ///< the shortest walk that 95 % of the persons do not exceed
};

/// The walks of all parties with an assigned shelter, over persons.
class Walks {
 public:
  explicit Walks(const SimulationInput& input);
  [[nodiscard]] WalkFigures by_zone(const Geography& geography) const;

 private:
  /// Neighbours in the list of parties that have one origin and one route.
  struct Group {
    OriginId origin;
    std::uint64_t walk_mm = 0;
    std::int64_t persons = 0;
  };
  std::vector<Group> groups_;
};

}  // namespace yanbi
