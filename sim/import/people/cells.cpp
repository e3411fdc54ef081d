// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/cells.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sim/import/people/h3_cells.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

void clear_points(Table& table) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  table.point_x.assign(table.rows(), kNone);
  table.point_y.assign(table.rows(), kNone);
}

/// South-west corner (x, y) of "E571000N6224500"; both numbers may be negative.
std::optional<std::pair<double, double>> parse_corner(std::string_view text) {
  const std::size_t north = text.find('N');
  if (text.empty() || text.front() != 'E' || north == std::string_view::npos) {
    return std::nullopt;
  }
  const std::optional<double> x = parse_number(text.substr(1, north - 1));
  const std::optional<double> y = parse_number(text.substr(north + 1));
  return x && y ? std::optional(std::pair(*x, *y)) : std::nullopt;
}

bool is_multiple(double value, double side) {
  constexpr double kShare = 1e-6;  // of a side: rounding of the text only
  const double sides = value / side;
  return std::abs(sides - std::round(sides)) <= kShare;
}

}  // namespace

void add_cell_points(Table& table, std::size_t column, ProblemList& problems) {
  clear_points(table);
  table.crs = "EPSG:4326";
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view text = trimmed(table.cell(row, column));
    if (const std::optional<std::uint64_t> index = parse_h3_index(text)) {
      const CellCentre centre = h3_cell_centre(*index);
      table.point_x[row] = centre.lon;
      table.point_y[row] = centre.lat;
    } else {
      problems.add(table.problem_at(
          row, table.columns[column], std::string(text), "this is no index of an H3 cell",
          "write indexes as 15 hexadecimal digits, such as 8930a43b64fffff; for cells of another "
          "grid give a layer of polygons, or columns of coordinates"));
    }
  }
}

void add_square_points(Table& table, std::size_t column, double side, ProblemList& problems) {
  clear_points(table);
  table.crs.clear();
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string_view text = trimmed(table.cell(row, column));
    const auto corner = parse_corner(text);
    if (!corner) {
      problems.add(table.problem_at(row, table.columns[column], std::string(text),
                                    "this is no name of a square",
                                    "name squares by their south-west corner, in metres, such as "
                                    "E571000N6224500"));
    } else if (!is_multiple(corner->first, side) || !is_multiple(corner->second, side)) {
      problems.add(table.problem_at(
          row, table.columns[column], std::string(text),
          fmt::format("the corner is no multiple of {} m, so the square is of another grid", side),
          "correct the side of the cells, or the name"));
    } else {
      table.point_x[row] = corner->first + 0.5 * side;
      table.point_y[row] = corner->second + 0.5 * side;
    }
  }
}

}  // namespace yanbi
