// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which part of the city each node belongs to: the parts that threads work on independently.

#include <cstdint>
#include <vector>

#include "sim/city/road_network.hpp"

namespace yanbi {

/// Chunk of each node: consecutive nodes, about as many links in each chunk. Nodes are numbered
/// along a space-filling curve, so a chunk is a compact part of the city.
[[nodiscard]] std::vector<std::uint32_t> node_chunks(const RoadNetwork& network,
                                                     std::uint32_t chunks);

}  // namespace yanbi
