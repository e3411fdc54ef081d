// SPDX-License-Identifier: Apache-2.0
#pragma once
// From lines to a network: lines are split where they meet, walkers keep the largest part that
// hangs together and vehicles the largest in which every place can be reached from every other,
// chains of equal pieces are joined without changing lengths, and nodes are put in an order that
// keeps neighbours close.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/city/road_network.hpp"
#include "sim/import/roads/road_lines.hpp"

namespace yanbi {

/// What the builder did.
struct NetworkReport {
  std::size_t pieces = 0;           ///< between junctions, before chains were joined
  std::size_t zero_length = 0;      ///< pieces dropped because they have no length
  std::size_t duplicates = 0;       ///< pieces dropped because another has the same course
  std::size_t loops_split = 0;      ///< pieces that returned to where they began
  std::size_t components = 0;       ///< parts of the walkers' network that do not hang together
  std::size_t dropped_streets = 0;  ///< pieces outside the largest of them
  std::uint64_t dropped_mm = 0;
  std::uint64_t kept_mm = 0;              ///< length of what walkers keep, each street once
  std::size_t drive_dropped_streets = 0;  ///< pieces that vehicles could not leave or not reach
  std::uint64_t drive_dropped_mm = 0;
  std::uint64_t drive_kept_mm = 0;       ///< length of what vehicles keep, each street once
  std::size_t chains_joined = 0;         ///< nodes of degree two that were removed
  std::size_t turn_rules = 0;            ///< rules that came in
  std::size_t turn_rules_unmatched = 0;  ///< of ways or places that are not in the network
};

struct BuiltNetwork {
  RoadNetwork network;
  NetworkReport report;
};

/// Builds the network. A loop is split in the middle, so that no link ends where it begins. Without
/// any line of positive length the network is empty. Precondition: no line is longer than
/// kLongestStreet; chains are joined only as far as that.
[[nodiscard]] BuiltNetwork build_network(const RoadLines& lines);

/// Position of a point along a Hilbert curve over the square [0, 2^16)^2.
[[nodiscard]] std::uint32_t hilbert_position(std::uint32_t x, std::uint32_t y) noexcept;

}  // namespace yanbi
