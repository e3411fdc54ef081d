// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/synthetic/real_frame.hpp"

namespace yanbi {
namespace {

// UTM zone 31 north, on the sea.
constexpr const char* kCrs = "EPSG:32631";
constexpr Point kSouthWest = {500000.0, 10000.0};

using Ring = std::vector<Point>;

Ring rectangle(Point low, Point high) { return {low, {low.x, high.y}, high, {high.x, low.y}}; }

/// An ellipse of 32 corners that fills the box from `low` to `high`.
Ring ellipse(Point low, Point high) {
  const Point middle = 0.5 * (low + high);
  Ring ring;
  for (const Point& direction : circle_of_directions()) {
    ring.push_back({middle.x + direction.x * (high.x - middle.x),
                    middle.y + direction.y * (high.y - middle.y)});
  }
  return ring;
}

/// Shoelace formula, whichever way the ring turns.
double area_of(const Ring& ring) {
  double twice = 0.0;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& p = ring[i];
    const Point& q = ring[(i + 1) % ring.size()];
    twice += p.x * q.y - q.x * p.y;
  }
  return 0.5 * std::abs(twice);
}

/// What `inside` holds of a convex ring, where `inside` is at least 0 on one side of a line and
/// linear (Sutherland and Hodgman 1974).
template <class Inside>
Ring cut(const Ring& ring, const Inside& inside) {
  Ring kept;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point& p = ring[i];
    const Point& q = ring[(i + 1) % ring.size()];
    const double at_p = inside(p);
    const double at_q = inside(q);
    if (at_p >= 0.0) {
      kept.push_back(p);
    }
    if ((at_p > 0.0 && at_q < 0.0) || (at_p < 0.0 && at_q > 0.0)) {
      kept.push_back(p + at_p / (at_p - at_q) * (q - p));
    }
  }
  return kept;
}

/// The part of a convex ring in the box from `low` to `high`; without area it is none.
Ring part_in_box(Ring ring, Point low, Point high) {
  ring = cut(ring, [&](const Point& p) { return p.x - low.x; });
  ring = cut(ring, [&](const Point& p) { return high.x - p.x; });
  ring = cut(ring, [&](const Point& p) { return p.y - low.y; });
  ring = cut(ring, [&](const Point& p) { return high.y - p.y; });
  return area_of(ring) > 0.0 ? ring : Ring{};
}

void add_district(const Ring& ring, Geography& districts) {
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
void make_districts(const FrameSpec& spec, const Ring& outline, Point size, Frame& frame) {
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
      const Ring part = part_in_box(outline, {west, south}, {east, north});
      if (!part.empty()) {
        add_district(part, frame.districts);
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
  const Ring unit = ellipse({0.0, 0.0}, {1.0, 1.0});
  const double share_of_box = given.rounded ? area_of(unit) : 1.0;
  const double width = std::sqrt(given.area * kSquareMetresPerKm2 * given.aspect / share_of_box);
  const Point size = {width, width / given.aspect};
  const Point high = kSouthWest + size;
  const Ring outline = given.rounded ? ellipse(kSouthWest, high) : rectangle(kSouthWest, high);
  frame.districts.name = "district";
  frame.districts.first_ring.push_back(0);
  frame.districts.first_vertex.push_back(0);
  make_districts(given, outline, size, frame);
  frame.region_of_zone.assign(frame.districts.size(), 0);
  frame.regions = {
      {area_of(outline), given.population, given.urban_share, {outline}, kSouthWest, high}};
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
