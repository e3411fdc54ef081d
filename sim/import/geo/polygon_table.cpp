// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/polygon_table.hpp"

#include <fmt/format.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "sim/import/geo/gdal_scope.hpp"
#include "sim/import/geo/polygons.hpp"

namespace yanbi {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr const char* kAreaColumn = "area_m2";

/// An equal-area projection around the middle of the vertices; nothing when they have none.
std::optional<Crs> equal_area_around(const VectorLayer& layer, const Crs& crs) {
  const std::optional<Crs> degrees = Crs::parse("EPSG:4326");
  if (!degrees || layer.x.empty()) {
    return std::nullopt;
  }
  const auto [west, east] = std::minmax_element(layer.x.begin(), layer.x.end());
  const auto [south, north] = std::minmax_element(layer.y.begin(), layer.y.end());
  std::vector<double> lon = {0.5 * (*west + *east)};
  std::vector<double> lat = {0.5 * (*south + *north)};
  ProblemList ignored;  // a position that cannot be projected is reported with its feature
  static_cast<void>(Projector(crs, *degrees).project(lon, lat, {}, ignored));
  if (!std::isfinite(lon[0]) || !std::isfinite(lat[0])) {
    return std::nullopt;
  }
  return Crs::parse(fmt::format("+proj=laea +lat_0={} +lon_0={} +datum=WGS84 +units=m +type=crs",
                                lat[0], lon[0]));
}

/// A position inside the polygons; nothing when there is none.
std::optional<std::pair<double, double>> inner_point(const OGRGeometry& polygons) {
  OGRPoint point(0.0, 0.0);  // GDAL refuses to write into an empty one
  if (polygons.toMultiPolygon()->PointOnSurface(&point) != OGRERR_NONE || point.IsEmpty()) {
    return std::nullopt;
  }
  return std::pair(point.getX(), point.getY());
}

/// Appends a column whose texts are `values`.
void add_column(Table& table, const std::string& name, const std::vector<std::string>& values) {
  std::vector<std::string> cells;
  const std::size_t width = table.columns.size();
  for (std::size_t row = 0; row < values.size(); ++row) {
    for (std::size_t column = 0; column < width; ++column) {
      cells.push_back(std::move(table.cells[row * width + column]));
    }
    cells.push_back(values[row]);
  }
  table.columns.push_back(name);
  table.cells = std::move(cells);
}

}  // namespace

Table polygon_table(VectorLayer layer, const Crs& layer_crs, ProblemList& problems) {
  const GdalScope scope;
  Table& table = layer.table;
  if (std::find(table.columns.begin(), table.columns.end(), kAreaColumn) != table.columns.end()) {
    problems.add({table.file, 0, "column", kAreaColumn,
                  "the layer has a column of the name that areas are given here",
                  "give the column another name"});
    return std::move(table);
  }
  std::vector<double> x = layer.x;
  std::vector<double> y = layer.y;
  if (const std::optional<Crs> flat = equal_area_around(layer, layer_crs)) {
    static_cast<void>(
        Projector(layer_crs, *flat).project(x, y, {table.file, "geometry", {}}, problems));
  }
  table.point_x.assign(layer.size(), kNone);
  table.point_y.assign(layer.size(), kNone);
  std::vector<std::string> areas(layer.size());
  for (std::size_t f = 0; f < layer.size(); ++f) {
    if (layer.kind[f] != GeometryKind::kPolygon) {
      problems.add(table.problem_at(f, "geometry", "", "the feature is not a polygon",
                                    "give polygons, or a layer of points only"));
      continue;
    }
    const auto outline = polygons_of(layer, f, layer.x, layer.y);
    const double area = polygons_of(layer, f, x, y)->toMultiPolygon()->get_Area();
    const auto inside = inner_point(*outline);
    if (!inside || !(area > 0.0)) {
      problems.add(table.problem_at(f, "geometry", "", "the polygon has no area",
                                    "repair the polygon, or leave it out"));
      continue;
    }
    table.point_x[f] = inside->first;
    table.point_y[f] = inside->second;
    areas[f] = fmt::format("{:.2f}", area);
  }
  add_column(table, kAreaColumn, areas);
  return std::move(table);
}

}  // namespace yanbi
