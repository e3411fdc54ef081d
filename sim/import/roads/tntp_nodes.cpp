// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/tntp_nodes.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "sim/import/notes.hpp"
#include "sim/import/roads/road_tally.hpp"
#include "sim/import/roads/road_values.hpp"
#include "sim/import/roads/tntp_text.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

/// Distance, m, between neighbours on the circle of nodes without positions.
constexpr double kCircleStep = 100.0;

/// Nodes on a circle in the middle of where the working CRS is meant to be used.
TntpNodes circle_of_nodes(std::size_t count, const Crs& working) {
  std::vector<double> middle_x = {0.0};
  std::vector<double> middle_y = {0.0};
  const std::optional<BoundingBox> area = working.area_of_use();
  const std::optional<Crs> degrees = Crs::parse("EPSG:4326");
  if (area && degrees) {
    std::vector<double> x = {(area->x_min + area->x_max) / 2.0};
    std::vector<double> y = {(area->y_min + area->y_max) / 2.0};
    ProblemList ignored;
    const Projector projector(*degrees, working);
    if (projector.project(x, y, {}, ignored).front() != 0) {
      middle_x = x;
      middle_y = y;
    }
  }
  const double radius = kCircleStep * as_figure(count) / (2.0 * std::numbers::pi);
  TntpNodes nodes;
  for (std::size_t n = 0; n < count; ++n) {
    const double angle = 2.0 * std::numbers::pi * as_figure(n) / as_figure(count);
    // To whole millimetres, so that the last bits of sine and cosine decide nothing.
    nodes.x.push_back(std::round((middle_x[0] + radius * std::cos(angle)) * kMmPerMetre) /
                      kMmPerMetre);
    nodes.y.push_back(std::round((middle_y[0] + radius * std::sin(angle)) * kMmPerMetre) /
                      kMmPerMetre);
  }
  return nodes;
}

}  // namespace

std::optional<TntpNodes> read_tntp_nodes(const SourceSpec& source, std::size_t count,
                                         const Crs& working, ProblemList& problems) {
  constexpr double kFar = 1e9;
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const std::size_t before = problems.size();
  TntpText text;
  read_tntp_text(source.path, source.given, text, problems);
  TntpNodes nodes{std::vector<double>(count, kNone), std::vector<double>(count, kNone)};
  std::vector<std::size_t> line(count, 0);
  for (std::size_t r = 0; r < text.rows.size(); ++r) {
    const TntpRow& row = text.rows[r];
    if (r == 0 && !parse_number(row.fields.front())) {
      continue;  // names of columns
    }
    if (row.fields.size() != 3) {
      problems.add({source.given, row.line, "", fmt::format("{} fields", row.fields.size()),
                    "a row of nodes has three fields: id, x, y", "correct the row"});
      continue;
    }
    const auto node = field_node(source.given, row, 0, "node", count, problems);
    const auto x = field_number(source.given, row, 1, "x", -kFar, kFar, problems);
    const auto y = field_number(source.given, row, 2, "y", -kFar, kFar, problems);
    if (node && line[*node] > 0) {
      problems.add({source.given, row.line, "node", std::string(row.fields.front()),
                    "another row has this id already", "give every node one row"});
    } else if (node && x && y) {
      nodes.x[*node] = *x;
      nodes.y[*node] = *y;
      line[*node] = row.line;
    }
  }
  for (std::size_t n = 0; n < count && problems.size() == before; ++n) {
    if (line[n] == 0) {
      problems.add({source.given, 0, "node", std::to_string(n + 1),
                    "the file has no row for this node", "add the missing nodes"});
    }
  }
  const std::optional<Crs> crs = source_crs(source, {}, problems);
  if (problems.size() > before) {
    return std::nullopt;
  }
  const Projector projector(*crs, working);
  static_cast<void>(projector.project(nodes.x, nodes.y, {source.given, "x, y", line}, problems));
  return problems.size() == before ? std::optional(std::move(nodes)) : std::nullopt;
}

std::optional<TntpNodes> place_tntp_nodes(const StreetsSpec& spec, std::size_t count,
                                          const Crs& working, ProblemList& problems,
                                          std::vector<ImportNote>& notes) {
  if (spec.table.nodes) {
    return read_tntp_nodes(*spec.table.nodes, count, working, problems);
  }
  add_note(notes, kStreetsTopic, "nodes_without_position", as_figure(count), "nodes",
           fmt::format("{} nodes have no position and stand on a circle in the order of their ids: "
                       "the map means nothing. Lengths are those of the file.",
                       count));
  return circle_of_nodes(count, working);
}

}  // namespace yanbi
