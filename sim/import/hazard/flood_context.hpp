// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every source of a flood needs, and the notes that all of them leave.

#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/base/progress.hpp"
#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/import/geo/crs.hpp"

namespace yanbi {

struct FloodContext {
  const City& city;
  const Crs& working;
  bool bridges_flooded = false;
  int threads = 1;
  const ProgressCallback& progress;
  ProblemList& problems;
  std::vector<ImportNote>& notes;
};

/// By street: 1 where water is not looked up, which is at bridges unless they are to be flooded.
[[nodiscard]] std::vector<std::uint8_t> dry_streets(const FloodContext& context);

/// Ticks of frames at `times`, s, which rise.
[[nodiscard]] std::vector<Tick> frame_ticks(const std::vector<double>& times);

/// Notes how many frames there are and when; and intervals that are longer than half as much again
/// as the usual one.
void note_frames(const std::vector<double>& times, std::vector<ImportNote>& notes);

/// Notes what is ever wet and how deep.
void note_flood(const Flood& flood, std::vector<ImportNote>& notes);

}  // namespace yanbi
