// SPDX-License-Identifier: Apache-2.0
#pragma once
// Roads of an OpenStreetMap file (XML or PBF, plain, gzip or bzip2) as road lines. What is read
// does not depend on the order of the file's objects.

#include <filesystem>
#include <optional>
#include <utility>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/roads/road_lines.hpp"
#include "sim/import/roads/roads_spec.hpp"

namespace yanbi {

/// Reads all ways with a highway tag, leaves out what nobody can use, and notes what and how much.
/// Lines are sorted by way id and vertices by node id; lines meet where they share a node. A way is
/// cut where its nodes are not in the file. Empty after problems.
[[nodiscard]] RoadLines read_osm_roads(const StreetsSpec& spec, const Crs& working,
                                       ProblemList& problems, std::vector<ImportNote>& notes);

/// Longitude and latitude, degrees, of a place in the middle of the file's data: of the box in its
/// header, else of its first nodes. Nothing when it has none or cannot be read.
[[nodiscard]] std::optional<std::pair<double, double>> position_of_osm(
    const std::filesystem::path& path);

}  // namespace yanbi
