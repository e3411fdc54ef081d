// SPDX-License-Identifier: Apache-2.0
#pragma once
// From water in cells, frame by frame, to the rows of a flood: places that are ever wet.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/city/road_network.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/import/hazard/touched_cells.hpp"

namespace yanbi {

class FloodBuilder {
 public:
  /// Keeps a reference to `network`. `frames` ascend.
  FloodBuilder(const RoadNetwork& network, CityCells cells, std::vector<Tick> frames,
               bool has_velocity);

  /// Takes the water of one frame. Different frames may be added from several threads at once.
  void add(std::size_t frame, const CellWater& water);
  /// The flood, once all frames were added.
  [[nodiscard]] Flood finish() const;

 private:
  /// What is kept of a wet place in one frame.
  struct Wet {
    std::uint32_t place = 0;
    std::uint16_t depth = 0;  ///< mm
    std::uint16_t mean = 0;   ///< mm
    std::uint16_t flow = 0;   ///< 1e-3 m2/s
  };
  struct Frame {
    std::vector<Wet> streets;
    std::vector<Wet> entrances;
    std::vector<Wet> origins;
  };
  [[nodiscard]] static std::vector<Wet> look_up(const TouchedCells& cells, const CellWater& water);
  [[nodiscard]] WaterRows rows_of(std::vector<Wet> Frame::*kind, std::size_t places,
                                  bool with_mean) const;
  [[nodiscard]] WaterRows link_rows(const WaterRows& streets) const;

  const RoadNetwork& network_;
  CityCells cells_;
  std::vector<Tick> times_;
  bool has_velocity_;
  std::vector<Frame> frames_;
};

}  // namespace yanbi
