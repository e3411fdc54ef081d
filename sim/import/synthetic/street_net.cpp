// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/street_net.hpp"

#include <array>
#include <cstddef>

#include "sim/base/assert.hpp"
#include "sim/import/roads/way_rules.hpp"

namespace yanbi {
namespace {

constexpr std::array<const char*, 9> kHighways = {"motorway",    "trunk",         "primary",
                                                  "secondary",   "tertiary",      "unclassified",
                                                  "residential", "living_street", "steps"};
/// Level of bridges over other roads.
constexpr std::int8_t kBridgeLayer = 1;

/// What the table of ways says of each class.
std::array<WayUse, kHighways.size()> uses_by_kind() {
  const WayRules rules;
  std::array<WayUse, kHighways.size()> uses;
  for (std::size_t k = 0; k < kHighways.size(); ++k) {
    WayTags tags;
    tags.highway = kHighways[k];
    tags.oneway = "no";
    tags.incline = tags.highway == "steps" ? "up" : "";
    const JudgedWay way = rules.judge(tags);
    YANBI_ASSERT(way.is_usable());
    uses[k] = way.use;
  }
  return uses;
}

}  // namespace

RoadLines to_road_lines(const StreetNet& net) {
  const auto uses = uses_by_kind();
  RoadLines lines;
  lines.x.reserve(net.points.size());
  lines.y.reserve(net.points.size());
  for (const Point& p : net.points) {
    lines.x.push_back(p.x);
    lines.y.push_back(p.y);
  }
  lines.lines.reserve(net.pieces.size());
  for (const Piece& piece : net.pieces) {
    RoadLine line{0, uses[static_cast<std::size_t>(piece.kind)], {piece.from, piece.to}};
    if (piece.structure == WayStructure::kBridge) {
      line.use.structure = WayStructure::kBridge;
      line.use.layer = kBridgeLayer;
    }
    lines.lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace yanbi
