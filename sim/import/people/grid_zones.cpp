// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "sim/import/people/zones_import.hpp"

namespace yanbi {
namespace {

/// South-west corner of a cell, in cells; ordered from south to north, then west to east.
struct Cell {
  std::int64_t north = 0;
  std::int64_t east = 0;
  friend auto operator<=>(const Cell&, const Cell&) = default;
};

Cell cell_at(double side, double x, double y) {
  return {static_cast<std::int64_t>(std::floor(y / side)),
          static_cast<std::int64_t>(std::floor(x / side))};
}

void add_cell(const Cell& corner, double side, Geography& out) {
  const double west = static_cast<double>(corner.east) * side;
  const double south = static_cast<double>(corner.north) * side;
  out.key.push_back(fmt::format("E{}N{}", west, south));
  out.x.insert(out.x.end(), {west, west + side, west + side, west});
  out.y.insert(out.y.end(), {south, south, south + side, south + side});
  out.first_vertex.push_back(static_cast<std::uint32_t>(out.x.size()));
  out.first_ring.push_back(static_cast<std::uint32_t>(out.first_vertex.size() - 1));
}

}  // namespace

Geography make_grid(double cell, const City& city) {
  std::map<Cell, ZoneId> zones;
  // Zones are numbered when all are known; until then each is named by its place in the map.
  const auto zone_at = [&](double x, double y) -> const ZoneId* {
    return &zones.try_emplace(cell_at(cell, x, y)).first->second;
  };
  std::vector<const ZoneId*> origins;
  origins.reserve(city.origins.size());
  for (std::size_t i = 0; i < city.origins.size(); ++i) {
    origins.push_back(zone_at(city.origins.x[i], city.origins.y[i]));
  }
  const ZoneId nowhere;  // of works of which the ledger does not say where they are
  std::vector<const ZoneId*> works;
  for (std::size_t w = 0; w < city.works.size(); ++w) {
    works.push_back(city.works.is_located(w) ? zone_at(city.works.x[w], city.works.y[w])
                                             : &nowhere);
  }
  Geography out;
  out.name = "grid";
  out.first_ring.push_back(0);
  out.first_vertex.push_back(0);
  for (auto& [corner, zone] : zones) {
    zone = ZoneId(out.size());
    add_cell(corner, cell, out);
  }
  out.label = out.key;
  for (const ZoneId* zone : origins) {
    out.zone_of_origin.push_back(*zone);
  }
  for (const ZoneId* zone : works) {
    out.zone_of_work.push_back(*zone);
  }
  if (std::find(works.begin(), works.end(), &nowhere) != works.end()) {
    add_outside(out);
  }
  return out;
}

}  // namespace yanbi
