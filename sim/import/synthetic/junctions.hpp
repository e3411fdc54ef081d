// SPDX-License-Identifier: Apache-2.0
#pragma once
// Makes the roads planar: where two cross on the ground they meet, motorways go over other roads on
// bridges, and rivers are crossed on a few bridges only.

#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/synthetic/rivers.hpp"
#include "sim/import/synthetic/street_net.hpp"

namespace yanbi {

/// Gives crossing roads a shared point. Crossings very near an end use that end.
void join_crossings(StreetNet& net, std::vector<ImportNote>& notes);

/// Puts motorways on bridges where they cross other roads.
void lift_motorways(StreetNet& net);

/// Cuts streets at rivers, but for roads between settlements and main streets, which get bridges;
/// main streets only where the next bridge along the river is `bridge_spacing` away.
void cross_rivers(const std::vector<River>& rivers, const RiversSpec& spec, StreetNet& net,
                  std::vector<ImportNote>& notes);

}  // namespace yanbi
