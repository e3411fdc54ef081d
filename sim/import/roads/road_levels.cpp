// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/road_levels.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <vector>

namespace yanbi {
namespace {

/// Levels that lines run through at one vertex, lowest first, and the vertex of each.
using Levels = std::map<std::int8_t, std::uint32_t>;
/// Vertices with more than one level.
using PartedVertices = std::map<std::uint32_t, Levels>;

/// Whether the line goes on at its vertex `i`; a ring goes on where it is closed.
bool runs_through(const RoadLine& line, std::size_t i) {
  const bool is_end = i == 0 || i + 1 == line.vertices.size();
  return !is_end || (line.vertices.size() > 2 && line.vertices.front() == line.vertices.back());
}

PartedVertices find_parted(const RoadLines& lines) {
  std::vector<std::optional<std::int8_t>> level(lines.x.size());
  PartedVertices parted;
  for (const RoadLine& line : lines.lines) {
    for (std::size_t i = 0; i < line.vertices.size(); ++i) {
      const std::uint32_t vertex = line.vertices[i];
      if (!runs_through(line, i)) {
        continue;
      }
      if (!level[vertex]) {
        level[vertex] = line.use.layer;
      } else if (level[vertex] != line.use.layer) {
        parted[vertex][*level[vertex]] = vertex;
        parted[vertex][line.use.layer] = vertex;
      }
    }
  }
  return parted;
}

std::uint32_t vertex_on_level(const Levels& levels, std::int8_t level) {
  const auto nearest =
      std::min_element(levels.begin(), levels.end(), [&](const auto& a, const auto& b) {
        return std::abs(int{a.first} - int{level}) < std::abs(int{b.first} - int{level});
      });
  return nearest->second;
}

}  // namespace

std::size_t separate_levels(RoadLines& lines) {
  PartedVertices parted = find_parted(lines);
  for (auto& [vertex, levels] : parted) {
    for (auto level = std::next(levels.begin()); level != levels.end(); ++level) {
      level->second = static_cast<std::uint32_t>(lines.x.size());
      lines.x.push_back(lines.x[vertex]);
      lines.y.push_back(lines.y[vertex]);
    }
  }
  if (parted.empty()) {
    return 0;
  }
  for (RoadLine& line : lines.lines) {
    for (std::uint32_t& vertex : line.vertices) {
      const auto found = parted.find(vertex);
      if (found != parted.end()) {
        vertex = vertex_on_level(found->second, line.use.layer);
      }
    }
  }
  return parted.size();
}

}  // namespace yanbi
