// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/raster.hpp"

#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "sim/import/geo/crs.hpp"
#include "sim/import/geo/gdal_scope.hpp"
#include "sim/import/notes.hpp"

namespace yanbi {
namespace {

/// Cells read in one go, unless a single row has more.
constexpr int kMostAtOnce = 4'000'000;

/// What was met on the way through a raster.
struct Tally {
  std::size_t without_data = 0;
  std::size_t empty = 0;
  std::size_t bad = 0;    ///< negative or not finite
  std::string first_bad;  ///< "r12c7 = -3"
  bool too_many = false;  ///< stopped at the limit
};

/// The band's rows from `first`, `count` of them: values, and where there are any.
struct Strip {
  std::vector<double> value;
  std::vector<std::uint8_t> mask;
};

class RasterReader {
 public:
  RasterReader(GDALRasterBand& band, const std::array<double, 6>& place, std::size_t most_filled)
      : band_(band), place_(place), most_filled_(most_filled) {
    int given = 0;
    const double scale = band.GetScale(&given);
    scale_ = given != 0 ? scale : 1.0;
    const double offset = band.GetOffset(&given);
    offset_ = given != 0 ? offset : 0.0;
  }

  /// Reads whole blocks of rows where they are not too large, so that no block is read twice.
  void read_into(Table& table) {
    int width = 0;
    int height = 0;
    band_.GetBlockSize(&width, &height);
    const int step = std::clamp(kMostAtOnce / band_.GetXSize(), 1, std::max(1, height));
    for (int row = 0; row < band_.GetYSize() && !tally_.too_many; row += step) {
      const int rows = std::min(step, band_.GetYSize() - row);
      if (!read_strip(row, rows)) {
        return;
      }
      for (int r = 0; r < rows && !tally_.too_many; ++r) {
        add_row(row + r, static_cast<std::size_t>(r), table);
      }
    }
  }

  [[nodiscard]] const Tally& tally() const { return tally_; }

 private:
  bool read_strip(int row, int rows) {
    const int columns = band_.GetXSize();
    const auto cells = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    strip_.value.resize(cells);
    strip_.mask.resize(cells);
    return band_.RasterIO(GF_Read, 0, row, columns, rows, strip_.value.data(), columns, rows,
                          GDT_Float64, 0, 0, nullptr) == CE_None &&
           band_.GetMaskBand()->RasterIO(GF_Read, 0, row, columns, rows, strip_.mask.data(),
                                         columns, rows, GDT_Byte, 0, 0, nullptr) == CE_None;
  }

  void add_row(int row, std::size_t row_of_strip, Table& table) {
    const auto columns = static_cast<std::size_t>(band_.GetXSize());
    for (std::size_t column = 0; column < columns && !tally_.too_many; ++column) {
      const std::size_t cell = row_of_strip * columns + column;
      if (strip_.mask[cell] == 0) {
        ++tally_.without_data;
        continue;
      }
      add_cell(row, column, strip_.value[cell] * scale_ + offset_, table);
    }
  }

  void add_cell(int row, std::size_t column, double value, Table& table) {
    if (!std::isfinite(value) || value < 0.0) {
      if (tally_.bad++ == 0) {
        tally_.first_bad = fmt::format("r{}c{} = {}", row, column, value);
      }
      return;
    }
    if (value == 0.0) {
      ++tally_.empty;
      return;
    }
    if (table.point_x.size() == most_filled_) {
      tally_.too_many = true;
      return;
    }
    table.cells.push_back(fmt::format("r{}c{}", row, column));
    table.cells.push_back(fmt::format("{}", value));
    const double east = static_cast<double>(column) + 0.5;
    const double south = static_cast<double>(row) + 0.5;
    table.point_x.push_back(place_[0] + east * place_[1] + south * place_[2]);
    table.point_y.push_back(place_[3] + east * place_[4] + south * place_[5]);
  }

  GDALRasterBand& band_;
  std::array<double, 6> place_;  ///< GDAL's affine transformation from columns and rows to x and y
  std::size_t most_filled_;
  double scale_ = 1.0;
  double offset_ = 0.0;
  Strip strip_;
  Tally tally_;
};

/// Whether the raster can be used at all; says why not.
bool check_raster(GDALDataset& dataset, const std::string& file, const RasterLimits& limits,
                  std::array<double, 6>& place, ProblemList& problems) {
  if (dataset.GetRasterCount() == 0) {
    problems.add({file, 0, "", "", "the file has no bands of cells", "give a raster of one band"});
    return false;
  }
  if (dataset.GetGeoTransform(place.data()) != CE_None) {
    problems.add({file, 0, "", "", "the raster does not say where it lies",
                  "give a raster with a georeference, such as a GeoTIFF or an ESRI ASCII grid"});
    return false;
  }
  const auto cells = static_cast<std::size_t>(dataset.GetRasterXSize()) *
                     static_cast<std::size_t>(dataset.GetRasterYSize());
  if (cells > limits.cells) {
    problems.add({file, 0, "", fmt::format("{} cells", cells),
                  fmt::format("the raster is too large: {} cells are the most", limits.cells),
                  "cut it to the city, or make its cells larger"});
    return false;
  }
  return true;
}

void report(const Tally& tally, const Table& table, const RasterLimits& limits,
            ProblemList& problems, std::vector<ImportNote>& notes) {
  if (tally.bad > 0) {
    problems.add({table.file, 0, "value", tally.first_bad,
                  fmt::format("{} cells have negative values or none that is a number; this is the "
                              "first",
                              tally.bad),
                  "correct the raster, or declare the value that stands for no data"});
  }
  if (tally.too_many) {
    problems.add({table.file, 0, "value", "",
                  fmt::format("more than {} cells have a value above 0", limits.filled),
                  "cut the raster to the city, or make its cells larger"});
  } else if (table.point_x.empty() && tally.bad == 0) {
    problems.add({table.file, 0, "value", "", "no cell of the raster has a value above 0",
                  "give a raster that holds something in its first band"});
  }
  add_note(notes, "raster", "cells", as_figure(table.point_x.size()), "cells",
           fmt::format("{}: {} cells have a value above 0, {} are 0 and {} are without data.",
                       table.file, table.point_x.size(), tally.empty, tally.without_data));
}

}  // namespace

Table read_raster_cells(const SourceSpec& source, ProblemList& problems,
                        std::vector<ImportNote>& notes, RasterLimits limits) {
  const GdalScope scope;
  Table table;
  table.file = source.given;
  table.columns = {"cell", "value"};
  const std::unique_ptr<GDALDataset> dataset(
      GDALDataset::Open(source.path.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
  if (!dataset) {
    problems.add({source.given, 0, "", "",
                  "GDAL cannot read the file: " + scope.summary("its format is not known"),
                  "give a raster that GDAL reads, such as a GeoTIFF or an ESRI ASCII grid"});
    return table;
  }
  std::array<double, 6> place = {};
  if (!check_raster(*dataset, source.given, limits, place, problems)) {
    return table;
  }
  table.crs = wkt_of(dataset->GetSpatialRef());
  if (dataset->GetRasterCount() > 1) {
    add_note(notes, "raster", "bands", as_figure(dataset->GetRasterCount()), "bands",
             fmt::format("{} has {} bands: only the first was read.", source.given,
                         dataset->GetRasterCount()));
  }
  RasterReader reader(*dataset->GetRasterBand(1), place, limits.filled);
  reader.read_into(table);
  if (!scope.failures().empty()) {
    problems.add({source.given, 0, "", "",
                  "GDAL could not read all of the file: " + scope.summary(""),
                  "repair or convert the file"});
    return table;
  }
  report(reader.tally(), table, limits, problems, notes);
  return table;
}

}  // namespace yanbi
