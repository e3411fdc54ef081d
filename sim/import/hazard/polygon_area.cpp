// SPDX-License-Identifier: Apache-2.0
// Boost.Geometry 1.74 itself includes a header that Boost has since deprecated.
#define BOOST_ALLOW_DEPRECATED_HEADERS

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "sim/import/hazard/area.hpp"

namespace yanbi {
namespace {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;

using AreaPoint = bg::model::point<double, 2, bg::cs::cartesian>;
using AreaBox = bg::model::box<AreaPoint>;

/// Whether a place is in an area, as far as that is known.
enum class Side : std::uint8_t { kUnknown, kInside, kOutside };

AreaBox box_around(const AreaEdge& edge) {
  return {AreaPoint(std::min(edge.ax, edge.bx), std::min(edge.ay, edge.by)),
          AreaPoint(std::max(edge.ax, edge.bx), std::max(edge.ay, edge.by))};
}

/// Where on `piece` (0 to 1) it meets `edge`; nothing when it does not, or runs along it.
std::optional<double> meeting(const AreaEdge& piece, const AreaEdge& edge) {
  const double px = piece.bx - piece.ax;
  const double py = piece.by - piece.ay;
  const double ex = edge.bx - edge.ax;
  const double ey = edge.by - edge.ay;
  const double cross = px * ey - py * ex;
  if (cross == 0.0) {
    return std::nullopt;
  }
  const double qx = edge.ax - piece.ax;
  const double qy = edge.ay - piece.ay;
  const double on_piece = (qx * ey - qy * ex) / cross;
  const double on_edge = (qx * py - qy * px) / cross;
  const bool meets = on_piece >= 0.0 && on_piece <= 1.0 && on_edge >= 0.0 && on_edge <= 1.0;
  return meets ? std::optional(on_piece) : std::nullopt;
}

class PolygonArea final : public Area {
 public:
  explicit PolygonArea(std::vector<AreaEdge> edges) : edges_(std::move(edges)) {
    std::vector<Entry> entries;
    entries.reserve(edges_.size());
    box_ = {edges_.front().ax, edges_.front().ay, edges_.front().ax, edges_.front().ay};
    for (std::size_t e = 0; e < edges_.size(); ++e) {
      const AreaEdge& edge = edges_[e];
      box_ = {std::min({box_.x_min, edge.ax, edge.bx}), std::min({box_.y_min, edge.ay, edge.by}),
              std::max({box_.x_max, edge.ax, edge.bx}), std::max({box_.y_max, edge.ay, edge.by})};
      entries.emplace_back(box_around(edge), static_cast<std::uint32_t>(e));
    }
    tree_ = Tree(entries);
  }

  [[nodiscard]] BoundingBox box() const override { return box_; }

  /// Counts the edges that a ray to the east crosses.
  [[nodiscard]] bool contains(double x, double y) const override {
    if (!box_.contains(x, y)) {
      return false;
    }
    bool inside = false;
    const AreaBox ray(AreaPoint(x, y), AreaPoint(box_.x_max, y));
    for (auto it = tree_.qbegin(bgi::intersects(ray)); it != tree_.qend(); ++it) {
      const AreaEdge& edge = edges_[it->second];
      if ((edge.ay > y) != (edge.by > y)) {
        const double at = edge.ax + (y - edge.ay) / (edge.by - edge.ay) * (edge.bx - edge.ax);
        inside = inside != (x < at);
      }
    }
    return inside;
  }

  [[nodiscard]] LineCover cover(std::span<const double> x,
                                std::span<const double> y) const override {
    LineCover cover;
    Side side = Side::kUnknown;  // of the place reached, as long as no edge was met
    for (std::size_t v = 0; v + 1 < x.size(); ++v) {
      add_piece({x[v], y[v], x[v + 1], y[v + 1]}, side, cover);
    }
    return cover;
  }

 private:
  using Entry = std::pair<AreaBox, std::uint32_t>;
  using Tree = bgi::rtree<Entry, bgi::quadratic<16>>;

  /// Cuts a piece where it meets edges; the middle of each part says whether it is inside.
  void add_piece(const AreaEdge& piece, Side& side, LineCover& cover) const {
    std::vector<double> cuts = {0.0};
    const AreaBox around = box_around(piece);
    for (auto it = tree_.qbegin(bgi::intersects(around)); it != tree_.qend(); ++it) {
      if (const std::optional<double> at = meeting(piece, edges_[it->second])) {
        cuts.push_back(*at);
        cover.is_touched = true;
      }
    }
    const bool is_cut = cuts.size() > 1;
    cuts.push_back(1.0);
    std::ranges::sort(cuts);
    const double dx = piece.bx - piece.ax;
    const double dy = piece.by - piece.ay;
    const double length = std::sqrt(dx * dx + dy * dy);
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      if (is_cut || side == Side::kUnknown) {
        const double middle = 0.5 * (cuts[i] + cuts[i + 1]);
        side = contains(piece.ax + middle * dx, piece.ay + middle * dy) ? Side::kInside
                                                                        : Side::kOutside;
      }
      if (side == Side::kInside) {
        cover.inside += (cuts[i + 1] - cuts[i]) * length;
        cover.is_touched = true;
      }
    }
    if (is_cut) {
      side = Side::kUnknown;
    }
  }

  std::vector<AreaEdge> edges_;
  Tree tree_;
  BoundingBox box_;
};

}  // namespace

std::unique_ptr<Area> make_polygon(const Rings& rings) {
  std::vector<AreaEdge> sides;
  for (std::size_t r = 0; r + 1 < rings.first.size(); ++r) {
    const std::size_t begin = rings.first[r];
    const std::size_t end = rings.first[r + 1];
    for (std::size_t v = begin; v < end; ++v) {
      const std::size_t next = v + 1 < end ? v + 1 : begin;
      sides.push_back({rings.x[v], rings.y[v], rings.x[next], rings.y[next]});
    }
  }
  return make_polygon(std::move(sides));
}

std::unique_ptr<Area> make_polygon(std::vector<AreaEdge> sides) {
  return std::make_unique<PolygonArea>(std::move(sides));
}

}  // namespace yanbi
