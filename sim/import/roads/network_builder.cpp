// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/network_builder.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "sim/base/assert.hpp"
#include "sim/import/roads/street_pieces.hpp"
#include "sim/import/roads/turn_bans.hpp"

namespace yanbi {
namespace {

constexpr std::uint32_t kHilbertSide = 1U << 16U;

/// Nodes of the network: which vertex each is, and which node each vertex is.
struct NodeNumbers {
  std::vector<std::uint32_t> vertex;
  std::vector<NodeId> of_vertex;
};

/// Ends of pieces, numbered along a Hilbert curve over the square that holds them all.
NodeNumbers number_nodes(const RoadLines& lines, const std::vector<StreetPiece>& pieces) {
  NodeNumbers nodes;
  for (const StreetPiece& piece : pieces) {
    nodes.vertex.push_back(piece.from());
    nodes.vertex.push_back(piece.to());
  }
  std::sort(nodes.vertex.begin(), nodes.vertex.end());
  nodes.vertex.erase(std::unique(nodes.vertex.begin(), nodes.vertex.end()), nodes.vertex.end());

  double x_min = std::numeric_limits<double>::max();
  double y_min = x_min;
  double x_max = std::numeric_limits<double>::lowest();
  double y_max = x_max;
  for (const std::uint32_t v : nodes.vertex) {
    x_min = std::min(x_min, lines.x[v]);
    x_max = std::max(x_max, lines.x[v]);
    y_min = std::min(y_min, lines.y[v]);
    y_max = std::max(y_max, lines.y[v]);
  }
  const double side = std::max({x_max - x_min, y_max - y_min, 1e-3});
  const auto cell = [&](double offset) {
    return static_cast<std::uint32_t>(offset / side * (kHilbertSide - 1));
  };
  std::vector<std::pair<std::uint32_t, std::uint32_t>> order;
  order.reserve(nodes.vertex.size());
  for (const std::uint32_t v : nodes.vertex) {
    order.emplace_back(hilbert_position(cell(lines.x[v] - x_min), cell(lines.y[v] - y_min)), v);
  }
  std::sort(order.begin(), order.end());
  nodes.of_vertex.resize(lines.x.size());
  for (std::size_t n = 0; n < order.size(); ++n) {
    nodes.vertex[n] = order[n].second;
    nodes.of_vertex[order[n].second] = NodeId(n);
  }
  return nodes;
}

/// Turns every piece from its smaller to its larger node, one-way streets for vehicles alone into
/// their direction, and sorts pieces by their ends.
void orient_and_sort(const NodeNumbers& nodes, std::vector<StreetPiece>& pieces) {
  for (StreetPiece& piece : pieces) {
    const WayUse& use = piece.use;
    const bool one_way =
        !use.is_walkable() && (use.drive_forward.lanes == 0 || use.drive_backward.lanes == 0);
    if (one_way ? use.drive_forward.lanes == 0
                : nodes.of_vertex[piece.to()] < nodes.of_vertex[piece.from()]) {
      piece.reverse();
    }
  }
  std::stable_sort(pieces.begin(), pieces.end(), [&](const StreetPiece& a, const StreetPiece& b) {
    return std::pair(nodes.of_vertex[a.from()], nodes.of_vertex[a.to()]) <
           std::pair(nodes.of_vertex[b.from()], nodes.of_vertex[b.to()]);
  });
}

StreetColumns make_streets(const RoadLines& lines, const std::vector<StreetPiece>& pieces) {
  StreetColumns streets;
  streets.first_vertex.push_back(0);
  for (const StreetPiece& piece : pieces) {
    streets.source_id.push_back(piece.source_id);
    streets.structure.push_back(piece.use.structure);
    streets.layer.push_back(piece.use.layer);
    for (const std::uint32_t v : piece.vertices) {
      streets.x.push_back(lines.x[v]);
      streets.y.push_back(lines.y[v]);
    }
    streets.first_vertex.push_back(static_cast<std::uint32_t>(streets.x.size()));
  }
  return streets;
}

/// A link before it has its id.
struct Direction {
  NodeId tail;
  NodeId head;
  std::uint32_t street = 0;
  bool forward = true;
  friend auto operator<=>(const Direction&, const Direction&) = default;
};

std::vector<Direction> make_directions(const NodeNumbers& nodes,
                                       const std::vector<StreetPiece>& pieces) {
  std::vector<Direction> directions;
  directions.reserve(2 * pieces.size());
  for (std::uint32_t s = 0; s < pieces.size(); ++s) {
    const NodeId from = nodes.of_vertex[pieces[s].from()];
    const NodeId to = nodes.of_vertex[pieces[s].to()];
    const WayUse& use = pieces[s].use;
    // Walkers go both ways; a street for vehicles alone has the directions that they may take.
    if (use.is_walkable() || use.drive_forward.lanes > 0) {
      directions.push_back({from, to, s, true});
    }
    if (use.is_walkable() || use.drive_backward.lanes > 0) {
      directions.push_back({to, from, s, false});
    }
  }
  std::sort(directions.begin(), directions.end());
  return directions;
}

LinkColumns make_links(const NodeNumbers& nodes, const std::vector<StreetPiece>& pieces) {
  LinkColumns links;
  std::vector<std::array<LinkId, 2>> of_street(pieces.size());
  for (const Direction& direction : make_directions(nodes, pieces)) {
    const StreetPiece& piece = pieces[direction.street];
    YANBI_EXPECT(piece.length_mm <= kLongestStreet);
    of_street[direction.street][direction.forward ? 0 : 1] = LinkId(links.tail.size());
    links.tail.push_back(direction.tail);
    links.head.push_back(direction.head);
    links.length_mm.push_back(static_cast<std::uint32_t>(piece.length_mm));
    const WayUse& use = piece.use;
    const DriveUse& drive = direction.forward ? use.drive_forward : use.drive_backward;
    links.width.push_back(use.width);
    links.form.push_back(direction.forward ? use.forward : use.backward);
    links.street.push_back(direction.street);
    links.lanes.push_back(drive.lanes);
    links.speed.push_back(drive.speed);
    links.capacity.push_back(drive.capacity);
  }
  links.opposite.resize(links.tail.size());
  for (const auto& [forward, backward] : of_street) {
    if (forward.has_value() && backward.has_value()) {
      links.opposite[forward.index()] = backward;
      links.opposite[backward.index()] = forward;
    }
  }
  return links;
}

/// Vertices of turn rules: they stay nodes, so that the rules can be told from each other.
std::vector<bool> rule_vertices(const RoadLines& lines) {
  std::vector<bool> is_fixed(lines.x.size(), false);
  for (const TurnRule& rule : lines.turn_rules) {
    is_fixed[rule.via] = true;
  }
  return is_fixed;
}

/// The source's ids of the nodes; none where it has no ids.
std::vector<std::int64_t> keys_of(const NodeNumbers& nodes, const RoadLines& lines) {
  std::vector<std::int64_t> keys;
  if (!lines.vertex_key.empty()) {
    for (const std::uint32_t v : nodes.vertex) {
      YANBI_EXPECT(v < lines.vertex_key.size());
      keys.push_back(lines.vertex_key[v]);
    }
  }
  return keys;
}

}  // namespace

std::uint32_t hilbert_position(std::uint32_t x, std::uint32_t y) noexcept {
  std::uint32_t position = 0;
  for (std::uint32_t s = kHilbertSide / 2; s > 0; s /= 2) {
    const std::uint32_t right = (x & s) != 0 ? 1 : 0;
    const std::uint32_t upper = (y & s) != 0 ? 1 : 0;
    position += s * s * ((3 * right) ^ upper);
    if (upper == 0) {
      if (right == 1) {
        x = kHilbertSide - 1 - x;
        y = kHilbertSide - 1 - y;
      }
      std::swap(x, y);
    }
  }
  return position;
}

BuiltNetwork build_network(const RoadLines& lines) {
  BuiltNetwork built;
  std::vector<StreetPiece> pieces = split_lines(lines, built.report);
  drop_duplicates(pieces, built.report);
  keep_largest_parts(pieces, lines.x.size(), built.report);
  if (lines.join_chains) {
    join_chains(pieces, lines.x.size(), rule_vertices(lines), built.report);
  }
  if (pieces.empty()) {
    return built;
  }
  const NodeNumbers nodes = number_nodes(lines, pieces);
  orient_and_sort(nodes, pieces);
  std::vector<double> node_x;
  std::vector<double> node_y;
  for (const std::uint32_t v : nodes.vertex) {
    node_x.push_back(lines.x[v]);
    node_y.push_back(lines.y[v]);
  }
  LinkColumns links = make_links(nodes, pieces);
  std::vector<TurnBan> bans =
      make_turn_bans(lines.turn_rules, pieces, nodes.of_vertex, links, built.report);
  built.network = RoadNetwork(std::move(node_x), std::move(node_y), std::move(links),
                              make_streets(lines, pieces), std::move(bans), keys_of(nodes, lines));
  return built;
}

}  // namespace yanbi
