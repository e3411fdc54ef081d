// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/hecras_flood.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/parallel.hpp"
#include "sim/import/hazard/area_layer.hpp"
#include "sim/import/hazard/city_index.hpp"
#include "sim/import/hazard/flood_builder.hpp"
#include "sim/import/hazard/hecras_file.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

/// A cell with an area: position of its flow area, and its number there.
struct MeshCell {
  std::size_t area = 0;
  std::size_t cell = 0;
};

/// Cells and where they lie.
struct PlacedCells {
  std::vector<MeshCell> cells;
  std::vector<std::unique_ptr<Area>> areas;  ///< by position in `cells`
};

/// Cells by the mesh of the file.
PlacedCells cells_of_mesh(const MeshResults& results, const Crs& crs, const HecRasFloodSpec& spec,
                          const FloodContext& context) {
  PlacedCells placed;
  const Projector projector(crs, context.working);
  for (std::size_t a = 0; a < results.areas.size(); ++a) {
    const MeshArea& area = results.areas[a];
    std::vector<double> x;
    std::vector<double> y;
    for (const std::vector<AreaEdge>& sides : area.sides) {
      for (const AreaEdge& side : sides) {
        x.insert(x.end(), {side.ax, side.bx});
        y.insert(y.end(), {side.ay, side.by});
      }
    }
    static_cast<void>(
        projector.project(x, y, {spec.results.given, area.name, {}}, context.problems));
    std::size_t next = 0;
    for (std::size_t c = 0; c < area.sides.size(); ++c) {
      std::vector<AreaEdge> sides;
      for (std::size_t i = 0; i < area.sides[c].size(); ++i, next += 2) {
        sides.push_back({x[next], y[next], x[next + 1], y[next + 1]});
      }
      if (!sides.empty()) {
        placed.cells.push_back({a, c});
        placed.areas.push_back(make_polygon(std::move(sides)));
      }
    }
  }
  return placed;
}

/// The cell that a row of a layer of cell polygons names; a problem and nothing when there is none.
std::optional<MeshCell> named_cell(const Table& table, std::size_t row,
                                   std::optional<std::size_t> area_column, std::size_t cell_column,
                                   const MeshResults& results, ProblemList& problems) {
  std::size_t area = 0;
  if (area_column) {
    const std::string name(trimmed(table.cell(row, *area_column)));
    const auto found = std::ranges::find(results.areas, name, &MeshArea::name);
    if (found == results.areas.end()) {
      problems.add(table.problem_at(row, table.columns[*area_column], name,
                                    "the results have no such 2D flow area",
                                    "give the cells of the same model"));
      return std::nullopt;
    }
    area = static_cast<std::size_t>(found - results.areas.begin());
  }
  const std::optional<int> cell = parse_whole(table.cell(row, cell_column));
  if (!cell || static_cast<std::size_t>(*cell) >= results.areas[area].cells()) {
    problems.add(table.problem_at(
        row, table.columns[cell_column], table.cell(row, cell_column),
        fmt::format("the flow area has the cells 0 to {}", results.areas[area].cells() - 1),
        "give the cells of the same model"));
    return std::nullopt;
  }
  return MeshCell{area, static_cast<std::size_t>(*cell)};
}

/// Cells by a layer of their polygons.
PlacedCells cells_of_layer(const HecRasFloodSpec& spec, const MeshResults& results,
                           const FloodContext& context) {
  PlacedCells placed;
  AreaLayer layer = read_area_layer(*spec.cells, {spec.area_column, spec.cell_column}, "flood",
                                    context.working, context.problems, context.notes);
  if (layer.areas.empty()) {
    return placed;
  }
  const auto cell_column = find_column(layer.table, spec.cell_column, context.problems);
  const bool has_area =
      std::ranges::find(layer.table.columns, spec.area_column) != layer.table.columns.end();
  const auto area_column = has_area || results.areas.size() > 1
                               ? find_column(layer.table, spec.area_column, context.problems)
                               : std::nullopt;
  if (!cell_column || (results.areas.size() > 1 && !area_column)) {
    return placed;
  }
  for (std::size_t row = 0; row < layer.areas.size(); ++row) {
    const std::optional<MeshCell> cell =
        named_cell(layer.table, row, area_column, *cell_column, results, context.problems);
    if (cell && layer.areas[row]) {
      placed.cells.push_back(*cell);
      placed.areas.push_back(std::move(layer.areas[row]));
    }
  }
  return placed;
}

/// Where the cells lie, by the layer if one is given; a problem when nobody says it.
PlacedCells place_cells(const HecRasFloodSpec& spec, const MeshResults& results,
                        const FloodContext& context) {
  if (spec.cells) {
    return cells_of_layer(spec, results, context);
  }
  const bool has_mesh =
      std::ranges::any_of(results.areas, [](const MeshArea& area) { return !area.sides.empty(); });
  if (!has_mesh) {
    context.problems.add({spec.results.given, 0, "geometry", "",
                          "the file has results but no mesh, so nobody knows where its cells lie",
                          "add [flood.hecras.geometry] with the file of the plan that has it, or "
                          "[flood.hecras.cells] with a layer of cell polygons"});
    return {};
  }
  const std::optional<Crs> crs = Crs::parse(spec.results.crs.value_or(results.crs));
  if (!crs) {
    context.problems.add({spec.results.given, 0, "crs", "",
                          "neither the mesh nor the hazard file states a CRS",
                          "add crs = \"EPSG:...\" to [flood.hecras]"});
    return {};
  }
  return cells_of_mesh(results, *crs, spec, context);
}

/// Depths and velocities of the placed cells.
class MeshWater {
 public:
  MeshWater(const MeshResults& results, const std::vector<MeshCell>& cells)
      : results_(results), cells_(cells) {}

  [[nodiscard]] bool has_velocity() const {
    return std::ranges::all_of(results_.areas, [](const MeshArea& area) {
      return !area.speed.empty() && !area.faces.empty();
    });
  }

  [[nodiscard]] CellWater at(std::size_t output) const {
    CellWater water;
    const bool with_velocity = has_velocity();
    for (const MeshCell& each : cells_) {
      const MeshArea& area = results_.areas[each.area];
      const double ground =
          area.bed.empty() ? double{area.surface.front()[each.cell]} : area.bed[each.cell];
      const double depth = double{area.surface[output][each.cell]} - ground;
      water.depth.push_back(depth > 0.0 ? static_cast<float>(depth) : 0.0F);  // NaN is dry
      if (with_velocity) {
        water.velocity.push_back(fastest(area, output, each.cell));
      }
    }
    return water;
  }

 private:
  static float fastest(const MeshArea& area, std::size_t output, std::size_t cell) {
    float most = 0.0F;
    for (const std::uint32_t face : area.faces[cell]) {
      if (face < area.speed[output].size() && std::isfinite(area.speed[output][face])) {
        most = std::max(most, std::abs(area.speed[output][face]));
      }
    }
    return most;
  }

  const MeshResults& results_;
  const std::vector<MeshCell>& cells_;
};

void note_mesh(const MeshResults& results, const PlacedCells& placed, bool has_velocity,
               std::vector<ImportNote>& notes) {
  add_note(notes, "flood", "cells", as_figure(placed.cells.size()), "cells",
           fmt::format("{} cells of {} 2D flow areas, in '{}' (one is {} m).", placed.cells.size(),
                       results.areas.size(), results.unit, results.factor));
  for (const MeshArea& area : results.areas) {
    if (area.bed.empty()) {
      add_note(notes, "flood", "no_ground", as_figure(area.cells()), "cells",
               fmt::format("'{}': the file has no lowest ground of cells; depth is the rise of the "
                           "water above the first output, and water that stood there then does not "
                           "count.",
                           area.name));
    } else {
      add_note(notes, "flood", "lowest_ground", as_figure(area.cells()), "cells",
               fmt::format("'{}': depth is that above the lowest ground of a cell.", area.name));
    }
  }
  if (!has_velocity) {
    add_note(notes, "flood", "no_velocity", 0.0, "",
             "Velocities are not known: the file has none at faces, or no mesh.");
  }
}

}  // namespace

std::optional<Flood> hecras_flood(const HecRasFloodSpec& spec, const FloodContext& context) {
  const std::size_t before = context.problems.size();
  report_progress(context.progress, "reading HEC-RAS results", 0.0);
  const std::optional<MeshResults> results = read_hecras(spec, context.problems);
  if (!results) {
    return std::nullopt;
  }
  PlacedCells placed = place_cells(spec, *results, context);
  if (context.problems.size() > before) {
    return std::nullopt;
  }
  const CityIndex index(context.city);
  CityCells cells =
      cells_in_areas(context.city, index, placed.areas, dry_streets(context), context.threads);
  if (cells.streets.cell.empty()) {
    context.problems.add({spec.results.given, 0, "geometry", "",
                          "no street of the city lies in any cell of the model",
                          "check that the model is of this city, and its CRS"});
    return std::nullopt;
  }
  const MeshWater water(*results, placed.cells);
  FloodBuilder builder(context.city.network, std::move(cells), frame_ticks(results->times),
                       water.has_velocity());
  parallel_for(results->times.size(), context.threads, 1,
               [&](std::size_t f) { builder.add(f, water.at(f)); });
  note_mesh(*results, placed, water.has_velocity(), context.notes);
  note_frames(results->times, context.notes);
  Flood flood = builder.finish();
  note_flood(flood, context.notes);
  return flood;
}

}  // namespace yanbi
