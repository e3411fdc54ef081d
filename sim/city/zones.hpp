// SPDX-License-Identifier: Apache-2.0
#pragma once
// Scoring geographies: named sets of zones (districts, grid cells) that every origin and work
// belongs to, exactly one zone each.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/id.hpp"

namespace yanbi {

/// One geography: its zones, and the zone of each origin and work. What lies in no zone belongs to
/// the last zone, keyed "outside", which exists only where it is needed: scores then add up.
struct Geography {
  static constexpr const char* kOutsideKey = "outside";

  std::string name;                    ///< "district", "grid", or any other name
  std::vector<std::string> key;        ///< id of the zone in its source, unique
  std::vector<std::string> label;      ///< name of the zone for people
  std::vector<ZoneId> zone_of_origin;  ///< size: origins
  std::vector<ZoneId> zone_of_work;    ///< size: works
  // Outlines in the working CRS, m: zone z has rings [first_ring[z], first_ring[z+1]), ring r has
  // vertices [first_vertex[r], first_vertex[r+1]). A ring is closed implicitly; holes are rings too
  // (even-odd rule).
  std::vector<std::uint32_t> first_ring;    ///< size: zones + 1
  std::vector<std::uint32_t> first_vertex;  ///< size: rings + 1
  std::vector<double> x;
  std::vector<double> y;

  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
};

}  // namespace yanbi
