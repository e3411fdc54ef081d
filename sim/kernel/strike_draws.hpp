// SPDX-License-Identifier: Apache-2.0
#pragma once
// The strikes of one replicate: which of them come, and what each breaks.

#include <cstdint>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/base/random.hpp"
#include "sim/base/time.hpp"
#include "sim/city/road_network.hpp"
#include "sim/city/works.hpp"
#include "sim/hazard/hazard.hpp"

namespace yanbi {

/// A strike that hits in this replicate.
struct Impact {
  Tick at;                   ///< on the hazard's own clock
  std::uint32_t wave = 0;    ///< index of Attack::waves
  std::uint32_t strike = 0;  ///< index of Attack::strikes
};

/// What strikes break, each thing once for each wave that breaks it.
struct StrikeDamage {
  struct BlockedLink {
    LinkId link;
    Tick from;
    Tick until;  ///< never = not cleared
  };
  struct BlockedDoor {
    EntranceId door;  ///< of the ledger
    Tick at;
  };
  struct LostWork {
    WorkId work;
    Tick at;
  };
  std::vector<Impact> impacts;  ///< ascending
  std::vector<BlockedLink> links;
  std::vector<BlockedDoor> doors;
  std::vector<LostWork> works;
};

/// Draws the damage of one replicate. What lies in several footprints of one wave takes the largest
/// of their probabilities against one draw of its own, keyed by what it is: so a street or a work
/// that two layouts share has the same fate in both. Times are on the hazard's clock.
[[nodiscard]] StrikeDamage draw_damage(const Attack& attack, const RoadNetwork& network,
                                       const Works& works, const RandomStream& random);

}  // namespace yanbi
