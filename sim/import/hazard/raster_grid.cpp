// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/raster_grid.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/parallel.hpp"
#include "sim/import/geo/gdal_scope.hpp"

namespace yanbi {
namespace {

/// Corners of a raster.
BoundingBox box_of(const RasterGrid& grid) {
  BoundingBox box = {grid.place[0], grid.place[3], grid.place[0], grid.place[3]};
  for (const double column : {0.0, double(grid.columns)}) {
    for (const double row : {0.0, double(grid.rows)}) {
      const double x = grid.place[0] + column * grid.place[1] + row * grid.place[2];
      const double y = grid.place[3] + column * grid.place[4] + row * grid.place[5];
      box = {std::min(box.x_min, x), std::min(box.y_min, y), std::max(box.x_max, x),
             std::max(box.y_max, y)};
    }
  }
  return box;
}

BoundingBox box_of(const RoadNetwork& network) {
  const auto [west, east] = std::ranges::minmax_element(network.node_x());
  const auto [south, north] = std::ranges::minmax_element(network.node_y());
  return {*west, *south, *east, *north};
}

bool overlap(const BoundingBox& a, const BoundingBox& b) {
  return a.x_min <= b.x_max && b.x_min <= a.x_max && a.y_min <= b.y_max && b.y_min <= a.y_max;
}

BoundingBox swapped(const BoundingBox& box) { return {box.y_min, box.x_min, box.y_max, box.x_max}; }

/// The city's box in another CRS, by its corners; nothing when they do not exist there.
std::optional<BoundingBox> moved(const BoundingBox& box, const Crs& from, const Crs& to) {
  std::vector<double> x = {box.x_min, box.x_max, box.x_min, box.x_max};
  std::vector<double> y = {box.y_min, box.y_min, box.y_max, box.y_max};
  ProblemList ignored;
  static_cast<void>(Projector(from, to).project(x, y, {}, ignored));
  const auto is_finite = [](double value) { return std::isfinite(value); };
  if (!std::ranges::all_of(x, is_finite) || !std::ranges::all_of(y, is_finite)) {
    return std::nullopt;
  }
  const auto [west, east] = std::ranges::minmax_element(x);
  const auto [south, north] = std::ranges::minmax_element(y);
  return BoundingBox{*west, *south, *east, *north};
}

std::string text_of(const BoundingBox& box) {
  return fmt::format("x {:.6g} to {:.6g}, y {:.6g} to {:.6g}", box.x_min, box.x_max, box.y_min,
                     box.y_max);
}

bool is_in_degrees(const BoundingBox& box) {
  return box.x_min >= -180.0 && box.x_max <= 360.0 && box.y_min >= -90.0 && box.y_max <= 90.0;
}

}  // namespace

std::optional<std::uint64_t> RasterGrid::cell_at(double x, double y) const noexcept {
  const double column = std::floor(inverse[0] + x * inverse[1] + y * inverse[2]);
  const double row = std::floor(inverse[3] + x * inverse[4] + y * inverse[5]);
  if (!(column >= 0.0 && column < columns && row >= 0.0 && row < rows)) {
    return std::nullopt;
  }
  return static_cast<std::uint64_t>(row) * static_cast<std::uint64_t>(columns) +
         static_cast<std::uint64_t>(column);
}

std::unique_ptr<GDALDataset> open_raster(const std::filesystem::path& path,
                                         const std::string& given, ProblemList& problems) {
  const GdalScope scope;
  std::unique_ptr<GDALDataset> dataset(
      GDALDataset::Open(path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
  if (!dataset) {
    problems.add({given, 0, "", "",
                  "GDAL cannot read the file: " + scope.summary("its format is not known"),
                  "give a raster that GDAL reads, such as a GeoTIFF or an ESRI ASCII grid"});
  } else if (dataset->GetRasterCount() == 0) {
    problems.add({given, 0, "", "", "the file has no bands of cells",
                  "give a raster with a band for each moment"});
    dataset.reset();
  }
  return dataset;
}

std::optional<RasterGrid> read_grid(GDALDataset& dataset, const std::string& given,
                                    ProblemList& problems) {
  const GdalScope scope;
  RasterGrid grid;
  grid.columns = dataset.GetRasterXSize();
  grid.rows = dataset.GetRasterYSize();
  if (dataset.GetGeoTransform(grid.place.data()) != CE_None ||
      GDALInvGeoTransform(grid.place.data(), grid.inverse.data()) == 0) {
    problems.add({given, 0, "", "", "the raster does not say where it lies",
                  "give a raster with a georeference, such as a GeoTIFF or an ESRI ASCII grid"});
    return std::nullopt;
  }
  grid.crs = wkt_of(dataset.GetSpatialRef());
  return grid;
}

bool same_grid(const RasterGrid& a, const RasterGrid& b) noexcept {
  constexpr double kTolerance = 1e-3;  // cells
  if (a.columns != b.columns || a.rows != b.rows) {
    return false;
  }
  for (const double column : {0.0, double(a.columns)}) {
    for (const double row : {0.0, double(a.rows)}) {
      const double x = b.place[0] + column * b.place[1] + row * b.place[2];
      const double y = b.place[3] + column * b.place[4] + row * b.place[5];
      if (!(std::abs(a.inverse[0] + x * a.inverse[1] + y * a.inverse[2] - column) < kTolerance &&
            std::abs(a.inverse[3] + x * a.inverse[4] + y * a.inverse[5] - row) < kTolerance)) {
        return false;
      }
    }
  }
  return true;
}

std::vector<std::uint64_t> GridLocator::locate(std::vector<double> x, std::vector<double> y) const {
  ProblemList ignored;  // positions far from the raster are outside of it, no more
  static_cast<void>(Projector(working_, grid_crs_).project(x, y, {}, ignored));
  std::vector<std::uint64_t> cells(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    cells[i] = grid_.cell_at(x[i], y[i]).value_or(kOutside);
  }
  return cells;
}

std::vector<std::uint64_t> GridLocator::cells_of(const PlaceSamples& samples, int threads) const {
  constexpr std::size_t kAtOnce = 100'000;
  std::vector<std::uint64_t> cells(samples.x.size());
  const std::size_t blocks = (cells.size() + kAtOnce - 1) / kAtOnce;
  parallel_for(blocks, threads, 1, [&](std::size_t block) {
    const auto begin = static_cast<std::ptrdiff_t>(block * kAtOnce);
    const auto end = static_cast<std::ptrdiff_t>(std::min(cells.size(), (block + 1) * kAtOnce));
    const std::vector<std::uint64_t> found =
        locate({samples.x.begin() + begin, samples.x.begin() + end},
               {samples.y.begin() + begin, samples.y.begin() + end});
    std::ranges::copy(found, cells.begin() + begin);
  });
  return cells;
}

std::optional<double> GridLocator::cell_size_at(double x, double y) const {
  constexpr double kStep = 100.0;  // m
  std::vector<double> xs = {x, x + kStep, x};
  std::vector<double> ys = {y, y, y + kStep};
  ProblemList ignored;
  static_cast<void>(Projector(working_, grid_crs_).project(xs, ys, {}, ignored));
  const auto column = [&](std::size_t i) {
    return grid_.inverse[1] * xs[i] + grid_.inverse[2] * ys[i];
  };
  const auto row = [&](std::size_t i) {
    return grid_.inverse[4] * xs[i] + grid_.inverse[5] * ys[i];
  };
  const auto steepness = [](double east, double north) {
    return std::sqrt(east * east + north * north) / kStep;
  };
  const double cells_a_metre = std::max(steepness(column(1) - column(0), column(2) - column(0)),
                                        steepness(row(1) - row(0), row(2) - row(0)));
  return std::isfinite(cells_a_metre) && cells_a_metre > 0.0 ? std::optional(1.0 / cells_a_metre)
                                                             : std::nullopt;
}

Problem GridLocator::far_away(const std::string& file, const City& city) const {
  const BoundingBox raster = box_of(grid_);
  const BoundingBox here = box_of(city.network);
  const std::optional<BoundingBox> there = moved(here, working_, grid_crs_);
  std::string remedy = "check that the raster is of this city, and its CRS";
  if (there && overlap(swapped(raster), *there)) {
    remedy = "x and y of the raster look swapped: x is east or longitude, y is north or latitude";
  } else if (!grid_crs_.is_geographic() && is_in_degrees(raster)) {
    remedy = "the raster's coordinates look like degrees: state crs = \"EPSG:4326\"";
  } else if (grid_crs_.is_geographic() && !is_in_degrees(raster)) {
    remedy = "the raster's coordinates look like metres: state the projected CRS that they are in";
  } else if (overlap(raster, here)) {
    remedy = fmt::format(
        "its coordinates fit the city's working CRS: state crs = \"{}\" if they are in that",
        city.crs);
  }
  return {
      file,
      0,
      "crs",
      grid_crs_.name(),
      fmt::format("no street of the city lies in the raster, which covers {}{}", text_of(raster),
                  there ? fmt::format(", while the city lies at {}", text_of(*there)) : ""),
      remedy};
}

}  // namespace yanbi
