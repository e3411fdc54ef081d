// SPDX-License-Identifier: Apache-2.0
#pragma once
// Roads as a table of links between the nodes of another table, as the General Modeling Network
// Specification (GMNS) lays them out.

#include <optional>
#include <utility>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/roads/road_lines.hpp"
#include "sim/import/roads/roads_spec.hpp"

namespace yanbi {

/// Reads both tables. A length that is given counts over the course. Rows with a number that cannot
/// be meant, or a node that is missing, are problems; rows that say the same as another, or lead
/// nowhere, are left out and noted.
[[nodiscard]] RoadLines read_road_tables(const StreetsSpec& spec, const Crs& working,
                                         ProblemList& problems, std::vector<ImportNote>& notes);

/// Longitude and latitude, degrees, in the middle of the nodes; nothing when they cannot be read.
[[nodiscard]] std::optional<std::pair<double, double>> position_of_road_tables(
    const StreetsSpec& spec);

}  // namespace yanbi
