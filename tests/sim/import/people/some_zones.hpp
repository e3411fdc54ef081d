// SPDX-License-Identifier: Apache-2.0
#pragma once
// Geographies made by hand, ring by ring, for tests.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/city/zones.hpp"

namespace yanbi::test {

inline Geography no_zones() {
  Geography zones;
  zones.name = "district";
  zones.first_ring = {0};
  zones.first_vertex = {0};
  return zones;
}

inline void add_ring(Geography& zones, const std::vector<std::pair<double, double>>& ring) {
  for (const auto& [x, y] : ring) {
    zones.x.push_back(x);
    zones.y.push_back(y);
  }
  zones.first_vertex.push_back(static_cast<std::uint32_t>(zones.x.size()));
}

inline void end_zone(Geography& zones, const std::string& key) {
  zones.key.push_back(key);
  zones.label.push_back(key);
  zones.first_ring.push_back(static_cast<std::uint32_t>(zones.first_vertex.size() - 1));
}

inline std::vector<std::pair<double, double>> square(double x, double y, double side) {
  return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}};
}

}  // namespace yanbi::test
