// SPDX-License-Identifier: Apache-2.0
#pragma once
// The small city with its hazard files: a raster of 40 x 40 cells of 10 m over it, written by GDAL,
// and what building a hazard says.

#include <gdal_priv.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/import/build_city.hpp"
#include "sim/import/hazard/build_hazard.hpp"
#include "tests/sim/import/gdal_files.hpp"
#include "tests/sim/import/small_city.hpp"

namespace yanbi::test {

/// Cells of the raster: row and column from the north-west, and the value there.
struct CellValue {
  int row = 0;
  int column = 0;
  double value = 0.0;
};

/// 40 x 40 cells of 10 m from (570900, 6225200) to the south-east, 0 but for `values`.
inline SmallRaster small_raster(const std::vector<CellValue>& values) {
  SmallRaster raster;
  raster.columns = 40;
  raster.values.assign(1600, 0.0);
  raster.place = {570900.0, 10.0, 0.0, 6225200.0, 0.0, -10.0};
  for (const CellValue& each : values) {
    raster.values[static_cast<std::size_t>(each.row * 40 + each.column)] = each.value;
  }
  return raster;
}

/// Bands of equal grid in one GeoTIFF.
inline void write_stack(const std::filesystem::path& path, const std::vector<SmallRaster>& bands,
                        bool side_by_side = false) {
  GDALAllRegister();
  GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
  const std::string layout = side_by_side ? "INTERLEAVE=PIXEL" : "INTERLEAVE=BAND";
  std::vector<char*> options = {const_cast<char*>(layout.c_str()), nullptr};
  const int rows = static_cast<int>(bands.front().values.size()) / bands.front().columns;
  const std::unique_ptr<GDALDataset> dataset(driver->Create(path.c_str(), bands.front().columns,
                                                            rows, static_cast<int>(bands.size()),
                                                            GDT_Float32, options.data()));
  std::array<double, 6> place = bands.front().place;
  dataset->SetGeoTransform(place.data());
  const OGRSpatialReference reference = reference_of(bands.front().crs);
  dataset->SetSpatialRef(&reference);
  for (std::size_t b = 0; b < bands.size(); ++b) {
    std::vector<double> values = bands[b].values;
    if (dataset->GetRasterBand(static_cast<int>(b) + 1)
            ->RasterIO(GF_Write, 0, 0, bands[b].columns, rows, values.data(), bands[b].columns,
                       rows, GDT_Float64, 0, 0, nullptr) != CE_None) {
      throw std::runtime_error("the raster could not be written");
    }
  }
}

/// The small city, built, with a folder for hazard files.
class HazardCity {
 public:
  explicit HazardCity(const SmallCity::Files& replaced = {})
      : files_(replaced), city_(build_city(files_.city_file(), std::nullopt)) {}

  [[nodiscard]] const City& city() const { return city_; }
  [[nodiscard]] std::filesystem::path path(const std::string& name) const {
    return files_.folder() / name;
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }
  void raster(const std::string& name, const SmallRaster& raster) const {
    write_raster(path(name), raster);
  }
  [[nodiscard]] Hazard build(const std::string& toml, int threads = 2) const {
    write("hazard.toml", toml);
    return build_hazard(path("hazard.toml"), city_, std::nullopt, threads);
  }
  /// Everything that is wrong, a line each; "" = nothing.
  [[nodiscard]] std::string said(const std::string& toml) const {
    write("hazard.toml", toml);
    std::string all;
    for (const Problem& problem :
         check_hazard_source(path("hazard.toml"), city_, std::nullopt, 2)) {
      all += problem.to_string() + "\n";
    }
    return all;
  }
  /// Links along the street between two places, by whether its middle lies within 1 m of (x, y).
  [[nodiscard]] std::vector<std::uint32_t> links_at(double x, double y) const {
    std::vector<std::uint32_t> found;
    const RoadNetwork& network = city_.network;
    for (std::size_t l = 0; l < network.link_count(); ++l) {
      const std::size_t a = network.tail(LinkId(l)).index();
      const std::size_t b = network.head(LinkId(l)).index();
      const double mx = 0.5 * (network.node_x()[a] + network.node_x()[b]);
      const double my = 0.5 * (network.node_y()[a] + network.node_y()[b]);
      if (std::abs(mx - x) < 1.0 && std::abs(my - y) < 1.0) {
        found.push_back(static_cast<std::uint32_t>(l));
      }
    }
    return found;
  }

 private:
  SmallCity files_;
  City city_;
};

/// The figure of a note; nothing when there is no such note.
inline std::optional<double> noted(const Hazard& hazard, const std::string& key) {
  const auto found = std::find_if(hazard.notes.begin(), hazard.notes.end(),
                                  [&](const ImportNote& note) { return note.key == key; });
  return found == hazard.notes.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace yanbi::test
