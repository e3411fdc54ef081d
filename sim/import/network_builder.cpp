// SPDX-License-Identifier: Apache-2.0
#include "sim/import/network_builder.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/import/street_pieces.hpp"

namespace yanbi {
namespace {

constexpr std::uint32_t kHilbertSide = 1U << 16U;

/// Nodes of the network: which vertex each is, and which node each vertex is.
struct NodeNumbers {
  std::vector<std::uint32_t> vertex;
  std::vector<NodeId> of_vertex;
};

/// Ends of pieces, numbered along a Hilbert curve over the square that holds them all.
NodeNumbers number_nodes(const StreetLines& lines, const std::vector<StreetPiece>& pieces) {
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

/// Turns every piece from its smaller to its larger node, and sorts pieces by their ends.
void orient_and_sort(const NodeNumbers& nodes, std::vector<StreetPiece>& pieces) {
  for (StreetPiece& piece : pieces) {
    if (nodes.of_vertex[piece.to()] < nodes.of_vertex[piece.from()]) {
      piece.reverse();
    }
  }
  std::stable_sort(pieces.begin(), pieces.end(), [&](const StreetPiece& a, const StreetPiece& b) {
    return std::pair(nodes.of_vertex[a.from()], nodes.of_vertex[a.to()]) <
           std::pair(nodes.of_vertex[b.from()], nodes.of_vertex[b.to()]);
  });
}

StreetColumns make_streets(const StreetLines& lines, const std::vector<StreetPiece>& pieces) {
  StreetColumns streets;
  streets.first_vertex.push_back(0);
  for (const StreetPiece& piece : pieces) {
    streets.source_id.push_back(piece.source_id);
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
    directions.push_back({from, to, s, true});
    directions.push_back({to, from, s, false});
  }
  std::sort(directions.begin(), directions.end());
  return directions;
}

LinkColumns make_links(const NodeNumbers& nodes, const std::vector<StreetPiece>& pieces) {
  LinkColumns links;
  std::vector<std::array<LinkId, 2>> of_street(pieces.size());
  for (const Direction& direction : make_directions(nodes, pieces)) {
    const StreetPiece& piece = pieces[direction.street];
    if (piece.length_mm > std::numeric_limits<std::uint32_t>::max()) {
      throw RunError("a street is longer than 4,294 km: check the working CRS");
    }
    of_street[direction.street][direction.forward ? 0 : 1] = LinkId(links.tail.size());
    links.tail.push_back(direction.tail);
    links.head.push_back(direction.head);
    links.length_mm.push_back(static_cast<std::uint32_t>(piece.length_mm));
    links.width.push_back(piece.width);
    links.form.push_back(direction.forward ? piece.forward : piece.backward);
    links.street.push_back(direction.street);
  }
  links.opposite.resize(links.tail.size());
  for (const auto& [forward, backward] : of_street) {
    links.opposite[forward.index()] = backward;
    links.opposite[backward.index()] = forward;
  }
  return links;
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

BuiltNetwork build_network(const StreetLines& lines) {
  BuiltNetwork built;
  std::vector<StreetPiece> pieces = split_lines(lines, built.report);
  drop_duplicates(pieces, built.report);
  keep_largest_component(pieces, lines.x.size(), built.report);
  join_chains(pieces, lines.x.size(), built.report);
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
  built.network = RoadNetwork(std::move(node_x), std::move(node_y), make_links(nodes, pieces),
                              make_streets(lines, pieces));
  return built;
}

}  // namespace yanbi
