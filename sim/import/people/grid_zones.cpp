// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <cmath>
#include <compare>
#include <cstdint>
#include <map>
#include <optional>

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

/// The cell of each work; nothing where the ledger does not say.
std::vector<std::optional<Cell>> cells_of_works(double side, const Works& works) {
  std::vector<std::optional<Cell>> cells(works.size());
  for (std::size_t w = 0; w < works.size(); ++w) {
    if (works.is_located(w)) {
      cells[w] = cell_at(side, works.x[w], works.y[w]);
    }
  }
  return cells;
}

}  // namespace

Geography make_grid(double cell, const City& city) {
  std::vector<Cell> origins;
  for (std::size_t i = 0; i < city.origins.size(); ++i) {
    origins.push_back(cell_at(cell, city.origins.x[i], city.origins.y[i]));
  }
  const std::vector<std::optional<Cell>> works = cells_of_works(cell, city.works);
  std::map<Cell, ZoneId> zones;
  for (const Cell& corner : origins) {
    zones.emplace(corner, ZoneId());
  }
  for (const std::optional<Cell>& corner : works) {
    if (corner) {
      zones.emplace(*corner, ZoneId());
    }
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
  for (const Cell& corner : origins) {
    out.zone_of_origin.push_back(zones.at(corner));
  }
  bool all_located = true;
  for (const std::optional<Cell>& corner : works) {
    out.zone_of_work.push_back(corner ? zones.at(*corner) : ZoneId());
    all_located = all_located && corner.has_value();
  }
  if (!all_located) {
    add_outside(out);
  }
  return out;
}

}  // namespace yanbi
