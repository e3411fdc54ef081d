// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a city file says of its geographies ([[geography]], [grid]), as values.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/toml.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// A geography whose zones are polygons of a layer. docs/city/zones.md says what the keys mean.
struct GeographySpec {
  std::string name;
  SourceSpec source;
  std::string key;            ///< column
  std::string label;          ///< column; the key's when not given
  bool merge_parts = false;   ///< rows with one key are parts of one zone, not a mistake
  bool smaller_wins = false;  ///< zones may overlap: the smaller one counts there
  double sliver_width = 1.0;  ///< m; what is narrower is a sliver, not an overlap or a gap
};

/// All geographies of a city file.
struct ZonesSpec {
  std::vector<GeographySpec> geographies;
  std::optional<double> grid_cell;  ///< m
};

/// Reads [[geography]] and [grid]; that there is neither is a problem.
[[nodiscard]] ZonesSpec read_zones_spec(const TomlTable& root,
                                        const std::filesystem::path& data_root);

}  // namespace yanbi
