// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/zone_locator.hpp"

// Boost.Geometry 1.74 itself includes a header that Boost has since deprecated.
#define BOOST_ALLOW_DEPRECATED_HEADERS

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace yanbi {
namespace {

namespace bg = boost::geometry;
using Point = bg::model::point<double, 2, bg::cs::cartesian>;
using Box = bg::model::box<Point>;
using Entry = std::pair<Box, std::size_t>;

struct Edge {
  double ax = 0.0;
  double ay = 0.0;
  double bx = 0.0;
  double by = 0.0;
  std::uint32_t ring = 0;
};

std::vector<Edge> edges_of(const Geography& g, std::size_t zone) {
  std::vector<Edge> edges;
  for (std::uint32_t r = g.first_ring[zone]; r < g.first_ring[zone + 1]; ++r) {
    const std::uint32_t begin = g.first_vertex[r];
    const std::uint32_t end = g.first_vertex[r + 1];
    for (std::uint32_t v = begin, before = end - 1; v < end; before = v++) {
      edges.push_back({g.x[before], g.y[before], g.x[v], g.y[v], r});
    }
  }
  return edges;
}

/// The edges of one zone in strips from south to north, so that a position is held only against
/// those beside it.
class Outline {
 public:
  explicit Outline(const std::vector<Edge>& edges) {
    constexpr double kFar = std::numeric_limits<double>::max();
    double west = kFar;
    double east = -kFar;
    double north = -kFar;
    south_ = kFar;
    for (const Edge& edge : edges) {
      west = std::min({west, edge.ax, edge.bx});
      east = std::max({east, edge.ax, edge.bx});
      south_ = std::min({south_, edge.ay, edge.by});
      north = std::max({north, edge.ay, edge.by});
    }
    box_ = Box({west, south_}, {east, north});
    sort_into_strips(edges, north);
    add_up_area(edges);
  }

  [[nodiscard]] const Box& box() const { return box_; }
  [[nodiscard]] double area() const { return area_; }

  /// Even-odd rule: how many edges does the way to the east cross?
  [[nodiscard]] bool holds(double x, double y) const {
    return crosses_odd(x, y, [](const Edge& /*edge*/) { return true; });
  }

 private:
  template <class Counts>
  [[nodiscard]] bool crosses_odd(double x, double y, const Counts& counts) const {
    const std::size_t strip = strip_of(y);
    bool odd = false;
    for (std::uint32_t e = first_[strip]; e < first_[strip + 1]; ++e) {
      const Edge& edge = edges_[e];
      if (counts(edge) && (edge.ay > y) != (edge.by > y) &&
          x < (edge.bx - edge.ax) * (y - edge.ay) / (edge.by - edge.ay) + edge.ax) {
        odd = !odd;
      }
    }
    return odd;
  }

  [[nodiscard]] std::size_t strip_of(double y) const {
    const double at = std::clamp((y - south_) * strips_a_metre_, 0.0, last_strip_);
    return static_cast<std::size_t>(at);
  }

  void sort_into_strips(const std::vector<Edge>& edges, double north) {
    constexpr std::size_t kEdgesAStrip = 4;
    const std::size_t strips = edges.size() / kEdgesAStrip + 1;
    strips_a_metre_ = north > south_ ? static_cast<double>(strips) / (north - south_) : 0.0;
    last_strip_ = static_cast<double>(strips - 1);
    std::vector<std::pair<std::size_t, Edge>> by_strip;
    for (const Edge& edge : edges) {
      const std::size_t last = strip_of(std::max(edge.ay, edge.by));
      for (std::size_t s = strip_of(std::min(edge.ay, edge.by)); s <= last; ++s) {
        by_strip.emplace_back(s, edge);
      }
    }
    std::stable_sort(by_strip.begin(), by_strip.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    first_.assign(strips + 1, 0);
    for (const auto& [strip, edge] : by_strip) {
      ++first_[strip + 1];
      edges_.push_back(edge);
    }
    for (std::size_t s = 0; s < strips; ++s) {
      first_[s + 1] += first_[s];
    }
  }

  /// Rings inside an odd number of others are holes, whichever way round they run.
  void add_up_area(const std::vector<Edge>& edges) {
    for (std::size_t begin = 0; begin < edges.size();) {
      const Edge& first = edges[begin];
      double twice = 0.0;
      std::size_t e = begin;
      for (; e < edges.size() && edges[e].ring == first.ring; ++e) {
        twice += (edges[e].ax - first.ax) * (edges[e].by - first.ay) -
                 (edges[e].bx - first.ax) * (edges[e].ay - first.ay);
      }
      const bool is_hole = crosses_odd(0.5 * (first.ax + first.bx), 0.5 * (first.ay + first.by),
                                       [&](const Edge& edge) { return edge.ring != first.ring; });
      area_ += (is_hole ? -0.5 : 0.5) * std::abs(twice);
      begin = e;
    }
  }

  Box box_;
  double south_ = 0.0;
  double strips_a_metre_ = 0.0;
  double last_strip_ = 0.0;
  double area_ = 0.0;
  std::vector<std::uint32_t> first_;  ///< size: strips + 1
  std::vector<Edge> edges_;
};

}  // namespace

struct ZoneLocator::Index {
  std::vector<Outline> outlines;  ///< by zone
  bg::index::rtree<Entry, bg::index::rstar<16>> boxes;

  explicit Index(const Geography& geography) {
    std::vector<Entry> entries;
    for (std::size_t z = 0; z < geography.size(); ++z) {
      const std::vector<Edge> edges = edges_of(geography, z);
      outlines.emplace_back(edges);
      if (!edges.empty()) {
        entries.emplace_back(outlines.back().box(), z);
      }
    }
    boxes = decltype(boxes)(entries.begin(), entries.end());
  }

  /// Whether `a` comes before `b` where both hold a position.
  [[nodiscard]] bool is_before(std::size_t a, std::size_t b) const {
    return std::pair(outlines[a].area(), a) < std::pair(outlines[b].area(), b);
  }
};

ZoneLocator::ZoneLocator(const Geography& geography)
    : index_(std::make_unique<const Index>(geography)) {}
ZoneLocator::~ZoneLocator() = default;
ZoneLocator::ZoneLocator(ZoneLocator&&) noexcept = default;
ZoneLocator& ZoneLocator::operator=(ZoneLocator&&) noexcept = default;

std::optional<ZoneLocator::Found> ZoneLocator::find_all(double x, double y) const {
  std::optional<std::size_t> best;
  bool several = false;
  const auto end = index_->boxes.qend();
  for (auto it = index_->boxes.qbegin(bg::index::intersects(Point(x, y))); it != end; ++it) {
    const std::size_t zone = it->second;
    if (!index_->outlines[zone].holds(x, y)) {
      continue;
    }
    several = best.has_value();
    best = best && index_->is_before(*best, zone) ? *best : zone;
  }
  return best ? std::optional(Found{ZoneId(*best), several}) : std::nullopt;
}

std::optional<ZoneId> ZoneLocator::find(double x, double y) const {
  const std::optional<Found> found = find_all(x, y);
  return found ? std::optional(found->zone) : std::nullopt;
}

double ZoneLocator::area(ZoneId zone) const { return index_->outlines[zone.index()].area(); }

}  // namespace yanbi
