// SPDX-License-Identifier: Apache-2.0
#include "sim/import/attach.hpp"

// Boost.Geometry 1.74 itself includes a header that Boost has since deprecated.
#define BOOST_ALLOW_DEPRECATED_HEADERS

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/iterator/function_output_iterator.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;

using Point = bg::model::point<double, 2, bg::cs::cartesian>;
using Segment = bg::model::segment<Point>;
/// A straight piece of a street, named by its first vertex.
using Entry = std::pair<Segment, std::uint32_t>;

/// Distances closer than this, m, are equal: positions near a junction see several streets alike.
constexpr double kTie = 1e-6;

/// The foot of a position on the piece that begins at one vertex.
struct Foot {
  double distance = 0.0;  ///< m
  double along = 0.0;     ///< m from the first vertex of the piece
};

Foot foot_on(const StreetColumns& streets, std::uint32_t vertex, double x, double y) {
  const double ax = streets.x[vertex];
  const double ay = streets.y[vertex];
  const double dx = streets.x[vertex + 1] - ax;
  const double dy = streets.y[vertex + 1] - ay;
  const double square = dx * dx + dy * dy;
  const double share =
      square > 0.0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / square, 0.0, 1.0) : 0.0;
  const double fx = ax + share * dx - x;
  const double fy = ay + share * dy - y;
  return {std::sqrt(fx * fx + fy * fy), share * std::sqrt(square)};
}

}  // namespace

struct StreetLocator::Tree {
  bgi::rtree<Entry, bgi::rstar<16>> pieces;
  std::vector<double> along;          ///< m from the street's first vertex, by vertex
  std::vector<std::uint32_t> street;  ///< by vertex
  std::vector<LinkId> link;           ///< by street: the link in vertex order

  /// The first piece, by its vertex, of those within `distance`, of which there must be one.
  [[nodiscard]] std::uint32_t first_within(const StreetColumns& streets, double x, double y,
                                           double distance) const {
    const bg::model::box<Point> box(Point(x - distance, y - distance),
                                    Point(x + distance, y + distance));
    std::uint32_t first = std::numeric_limits<std::uint32_t>::max();
    const auto take = [&](const Entry& piece) {
      if (piece.second < first && foot_on(streets, piece.second, x, y).distance <= distance) {
        first = piece.second;
      }
    };
    pieces.query(bgi::intersects(box), boost::make_function_output_iterator(take));
    YANBI_ENSURE(first != std::numeric_limits<std::uint32_t>::max());
    return first;
  }
};

StreetLocator::StreetLocator(const RoadNetwork& network)
    : network_(network), tree_(std::make_unique<Tree>()) {
  const StreetColumns& streets = network.streets();
  tree_->along.assign(streets.x.size(), 0.0);
  tree_->street.assign(streets.x.size(), 0);
  std::vector<Entry> entries;
  entries.reserve(streets.x.size());
  // Links come in the order of their ids, so the first of a street is the one in vertex order.
  tree_->link.resize(network.street_count());
  for (std::size_t l = network.link_count(); l-- > 0;) {
    tree_->link[network.links().street[l]] = LinkId(l);
  }
  for (std::uint32_t s = 0; s < network.street_count(); ++s) {
    if (!network.is_walkable(tree_->link[s])) {
      continue;
    }
    for (std::uint32_t v = streets.first_vertex[s]; v < streets.first_vertex[s + 1]; ++v) {
      tree_->street[v] = s;
      if (v + 1 == streets.first_vertex[s + 1]) {
        break;
      }
      const Point a(streets.x[v], streets.y[v]);
      const Point b(streets.x[v + 1], streets.y[v + 1]);
      tree_->along[v + 1] = tree_->along[v] + bg::distance(a, b);
      entries.emplace_back(Segment(a, b), v);
    }
  }
  tree_->pieces = decltype(tree_->pieces)(entries.begin(), entries.end());
}

StreetLocator::~StreetLocator() = default;

std::optional<Attachment> StreetLocator::nearest(double x, double y, double max_distance) const {
  const StreetColumns& streets = network_.streets();
  std::array<Entry, 1> nearest_piece;
  if (tree_->pieces.query(bgi::nearest(Point(x, y), 1), nearest_piece.begin()) == 0) {
    return std::nullopt;
  }
  const double least = foot_on(streets, nearest_piece.front().second, x, y).distance;
  if (least > max_distance) {
    return std::nullopt;
  }
  const std::uint32_t best = tree_->first_within(streets, x, y, least + kTie);
  const Foot foot = foot_on(streets, best, x, y);
  const std::uint32_t street = tree_->street[best];
  const double total = tree_->along[streets.first_vertex[street + 1] - 1];
  const LinkId link = tree_->link[street];
  const std::uint32_t length = network_.length_mm(link);
  const double share = total > 0.0 ? (tree_->along[best] + foot.along) / total : 0.0;
  const auto offset = static_cast<std::uint32_t>(
      std::clamp(std::llround(share * length), 0LL, static_cast<long long>(length)));
  return Attachment{{link, offset}, foot.distance};
}

}  // namespace yanbi
