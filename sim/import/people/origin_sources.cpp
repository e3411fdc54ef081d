// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/origin_sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "sim/import/geo/polygon_table.hpp"
#include "sim/import/geo/raster.hpp"
#include "sim/import/geo/vector_layer.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/people/cells.hpp"
#include "sim/import/people/origin_weights.hpp"
#include "sim/import/people/osm_buildings.hpp"
#include "sim/import/people/people_notes.hpp"
#include "sim/import/people/street_origins.hpp"
#include "sim/import/people/zone_rows.hpp"
#include "sim/import/roads/road_values.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr double kMostLevels = 255.0;

/// A rule that holds for every row: the product of `columns`.
WeightSpec weight_by(std::vector<std::string> columns, std::optional<double> missing = {}) {
  WeightSpec rule;
  rule.weight = 1.0;
  rule.per = std::move(columns);
  rule.per_missing = missing;
  return rule;
}

CandidateOrigins from_polygons(const SourceSpec& source, VectorLayer layer, ProblemList& problems) {
  CandidateOrigins out;
  if (layer.size() == 0) {
    return out;
  }
  if (const std::optional<Crs> crs = source_crs(source, layer.table.crs, problems)) {
    out.table = polygon_table(std::move(layer), *crs, problems);
    out.weights = {weight_by({"area_m2"})};
  }
  return out;
}

/// A layer of which the city file does not say what it holds: polygons when any feature is one.
CandidateOrigins from_layer(const PopulationSpec& spec, ProblemList& problems,
                            std::vector<ImportNote>& notes) {
  const SourceSpec& source = *spec.source;
  const auto read = [&](ProblemList& found) {
    return read_vector_layer(source.path, source.given, source.layer, {}, found, source.encoding);
  };
  ProblemList unused;  // of a layer of points, found again where it is read
  VectorLayer layer = read(unused);
  const bool polygons =
      std::find(layer.kind.begin(), layer.kind.end(), GeometryKind::kPolygon) != layer.kind.end();
  if (!polygons) {
    return {read_source_table(source, kPeopleTopic, problems, notes), {}, {}, {}, {}};
  }
  problems.add_all(unused.list());
  return from_polygons(source, std::move(layer), problems);
}

CandidateOrigins from_cells(const PopulationSpec& spec, ProblemList& problems,
                            std::vector<ImportNote>& notes) {
  CandidateOrigins out;
  out.table = read_attributes(*spec.source, kPeopleTopic, problems, notes);
  out.table.point_x.clear();  // the cell says where the row is, whatever geometry a layer has
  out.table.point_y.clear();
  const auto column =
      out.table.rows() == 0 ? std::nullopt : find_column(out.table, *spec.cell, problems);
  if (!column) {
    return {};
  }
  if (spec.cell_side) {
    add_square_points(out.table, *column, *spec.cell_side, problems);
  } else {
    add_cell_points(out.table, *column, problems);
  }
  return out;
}

CandidateOrigins from_osm(const SourceSpec& source, ProblemList& problems,
                          std::vector<ImportNote>& notes) {
  CandidateOrigins out;
  out.table = read_osm_buildings(source, problems, notes);
  clear_unreadable(out.table, "levels", kMostLevels, notes);
  out.weights = {weight_by({"area_m2", "levels"}, 1.0)};
  out.floors = "levels";
  return out;
}

CandidateOrigins from_streets(const PopulationSpec& spec, const RoadNetwork& network,
                              ProblemList& problems, std::vector<ImportNote>& notes) {
  CandidateOrigins out;
  out.table = street_origins(network, spec.streets, notes);
  out.positions.x = out.table.point_x;
  out.positions.y = out.table.point_y;
  out.positions.good.assign(out.table.rows(), 1);
  out.positions.absent.assign(out.table.rows(), 0);
  out.weights = {weight_by({"length_m"})};
  // A network without any street has been reported where streets are read.
  if (out.table.rows() == 0 && network.street_count() > 0) {
    problems.add({out.table.file, 0, "population", "",
                  "no street is such that people live along it",
                  "check least_width, most_width and drivable_only"});
  }
  return out;
}

CandidateOrigins read_form(const PopulationSpec& spec, const RoadNetwork& network,
                           ProblemList& problems, std::vector<ImportNote>& notes) {
  if (!spec.from) {
    return from_layer(spec, problems, notes);
  }
  switch (*spec.from) {
    case OriginForm::kStreets:
      return from_streets(spec, network, problems, notes);
    case OriginForm::kTable:
      return {read_source_table(*spec.source, kPeopleTopic, problems, notes, origin_columns(spec)),
              {},
              {},
              {},
              {}};
    case OriginForm::kPolygons: {
      const SourceSpec& source = *spec.source;
      return from_polygons(
          source,
          read_vector_layer(source.path, source.given, source.layer, {}, problems, source.encoding),
          problems);
    }
    case OriginForm::kRaster:
      return {read_raster_cells(*spec.source, problems, notes), {}, {}, {weight_by({"value"})}, {}};
    case OriginForm::kCells:
      return from_cells(spec, problems, notes);
    case OriginForm::kOsmBuildings:
      return from_osm(*spec.source, problems, notes);
  }
  return {};
}

/// Positions of the nodes of the streets that rows name.
Positions positions_of_nodes(const Table& table, const std::string& name,
                             const RoadNetwork& network, ProblemList& problems) {
  Positions positions;
  positions.x.assign(table.rows(), 0.0);
  positions.y.assign(table.rows(), 0.0);
  positions.good.assign(table.rows(), 0);
  positions.absent.assign(table.rows(), 0);
  const auto column = find_column(table, name, problems);
  // A network without any street has been reported where streets are read.
  if (!column || network.node_count() == 0) {
    return positions;
  }
  std::unordered_map<std::int64_t, std::size_t> node_of_key;
  node_of_key.reserve(network.node_count());
  for (std::size_t n = 0; n < network.node_count(); ++n) {
    node_of_key.emplace(network.node_key()[n], n);
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& text = table.cell(row, *column);
    const std::optional<std::int64_t> key = parse_node_key(text);
    const auto node = key ? node_of_key.find(*key) : node_of_key.end();
    if (node == node_of_key.end()) {
      problems.add(table.problem_at(row, name, text, "no node of the network has this id",
                                    "correct it; nodes that no street uses are not kept"));
      continue;
    }
    positions.x[row] = network.node_x()[node->second];
    positions.y[row] = network.node_y()[node->second];
    positions.good[row] = 1;
  }
  return positions;
}

/// Ids of nodes say where rows are only if the streets have such ids.
Positions place_at_nodes(const Table& table, const std::string& column, const RoadNetwork& network,
                         ProblemList& problems) {
  if (network.node_count() > 0 && !network.has_own_node_keys()) {
    problems.add({table.file, 0, "node", column, "the source of the streets has no ids of nodes",
                  "give the columns of x and y, or tables of nodes and links as [streets]"});
  }
  const bool usable = network.has_own_node_keys();
  return positions_of_nodes(table, column, usable ? network : RoadNetwork(), problems);
}

/// The key of each row: its id, or its number where the rows have none.
std::vector<std::string> keys_of_rows(const Table& table, const PopulationSpec& spec,
                                      ProblemList& problems, std::vector<ImportNote>& notes) {
  std::vector<std::string> keys;
  keys.reserve(table.rows());
  if (spec.numbered) {
    for (std::size_t row = 0; row < table.rows(); ++row) {
      keys.push_back(fmt::format("{}", row + 1));
    }
    add_note(notes, kPeopleTopic, "numbered", as_figure(table.rows()), "rows",
             "Origins have no ids: their numbers in the file are their keys, so that another order "
             "of the file gives other draws.");
    return keys;
  }
  const auto id = find_column(table, spec.id, problems);
  if (id) {
    check_unique_keys(table, *id, problems);
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    keys.emplace_back(trimmed(table.cell(row, id.value_or(0))));
  }
  return keys;
}

}  // namespace

CandidateOrigins read_candidate_origins(const PopulationSpec& spec, const Crs& working,
                                        const RoadNetwork& network, ProblemList& problems,
                                        std::vector<ImportNote>& notes) {
  CandidateOrigins out = read_form(spec, network, problems, notes);
  if (out.table.rows() == 0) {
    return {};
  }
  if (spec.node) {
    out.positions = place_at_nodes(out.table, *spec.node, network, problems);
  } else if (spec.source) {
    out.positions = read_positions(out.table, spec.position, *spec.source, working, problems);
  }
  out.key = keys_of_rows(out.table, spec, problems, notes);
  add_note(notes, kPeopleTopic, "buildings", as_figure(out.table.rows()), "rows",
           fmt::format("{} rows were read from {}.", out.table.rows(), out.table.file));
  return out;
}

}  // namespace yanbi
