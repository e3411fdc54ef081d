// SPDX-License-Identifier: Apache-2.0
#pragma once
// From lines to a walking network: lines are split where they meet, chains of equal pieces are
// joined without changing lengths, the largest component is kept, and nodes are put in an order
// that keeps neighbours close.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/city/road_network.hpp"

namespace yanbi {

/// One line that people can walk along, both ways.
struct StreetLine {
  std::int64_t source_id = 0;
  float width = 0.0F;                ///< m
  WayForm forward = WayForm::kFlat;  ///< in the direction of the vertices
  WayForm backward = WayForm::kFlat;
  std::vector<std::uint32_t> vertices;  ///< indices of StreetLines::x and y
};

/// Lines over shared vertices: lines meet where they use one vertex.
struct StreetLines {
  std::vector<double> x;  ///< working CRS, m
  std::vector<double> y;
  std::vector<StreetLine> lines;
};

/// What the builder did.
struct NetworkReport {
  std::size_t pieces = 0;       ///< between junctions, before chains were joined
  std::size_t zero_length = 0;  ///< pieces dropped because they have no length
  std::size_t duplicates = 0;   ///< pieces dropped because another has the same course
  std::size_t loops_split = 0;  ///< pieces that returned to where they began
  std::size_t components = 0;
  std::size_t dropped_streets = 0;  ///< pieces outside the largest component
  std::uint64_t dropped_mm = 0;
  std::uint64_t kept_mm = 0;      ///< length of the streets of the network, once each
  std::size_t chains_joined = 0;  ///< nodes of degree two that were removed
};

struct BuiltNetwork {
  RoadNetwork network;
  NetworkReport report;
};

/// Builds the network. A loop is split in the middle, so that no link ends where it begins. Without
/// any line of positive length the network is empty.
[[nodiscard]] BuiltNetwork build_network(const StreetLines& lines);

/// Position of a point along a Hilbert curve over the square [0, 2^16)^2.
[[nodiscard]] std::uint32_t hilbert_position(std::uint32_t x, std::uint32_t y) noexcept;

}  // namespace yanbi
