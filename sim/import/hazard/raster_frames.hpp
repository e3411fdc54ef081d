// SPDX-License-Identifier: Apache-2.0
#pragma once
// The bands of a series of rasters, one for each moment, and their values at the cells that a city
// touches.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/import/hazard/flood_spec.hpp"
#include "sim/import/hazard/raster_grid.hpp"

namespace yanbi {

/// One moment of a series.
struct RasterFrame {
  std::string given;
  std::filesystem::path path;
  int band = 1;
  double at = 0.0;  ///< s
};

/// A series whose files were looked at.
struct RasterFrames {
  std::vector<RasterFrame> frames;  ///< ascending in time
  RasterGrid grid;                  ///< of the first
  double factor = 1.0;              ///< to m or m/s
  std::string unit;                 ///< that the first band states, for notes; may be empty
  bool is_interleaved = false;      ///< one file whose cells hold all bands side by side
  bool reads_in_parallel = false;   ///< whether GDAL may read several bands at once
};

/// Looks at the files of a series; what is wrong with any of them is a problem.
[[nodiscard]] std::optional<RasterFrames> open_frames(const RasterSeries& series,
                                                      ProblemList& problems);

/// What was met in the cells of a frame.
struct CellTally {
  std::size_t without_data = 0;
  std::size_t nan = 0;
  std::size_t negative = 0;         ///< below the tolerance
  std::size_t barely_negative = 0;  ///< within it
  std::string first_bad;            ///< "120.asc, r12c7 = -3"

  CellTally& operator+=(const CellTally& other);
};

/// Values of some frames at the cells that are touched.
struct FrameValues {
  std::vector<std::vector<float>> value;  ///< by frame, then by touched cell; never negative
  std::vector<CellTally> tally;           ///< by frame
  ProblemList problems;
};

/// Depths down to this far below 0, m, are rounding and taken as dry.
inline constexpr double kDepthTolerance = 0.01;

/// Reads frames [first, last) at `cells` (ascending). Negative values, NaN and cells without data
/// become 0 and are counted. Several threads may read different frames at once where the series
/// says so.
[[nodiscard]] FrameValues read_frames(const RasterFrames& series, std::size_t first,
                                      std::size_t last, std::span<const std::uint64_t> cells);

}  // namespace yanbi
