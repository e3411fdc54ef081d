// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/flood_builder.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace yanbi {
namespace {

constexpr double kPerUnit = 1000.0;  // mm a metre, and 1e-3 m2/s
constexpr std::uint32_t kNoRow = std::numeric_limits<std::uint32_t>::max();

/// Rounds to thousandths; what does not fit becomes the largest number.
std::uint16_t quantised(double value) {
  constexpr double kMost = std::numeric_limits<std::uint16_t>::max();
  return static_cast<std::uint16_t>(std::min(std::floor(value * kPerUnit + 0.5), kMost));
}

/// Appends row `r` of `from` to `to`.
void append_row(const std::vector<std::uint16_t>& from, std::size_t r, std::size_t frames,
                std::vector<std::uint16_t>& to) {
  if (!from.empty()) {
    const auto begin = from.begin() + static_cast<std::ptrdiff_t>(r * frames);
    to.insert(to.end(), begin, begin + static_cast<std::ptrdiff_t>(frames));
  }
}

}  // namespace

FloodBuilder::FloodBuilder(const RoadNetwork& network, CityCells cells, std::vector<Tick> frames,
                           bool has_velocity)
    : network_(network),
      cells_(std::move(cells)),
      times_(std::move(frames)),
      has_velocity_(has_velocity),
      frames_(times_.size()) {}

std::vector<FloodBuilder::Wet> FloodBuilder::look_up(const TouchedCells& cells,
                                                     const CellWater& water) {
  std::vector<Wet> wet;
  const bool has_velocity = !water.velocity.empty();
  for (std::size_t p = 0; p < cells.places(); ++p) {
    float deepest = 0.0F;
    double sum = 0.0;
    double flow = 0.0;
    for (std::uint32_t i = cells.first[p]; i < cells.first[p + 1]; ++i) {
      const std::uint32_t cell = cells.cell[i];
      const float depth = water.depth[cell];
      deepest = std::max(deepest, depth);
      sum += double{cells.share[i]} * double{depth};
      if (has_velocity) {
        flow = std::max(flow, double{depth} * double{water.velocity[cell]});
      }
    }
    const std::uint16_t depth = quantised(double{deepest});
    if (depth > 0) {
      wet.push_back(
          {static_cast<std::uint32_t>(p), depth, std::min(quantised(sum), depth), quantised(flow)});
    }
  }
  return wet;
}

void FloodBuilder::add(std::size_t frame, const CellWater& water) {
  frames_[frame].streets = look_up(cells_.streets, water);
  frames_[frame].entrances = look_up(cells_.entrances, water);
  frames_[frame].origins = look_up(cells_.origins, water);
}

WaterRows FloodBuilder::rows_of(std::vector<Wet> Frame::*kind, std::size_t places,
                                bool with_mean) const {
  std::vector<std::uint32_t> row(places, kNoRow);
  for (const Frame& frame : frames_) {
    for (const Wet& wet : frame.*kind) {
      row[wet.place] = 0;
    }
  }
  WaterRows rows;
  for (std::size_t p = 0; p < places; ++p) {
    if (row[p] != kNoRow) {
      row[p] = static_cast<std::uint32_t>(rows.place.size());
      rows.place.push_back(static_cast<std::uint32_t>(p));
    }
  }
  const std::size_t values = rows.size() * frames_.size();
  rows.depth.resize(values);
  rows.mean.resize(with_mean ? values : 0);
  rows.flow.resize(has_velocity_ ? values : 0);
  for (std::size_t f = 0; f < frames_.size(); ++f) {
    for (const Wet& wet : frames_[f].*kind) {
      const std::size_t at = std::size_t{row[wet.place]} * frames_.size() + f;
      rows.depth[at] = wet.depth;
      if (with_mean) {
        rows.mean[at] = wet.mean;
      }
      if (has_velocity_) {
        rows.flow[at] = wet.flow;
      }
    }
  }
  return rows;
}

WaterRows FloodBuilder::link_rows(const WaterRows& streets) const {
  std::vector<std::uint32_t> row(network_.street_count(), kNoRow);
  for (std::size_t r = 0; r < streets.size(); ++r) {
    row[streets.place[r]] = static_cast<std::uint32_t>(r);
  }
  const std::vector<std::uint32_t>& street_of = network_.links().street;
  WaterRows rows;
  for (std::size_t l = 0; l < street_of.size(); ++l) {
    if (row[street_of[l]] != kNoRow) {
      rows.place.push_back(static_cast<std::uint32_t>(l));
    }
  }
  const std::size_t frames = frames_.size();
  rows.depth.reserve(rows.size() * frames);
  rows.mean.reserve(rows.size() * frames);
  rows.flow.reserve(has_velocity_ ? rows.size() * frames : 0);
  for (const std::uint32_t l : rows.place) {
    const std::size_t r = row[street_of[l]];
    append_row(streets.depth, r, frames, rows.depth);
    append_row(streets.mean, r, frames, rows.mean);
    append_row(streets.flow, r, frames, rows.flow);
  }
  return rows;
}

Flood FloodBuilder::finish() const {
  Flood flood;
  flood.frame = times_;
  flood.links = link_rows(rows_of(&Frame::streets, network_.street_count(), true));
  flood.entrances = rows_of(&Frame::entrances, cells_.entrances.places(), false);
  flood.origins = rows_of(&Frame::origins, cells_.origins.places(), false);
  return flood;
}

}  // namespace yanbi
