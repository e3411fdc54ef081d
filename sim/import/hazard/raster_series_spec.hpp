// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a hazard file names rasters over time: a pattern of names, a list of files, or one file with
// a band for each moment.

#include <filesystem>
#include <optional>
#include <string>

#include "sim/config/toml.hpp"
#include "sim/import/hazard/flood_spec.hpp"

namespace yanbi {

/// The rasters that `key` of [flood] names. Files that are missing and times that do not rise are
/// problems of the table's document.
[[nodiscard]] std::optional<RasterSeries> read_raster_series(
    const TomlTable& table, const std::string& key, const std::filesystem::path& data_root);

}  // namespace yanbi
