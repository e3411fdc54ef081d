// SPDX-License-Identifier: Apache-2.0
#pragma once
// Turn rules of the source, which name lines, as bans between links of the network.

#include <vector>

#include "sim/city/road_network.hpp"
#include "sim/import/roads/network_builder.hpp"
#include "sim/import/roads/street_pieces.hpp"

namespace yanbi {

/// Bans for vehicles, sorted, each once. `pieces` are the streets of `links`, by index;
/// `node_of_vertex` is empty where a vertex is no node. A rule whose lines do not both end at its
/// vertex as exactly one link that vehicles may use is counted as unmatched and left out.
[[nodiscard]] std::vector<TurnBan> make_turn_bans(const std::vector<TurnRule>& rules,
                                                  const std::vector<StreetPiece>& pieces,
                                                  const std::vector<NodeId>& node_of_vertex,
                                                  const LinkColumns& links, NetworkReport& report);

}  // namespace yanbi
