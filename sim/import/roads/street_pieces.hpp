// SPDX-License-Identifier: Apache-2.0
#pragma once
// Pieces of streets between junctions, and the steps by which lines become pieces.

#include <cstdint>
#include <vector>

#include "sim/import/roads/network_builder.hpp"

namespace yanbi {

/// A street between two junctions. Its ends are vertices until nodes are numbered.
struct StreetPiece {
  std::int64_t source_id = 0;
  WayUse use;
  std::uint64_t length_mm = 0;
  std::vector<std::uint32_t> vertices;
  // Lines that the two ends belong to: they differ where pieces of several lines were joined.
  std::int64_t source_at_from = 0;
  std::int64_t source_at_to = 0;

  [[nodiscard]] std::uint32_t from() const { return vertices.front(); }
  [[nodiscard]] std::uint32_t to() const { return vertices.back(); }
  [[nodiscard]] std::uint32_t other_end(std::uint32_t end) const {
    return end == from() ? to() : from();
  }
  /// Turns the direction of the vertices, and of the use with it.
  void reverse();
};

/// Cuts lines at every vertex that two line positions share and at their ends; loops in their
/// middle.
[[nodiscard]] std::vector<StreetPiece> split_lines(const RoadLines& lines, NetworkReport& report);

/// Removes pieces that follow the same vertices as an earlier one and are as long, which then is
/// for everybody that either was for.
void drop_duplicates(std::vector<StreetPiece>& pieces, NetworkReport& report);

/// Closes to walkers what lies outside the connected pieces with the greatest total length, and to
/// vehicles the directions outside the largest set of places each of which can be reached from each
/// other. Pieces that nobody can use any more are dropped.
void keep_largest_parts(std::vector<StreetPiece>& pieces, std::size_t vertex_count,
                        NetworkReport& report);

/// Joins pieces of one use that meet where nothing else does, except at vertices marked in
/// `is_fixed`. Never makes a loop.
void join_chains(std::vector<StreetPiece>& pieces, std::size_t vertex_count,
                 const std::vector<bool>& is_fixed, NetworkReport& report);

}  // namespace yanbi
