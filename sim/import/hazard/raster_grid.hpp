// SPDX-License-Identifier: Apache-2.0
#pragma once
// The grid of a raster: where its cells lie, and how positions of the city find theirs.

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/hazard/city_samples.hpp"

class GDALDataset;

namespace yanbi {

/// Size and place of a raster.
struct RasterGrid {
  int columns = 0;
  int rows = 0;
  std::array<double, 6> place = {};    ///< GDAL's affine map from columns and rows to x and y
  std::array<double, 6> inverse = {};  ///< and back
  std::string crs;                     ///< as the file states it (WKT); may be empty

  /// Row by row from the first; nothing outside of the raster.
  [[nodiscard]] std::optional<std::uint64_t> cell_at(double x, double y) const noexcept;
};

/// Opens a raster; a problem and nullptr when it cannot be read or has no bands.
[[nodiscard]] std::unique_ptr<GDALDataset> open_raster(const std::filesystem::path& path,
                                                       const std::string& given,
                                                       ProblemList& problems);

/// The grid of an open raster; a problem and nothing when it does not say where it lies.
[[nodiscard]] std::optional<RasterGrid> read_grid(GDALDataset& dataset, const std::string& given,
                                                  ProblemList& problems);

/// Whether two rasters have the same cells, to a thousandth of a cell.
[[nodiscard]] bool same_grid(const RasterGrid& a, const RasterGrid& b) noexcept;

/// Finds cells for positions in the working CRS.
class GridLocator {
 public:
  static constexpr std::uint64_t kOutside = ~std::uint64_t{0};

  GridLocator(const RasterGrid& grid, Crs grid_crs, Crs working)
      : grid_(grid), grid_crs_(std::move(grid_crs)), working_(std::move(working)) {}

  /// The cell of each position, or kOutside; on at most `threads` threads.
  [[nodiscard]] std::vector<std::uint64_t> cells_of(const PlaceSamples& samples, int threads) const;
  /// The longest step, m, that moves by at most one column and one row near a position; nothing
  /// where the position has none in the raster's CRS.
  [[nodiscard]] std::optional<double> cell_size_at(double x, double y) const;
  /// Why no position of the city lies in the raster, and what may have been mixed up.
  [[nodiscard]] Problem far_away(const std::string& file, const City& city) const;

 private:
  [[nodiscard]] std::vector<std::uint64_t> locate(std::vector<double> x,
                                                  std::vector<double> y) const;

  const RasterGrid& grid_;
  Crs grid_crs_;
  Crs working_;
};

}  // namespace yanbi
