// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where pieces of roads cross one another.

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/import/synthetic/street_net.hpp"

namespace yanbi {

/// One crossing of two pieces, the first with the smaller index.
struct PieceCrossing {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  Crossing at;
};

/// All crossings of pieces that share no point and whose pair of indices `wanted` asks for, in a
/// fixed order. Pieces are looked up in square cells, so that each is compared only with those
/// nearby.
[[nodiscard]] std::vector<PieceCrossing> find_crossings(
    const StreetNet& net, const std::function<bool(std::uint32_t, std::uint32_t)>& wanted);

}  // namespace yanbi
