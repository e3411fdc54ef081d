// SPDX-License-Identifier: Apache-2.0
#pragma once
// A layer of lines with tags as attributes (GeoJSON, GeoPackage, Shapefile ...) as road lines.

#include <optional>
#include <utility>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/roads/road_lines.hpp"
#include "sim/import/roads/roads_spec.hpp"

namespace yanbi {

/// Reads the layer, leaves out what nobody can use, and notes what and how much. Lines meet where
/// their source coordinates are exactly equal, unless they cross there on different layers
/// (road_levels.hpp).
[[nodiscard]] RoadLines read_layer_roads(const StreetsSpec& spec, const Crs& working,
                                         ProblemList& problems, std::vector<ImportNote>& notes);

/// Longitude and latitude, degrees, in the middle of the layer's extent; nothing when the layer
/// cannot be read.
[[nodiscard]] std::optional<std::pair<double, double>> position_of_layer(const StreetsSpec& spec);

}  // namespace yanbi
