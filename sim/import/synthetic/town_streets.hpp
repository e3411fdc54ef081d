// SPDX-License-Identifier: Apache-2.0
#pragma once
// The streets of settlements: jittered grids of blocks that grow towards the edge, with main
// streets through them, some streets missing and some that are stairs.

#include <cstdint>
#include <vector>

#include "sim/import/synthetic/rivers.hpp"
#include "sim/import/synthetic/street_net.hpp"

namespace yanbi {

/// Streets, and by settlement the points at which roads from elsewhere come in.
struct TownStreets {
  StreetNet net;
  std::vector<std::vector<std::uint32_t>> gates;
};

/// Corners of all grids at most, to refuse a city that would not fit into memory.
[[nodiscard]] double expected_corners(const std::vector<Settlement>& settlements,
                                      const TownStreetsSpec& spec);

[[nodiscard]] TownStreets make_town_streets(const Ground& ground,
                                            const std::vector<Settlement>& settlements,
                                            const std::vector<River>& rivers,
                                            const TownStreetsSpec& spec, const Draws& draws);

}  // namespace yanbi
