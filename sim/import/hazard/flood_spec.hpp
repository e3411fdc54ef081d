// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the part [flood] of a hazard file says, as values: where the water is read from, in which
// units, and what to assume where the sources are silent.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/toml.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// A raster file whose first band shows one moment.
struct RasterFrameFile {
  std::string given;  ///< for messages
  std::filesystem::path path;
  double at = 0.0;  ///< s, on the hazard's own clock
};

/// A raster file with a band for each moment.
struct RasterStack {
  std::string given;
  std::filesystem::path path;
  std::optional<std::vector<double>> times;  ///< s, one a band
  std::optional<double> first;               ///< s, of the first band
  std::optional<double> interval;            ///< s, from band to band
};

/// Rasters of one quantity over time: single files by time, or a stack.
struct RasterSeries {
  std::string key;  ///< "depth" or "velocity"
  std::vector<RasterFrameFile> files;
  std::optional<RasterStack> stack;
  std::optional<double> factor;  ///< to m or m/s; none = the file's own unit, else 1
};

struct RasterFloodSpec {
  RasterSeries depth;
  std::optional<RasterSeries> velocity;
  std::optional<std::string> crs;  ///< overrides what the files state
  bool nan_is_dry = false;         ///< cells that are no number are dry, not a problem
  bool negative_is_dry = false;    ///< cells far below 0 are dry, not a problem
};

/// Areas under water from a time on.
struct PolygonFloodSpec {
  SourceSpec source;
  std::string from = "from";  ///< names of columns
  std::string until = "until";
  std::string depth_column = "depth";
  std::string velocity_column = "velocity";
  std::optional<double> depth;     ///< m, where there is no such column
  std::optional<double> velocity;  ///< m/s, the same
};

/// Results of a two-dimensional HEC-RAS model.
struct HecRasFloodSpec {
  SourceSpec results;
  std::optional<SourceSpec> geometry;  ///< file of the same model that holds the mesh; none = same
  std::optional<SourceSpec> cells;     ///< layer of cell polygons, instead of the mesh
  std::string area_column = "mesh_name";
  std::string cell_column = "cell_id";
  std::optional<std::string> unit;  ///< "m" or "ft", where the file does not say
};

struct FloodSpec {
  bool bridges_flooded = false;
  std::optional<RasterFloodSpec> rasters;  ///< exactly one of these three, unless none was readable
  std::optional<PolygonFloodSpec> polygons;
  std::optional<HecRasFloodSpec> hecras;
};

/// Times on a hazard's own clock that are accepted, s.
inline constexpr TomlTable::Range kHazardTimes = {-1e7, 1e7};

/// Reads [flood]. What is wrong is a problem of the table's document. Relative paths start at
/// `data_root`.
[[nodiscard]] FloodSpec read_flood_spec(const TomlTable& table,
                                        const std::filesystem::path& data_root);

}  // namespace yanbi
