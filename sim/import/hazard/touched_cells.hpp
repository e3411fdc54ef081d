// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which cells of a source of water (cells of a raster, areas, cells of a mesh) the places of a city
// touch: found once, so that each frame is only looked up.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace yanbi {

/// Cells of the places of one kind, place by place.
struct TouchedCells {
  std::vector<std::uint32_t> first = {0};  ///< size: places + 1
  std::vector<std::uint32_t> cell;
  std::vector<float> share;  ///< of the place's length that lies in the cell; sums to at most 1

  [[nodiscard]] std::size_t places() const noexcept { return first.size() - 1; }
  void add(std::uint32_t the_cell, double the_share) {
    cell.push_back(the_cell);
    share.push_back(static_cast<float>(the_share));
  }
  void end_place() { first.push_back(static_cast<std::uint32_t>(cell.size())); }
};

/// Cells of everything in a city that water may reach.
struct CityCells {
  TouchedCells streets;    ///< by street: both directions see the same water
  TouchedCells entrances;  ///< by door of the ledger
  TouchedCells origins;
};

/// Water in all cells at one time.
struct CellWater {
  std::vector<float> depth;     ///< m, not negative
  std::vector<float> velocity;  ///< m/s, not negative; empty = not known
};

}  // namespace yanbi
