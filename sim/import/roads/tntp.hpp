// SPDX-License-Identifier: Apache-2.0
#pragma once
// Roads in the text format of the repository TransportationNetworks (TNTP): a table of directed
// links, and optionally one of nodes.

#include <optional>
#include <utility>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/roads/road_lines.hpp"
#include "sim/import/roads/roads_spec.hpp"

namespace yanbi {

/// Reads a network file and the file of its nodes, if the city file names one. Lengths are those of
/// the file, the free speed is length / free-flow time. Units come from the city file, else from
/// the file's original header; without either they are a problem. Without a file of nodes, nodes
/// stand on a circle in the order of their ids.
[[nodiscard]] RoadLines read_tntp(const StreetsSpec& spec, const Crs& working,
                                  ProblemList& problems, std::vector<ImportNote>& notes);

/// Longitude and latitude, degrees, in the middle of the nodes; nothing without a file of nodes.
[[nodiscard]] std::optional<std::pair<double, double>> position_of_tntp(const StreetsSpec& spec);

}  // namespace yanbi
