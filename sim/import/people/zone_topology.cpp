// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/zone_topology.hpp"

// Boost.Geometry 1.74 itself includes a header that Boost has since deprecated.
#define BOOST_ALLOW_DEPRECATED_HEADERS

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <ogr_geometry.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "sim/import/geo/gdal_scope.hpp"

namespace yanbi {
namespace {

namespace bg = boost::geometry;
using Point = bg::model::point<double, 2, bg::cs::cartesian>;
using Box = bg::model::box<Point>;
using Entry = std::pair<Box, std::size_t>;

Box box_of(const OGRGeometry& geometry) {
  OGREnvelope envelope;
  geometry.getEnvelope(&envelope);
  return {{envelope.MinX, envelope.MinY}, {envelope.MaxX, envelope.MaxY}};
}

/// Pieces smaller than this, m2, come from rounding where borders meet, and are not counted.
constexpr double kRounding = 0.01;

/// Pairs of zones whose boxes meet, in order.
std::vector<std::pair<std::size_t, std::size_t>> neighbours(
    const std::vector<const OGRGeometry*>& zones) {
  std::vector<Entry> entries;
  for (std::size_t z = 0; z < zones.size(); ++z) {
    entries.emplace_back(box_of(*zones[z]), z);
  }
  const bg::index::rtree<Entry, bg::index::rstar<16>> tree(entries.begin(), entries.end());
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (const auto& [box, zone] : entries) {
    for (auto it = tree.qbegin(bg::index::intersects(box)); it != tree.qend(); ++it) {
      if (it->second > zone) {
        pairs.emplace_back(zone, it->second);
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

double outline_of(const OGRPolygon& polygon) {
  double length = 0.0;
  for (const OGRLinearRing* ring : polygon) {
    length += ring->get_Length();
  }
  return length;
}

bool is_sliver(double area, double outline, double width) { return 2.0 * area < width * outline; }

/// Calls `take` for each polygon in a geometry of any kind.
template <class Take>
void for_polygons(const OGRGeometry& geometry, const Take& take) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPolygon) {
    take(*geometry.toPolygon());
  } else if (type == wkbMultiPolygon || type == wkbGeometryCollection) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
      for_polygons(*part, take);
    }
  }
}

void measure_overlaps(const std::vector<const OGRGeometry*>& zones, double sliver_width,
                      ZoneTopology& out) {
  for (const auto& [a, b] : neighbours(zones)) {
    const std::unique_ptr<OGRGeometry> shared(zones[a]->Intersection(zones[b]));
    if (!shared) {
      continue;
    }
    double wide = 0.0;
    for_polygons(*shared, [&](const OGRPolygon& piece) {
      const double area = piece.get_Area();
      if (area < kRounding) {
        return;
      }
      if (is_sliver(area, outline_of(piece), sliver_width)) {
        ++out.overlap_slivers;
        out.overlap_sliver_area += area;
      } else {
        wide += area;
      }
    });
    if (wide > 0.0) {
      ++out.overlaps;
      out.overlap_area += wide;
      if (!out.largest_overlap || wide > out.largest_overlap->area) {
        out.largest_overlap = ZoneTopology::Pair{a, b, wide};
      }
    }
  }
}

/// Holes of the union are gaps.
void measure_gaps(const std::vector<const OGRGeometry*>& zones, double sliver_width,
                  ZoneTopology& out) {
  OGRMultiPolygon all;
  for (const OGRGeometry* zone : zones) {
    for_polygons(*zone, [&](const OGRPolygon& polygon) { all.addGeometry(&polygon); });
  }
  const std::unique_ptr<OGRGeometry> together(all.UnionCascaded());
  if (!together) {
    return;
  }
  for_polygons(*together, [&](const OGRPolygon& polygon) {
    for (int hole = 0; hole < polygon.getNumInteriorRings(); ++hole) {
      const OGRLinearRing& ring = *polygon.getInteriorRing(hole);
      const double area = ring.get_Area();
      if (area < kRounding) {
        continue;
      }
      if (is_sliver(area, ring.get_Length(), sliver_width)) {
        ++out.gap_slivers;
        out.gap_sliver_area += area;
      } else {
        ++out.gaps;
        out.gap_area += area;
        out.largest_gap = std::max(out.largest_gap, area);
      }
    }
  });
}

}  // namespace

ZoneTopology measure_topology(const std::vector<const OGRGeometry*>& zones, double sliver_width) {
  const GdalScope scope;
  ZoneTopology out;
  for (const OGRGeometry* zone : zones) {
    for_polygons(*zone, [&](const OGRPolygon& polygon) { out.total_area += polygon.get_Area(); });
  }
  measure_overlaps(zones, sliver_width, out);
  measure_gaps(zones, sliver_width, out);
  return out;
}

}  // namespace yanbi
