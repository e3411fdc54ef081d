// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every reader of roads delivers and the network builder takes: lines over shared vertices,
// with what walkers and vehicles may do on each.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

#include "sim/city/road_network.hpp"

namespace yanbi {

/// The longest street that the network can hold, mm: lengths of links have 32 bits.
inline constexpr std::uint64_t kLongestStreet = std::numeric_limits<std::uint32_t>::max();

/// What vehicles may do in one direction of a line.
struct DriveUse {
  std::uint8_t lanes = 0;  ///< 0 = closed to vehicles
  float speed = 0.0F;      ///< free speed, m/s
  float capacity = 0.0F;   ///< vehicles/s, all lanes together
  friend bool operator==(const DriveUse&, const DriveUse&) = default;
};

/// What a line is, and for whom. "Forward" is in the direction of the vertices.
struct WayUse {
  float width = 0.0F;  ///< walkable width of both directions together, m; 0 = closed to walkers
  WayForm forward = WayForm::kFlat;
  WayForm backward = WayForm::kFlat;
  DriveUse drive_forward = {};
  DriveUse drive_backward = {};
  WayStructure structure = WayStructure::kGround;
  std::int8_t layer = 0;

  [[nodiscard]] bool is_walkable() const noexcept { return width > 0.0F; }
  [[nodiscard]] bool is_drivable() const noexcept {
    return drive_forward.lanes > 0 || drive_backward.lanes > 0;
  }
  /// The same way, looked at from its other end.
  [[nodiscard]] WayUse reversed() const {
    WayUse other = *this;
    other.forward = backward;
    other.backward = forward;
    other.drive_forward = drive_backward;
    other.drive_backward = drive_forward;
    return other;
  }
  friend bool operator==(const WayUse&, const WayUse&) = default;
};

/// One line of the source.
struct RoadLine {
  std::int64_t source_id = 0;
  WayUse use;
  std::vector<std::uint32_t> vertices;  ///< indices of RoadLines::x and y
  /// Length as the source states it, where that counts more than the geometry. Only for lines that
  /// meet others at their ends and nowhere between.
  std::optional<std::uint64_t> length_mm = {};
};

/// A rule for vehicles that come from one line over a vertex: that they must not go on to another
/// line, or must go on to no other.
struct TurnRule {
  std::int64_t from_source_id = 0;
  std::uint32_t via = 0;  ///< vertex
  std::int64_t to_source_id = 0;
  bool only = false;  ///< true: to that line and no other; false: not to that line
};

/// Lines over shared vertices: lines meet where they use one vertex, and nowhere else, whatever
/// crosses on the map.
struct RoadLines {
  std::vector<double> x;  ///< working CRS, m
  std::vector<double> y;
  /// Ids of vertices in the source, each once; vertices beyond it are never nodes. Empty = the
  /// source has none.
  std::vector<std::int64_t> vertex_key = {};
  std::vector<RoadLine> lines;
  std::vector<TurnRule> turn_rules = {};
  /// Whether pieces of one use that meet where nothing else does become one. Tables of links keep
  /// theirs.
  bool join_chains = true;
};

/// Planar length along vertices, m; summed in their order.
[[nodiscard]] inline double metres_along(const RoadLines& lines,
                                         const std::vector<std::uint32_t>& vertices) {
  double metres = 0.0;
  for (std::size_t i = 1; i < vertices.size(); ++i) {
    const double dx = lines.x[vertices[i]] - lines.x[vertices[i - 1]];
    const double dy = lines.y[vertices[i]] - lines.y[vertices[i - 1]];
    metres += std::sqrt(dx * dx + dy * dy);
  }
  return metres;
}

}  // namespace yanbi
