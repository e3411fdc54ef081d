// SPDX-License-Identifier: Apache-2.0
#pragma once
// Pieces of streets between junctions, and the steps by which lines become pieces.

#include <cstdint>
#include <vector>

#include "sim/import/network_builder.hpp"

namespace yanbi {

/// A street between two junctions. Its ends are vertices until nodes are numbered.
struct StreetPiece {
  std::int64_t source_id = 0;
  float width = 0.0F;
  WayForm forward = WayForm::kFlat;
  WayForm backward = WayForm::kFlat;
  std::uint64_t length_mm = 0;
  std::vector<std::uint32_t> vertices;

  [[nodiscard]] std::uint32_t from() const { return vertices.front(); }
  [[nodiscard]] std::uint32_t to() const { return vertices.back(); }
  [[nodiscard]] std::uint32_t other_end(std::uint32_t end) const {
    return end == from() ? to() : from();
  }
  /// Turns the direction of the vertices, and of the forms with it.
  void reverse();
};

/// Cuts lines at every vertex that two line positions share and at their ends; loops in their
/// middle.
[[nodiscard]] std::vector<StreetPiece> split_lines(const StreetLines& lines, NetworkReport& report);

/// Removes pieces that follow the same vertices as an earlier one.
void drop_duplicates(std::vector<StreetPiece>& pieces, NetworkReport& report);

/// Keeps the connected pieces with the greatest total length.
void keep_largest_component(std::vector<StreetPiece>& pieces, std::size_t vertex_count,
                            NetworkReport& report);

/// Joins pieces of one width and form that meet where nothing else does. Never makes a loop.
void join_chains(std::vector<StreetPiece>& pieces, std::size_t vertex_count, NetworkReport& report);

}  // namespace yanbi
