// SPDX-License-Identifier: Apache-2.0
#pragma once
// Roads of any format as lines for the network builder, and what there is to say about them.

#include <optional>
#include <utility>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/roads/network_builder.hpp"
#include "sim/import/roads/roads_spec.hpp"

namespace yanbi {

/// Reads the roads that `spec` names, leaves out what neither walkers nor vehicles can use, and
/// notes what and how much. Empty after problems.
[[nodiscard]] RoadLines read_roads(const StreetsSpec& spec, const Crs& working,
                                   ProblemList& problems, std::vector<ImportNote>& notes);

/// A position in the middle of the roads, longitude and latitude in degrees (WGS 84), for choosing
/// a working CRS before anything is projected. Nothing when the file has none; why will be reported
/// when the roads are read.
[[nodiscard]] std::optional<std::pair<double, double>> position_of_roads(const StreetsSpec& spec);

/// Notes on the network that was made of them.
void note_network(const BuiltNetwork& built, std::vector<ImportNote>& notes);

}  // namespace yanbi
