// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ways that cross on different levels with a common vertex, as lines on maps often do.

#include <cstddef>

#include "sim/import/roads/road_lines.hpp"

namespace yanbi {

/// Parts the vertices that lines of different `layer` run through, one vertex for each level: a
/// bridge does not meet the street below it. A line that ends there joins its own level if a line
/// runs through on it, else the nearest (the lower of two). Returns how many vertices were parted.
std::size_t separate_levels(RoadLines& lines);

}  // namespace yanbi
