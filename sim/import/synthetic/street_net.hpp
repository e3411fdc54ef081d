// SPDX-License-Identifier: Apache-2.0
#pragma once
// The roads of a synthetic city while they are made: straight pieces between shared points.

#include <cstdint>
#include <vector>

#include "sim/import/roads/road_lines.hpp"
#include "sim/import/synthetic/plane.hpp"

namespace yanbi {

/// Classes of roads, the most important first; named as the value of `highway` in OpenStreetMap.
enum class WayKind : std::uint8_t {
  kMotorway,
  kTrunk,
  kPrimary,
  kSecondary,
  kTertiary,
  kUnclassified,
  kResidential,
  kLivingStreet,
  kSteps,
};

/// One straight piece of a road.
struct Piece {
  std::uint32_t from = 0;  ///< index of StreetNet::points
  std::uint32_t to = 0;
  WayKind kind = WayKind::kResidential;
  bool main = false;                    ///< important enough to cross a river
  std::uint32_t settlement = kNowhere;  ///< whose street it is
  double strip = 0.0;                   ///< m, width of the land whose people live along it
  WayStructure structure = WayStructure::kGround;

  static constexpr std::uint32_t kNowhere = 0xffffffffU;  ///< between settlements
  [[nodiscard]] bool in_town() const noexcept { return settlement != kNowhere; }
};

struct StreetNet {
  std::vector<Point> points;
  std::vector<Piece> pieces;

  [[nodiscard]] Point from(const Piece& piece) const { return points[piece.from]; }
  [[nodiscard]] Point to(const Piece& piece) const { return points[piece.to]; }
  [[nodiscard]] double length_of(const Piece& piece) const {
    return distance(from(piece), to(piece));
  }
};

/// The same as lines for the network builder, with widths, lanes, speeds and capacities of the
/// table of ways (way_rules.hpp). Motorways are open in both directions and closed to walkers.
[[nodiscard]] RoadLines to_road_lines(const StreetNet& net);

}  // namespace yanbi
