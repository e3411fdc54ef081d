// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/frame.hpp"

// Boost.Geometry 1.74 itself includes a header that Boost has since deprecated.
#define BOOST_ALLOW_DEPRECATED_HEADERS

#include <boost/geometry.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/synthetic/real_frame.hpp"

namespace yanbi {
namespace {

namespace bg = boost::geometry;
using BoostPoint = bg::model::point<double, 2, bg::cs::cartesian>;
using BoostPolygon = bg::model::polygon<BoostPoint>;

// UTM zone 31 north, on the sea.
constexpr const char* kCrs = "EPSG:32631";
constexpr Point kSouthWest = {500000.0, 10000.0};
constexpr double kSquareMetresPerKm2 = 1e6;

BoostPolygon rectangle(Point low, Point high) {
  BoostPolygon polygon;
  for (const Point& p : {low, Point{low.x, high.y}, high, Point{high.x, low.y}, low}) {
    bg::append(polygon.outer(), BoostPoint(p.x, p.y));
  }
  return polygon;
}

/// An ellipse of 32 corners that fills the box from `low` to `high`.
BoostPolygon ellipse(Point low, Point high) {
  const Point middle = 0.5 * (low + high);
  BoostPolygon polygon;
  for (const Point& direction : circle_of_directions()) {
    bg::append(polygon.outer(), BoostPoint(middle.x + direction.x * (high.x - middle.x),
                                           middle.y + direction.y * (high.y - middle.y)));
  }
  bg::correct(polygon);
  return polygon;
}

std::vector<Point> ring_of(const BoostPolygon& polygon) {
  std::vector<Point> ring;
  for (std::size_t i = 0; i + 1 < polygon.outer().size(); ++i) {
    ring.push_back({polygon.outer()[i].get<0>(), polygon.outer()[i].get<1>()});
  }
  return ring;
}

void add_district(const std::vector<Point>& ring, Geography& districts) {
  districts.key.push_back(fmt::format("D{}", districts.size() + 1));
  districts.label.push_back(fmt::format("District {}", districts.size()));
  for (const Point& p : ring) {
    districts.x.push_back(p.x);
    districts.y.push_back(p.y);
  }
  districts.first_vertex.push_back(static_cast<std::uint32_t>(districts.x.size()));
  districts.first_ring.push_back(static_cast<std::uint32_t>(districts.size()));
}

/// Cuts the outline into rows, and rows into districts of about one size.
void make_districts(const FrameSpec& spec, const BoostPolygon& outline, Point size, Frame& frame) {
  const int rows = std::clamp(
      static_cast<int>(std::lround(std::sqrt(spec.districts / spec.aspect))), 1, spec.districts);
  int made = 0;
  for (int row = 0; row < rows; ++row) {
    const int last = static_cast<int>(std::int64_t{spec.districts} * (row + 1) / rows);
    const double south = kSouthWest.y + size.y * made / spec.districts;
    const double north = kSouthWest.y + size.y * last / spec.districts;
    const int in_row = last - made;
    for (int column = 0; column < in_row; ++column) {
      const double west = kSouthWest.x + size.x * column / in_row;
      const double east = kSouthWest.x + size.x * (column + 1) / in_row;
      std::vector<BoostPolygon> parts;
      bg::intersection(outline, rectangle({west, south}, {east, north}), parts);
      if (!parts.empty()) {
        add_district(ring_of(parts.front()), frame.districts);
      }
    }
    made = last;
  }
}

Frame make_up_frame(const SyntheticSpec& spec) {
  const FrameSpec& given = spec.frame;
  Frame frame;
  frame.crs = kCrs;
  frame.household_shares = given.household_shares;
  const BoostPolygon unit = ellipse({0.0, 0.0}, {1.0, 1.0});
  const double share_of_box = given.rounded ? bg::area(unit) : 1.0;
  const double width = std::sqrt(given.area * kSquareMetresPerKm2 * given.aspect / share_of_box);
  const Point size = {width, width / given.aspect};
  const Point high = kSouthWest + size;
  const BoostPolygon outline =
      given.rounded ? ellipse(kSouthWest, high) : rectangle(kSouthWest, high);
  frame.districts.name = "district";
  frame.districts.first_ring.push_back(0);
  frame.districts.first_vertex.push_back(0);
  make_districts(given, outline, size, frame);
  frame.region_of_zone.assign(frame.districts.size(), 0);
  frame.regions = {{bg::area(outline),
                    given.population,
                    given.urban_share,
                    {ring_of(outline)},
                    kSouthWest,
                    high}};
  return frame;
}

}  // namespace

Frame make_frame(const SyntheticSpec& spec, ProblemList& problems, std::vector<ImportNote>& notes) {
  Frame frame = spec.frame.real ? read_real_frame(spec, problems, notes) : make_up_frame(spec);
  add_note(notes, "frame", "districts", as_figure(frame.districts.size()), "districts",
           frame.is_real ? "Districts and their people are real: boundaries and census were read."
                         : "Districts are made up.");
  return frame;
}

double Ground::border_distance(std::uint32_t region, Point p) const {
  double least = std::numeric_limits<double>::max();
  for (const std::vector<Point>& ring : frame_.regions[region].rings) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      least = std::min(least, distance_to_piece(p, ring[i], ring[(i + 1) % ring.size()]));
    }
  }
  return least;
}

}  // namespace yanbi
