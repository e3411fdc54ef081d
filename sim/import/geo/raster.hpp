// SPDX-License-Identifier: Apache-2.0
#pragma once
// A raster (GeoTIFF, ESRI ASCII grid and what else GDAL reads) as a table: one row a cell that
// holds something.

#include <cstddef>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// What a raster may hold; beyond that it is a problem that says the figure.
struct RasterLimits {
  std::size_t cells = 200'000'000;  ///< of the whole raster
  std::size_t filled = 20'000'000;  ///< with a value above 0
};

/// Every cell of the first band whose value is above 0, from north to south, then west to east:
/// columns "cell" ("r12c7": row and column, counted from 0 at the first corner) and "value" (after
/// the band's scale and offset). The point is the middle of the cell, in the raster's own CRS,
/// which `Table::crs` states where the file does; `read_positions` reports one that is missing.
/// Cells without data are skipped. Cells with NaN, infinite or negative values are one problem with
/// their number; so is a raster that cannot be read, that does not say where it lies, or that is
/// too large.
[[nodiscard]] Table read_raster_cells(const SourceSpec& source, ProblemList& problems,
                                      std::vector<ImportNote>& notes, RasterLimits limits = {});

}  // namespace yanbi
