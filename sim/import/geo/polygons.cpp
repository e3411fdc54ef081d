// SPDX-License-Identifier: Apache-2.0
#include "sim/import/geo/polygons.hpp"

#include <ogr_geometry.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

#include "sim/import/geo/gdal_scope.hpp"

namespace yanbi {
namespace {

/// Outer rings less holes, as given: of a ring that crosses itself the parts count against each
/// other.
double plain_area(const OGRMultiPolygon& polygons) {
  double area = 0.0;
  for (const OGRPolygon* polygon : polygons) {
    for (const OGRLinearRing* ring : *polygon) {
      const double own = std::abs(ring->get_Area());
      area += ring == polygon->getExteriorRing() ? own : -own;
    }
  }
  return area;
}

/// The largest ring first: where it is not, a hole was written before its outer ring. Rings that
/// enclose nothing, for want of points, are left out.
std::unique_ptr<OGRPolygon> with_largest_ring_first(const OGRPolygon& polygon) {
  constexpr int kFewest = 4;  // the first point is the last too
  std::vector<const OGRLinearRing*> rings;
  for (const OGRLinearRing* ring : polygon) {
    if (ring->getNumPoints() >= kFewest) {
      rings.push_back(ring);
    }
  }
  const auto largest =
      std::max_element(rings.begin(), rings.end(), [](const auto* a, const auto* b) {
        return std::abs(a->get_Area()) < std::abs(b->get_Area());
      });
  if (largest != rings.end()) {
    std::rotate(rings.begin(), largest, largest + 1);
  }
  auto sorted = std::make_unique<OGRPolygon>();
  for (const OGRLinearRing* ring : rings) {
    sorted->addRingDirectly(ring->clone());
  }
  return sorted;
}

/// Appends the parts of a geometry that are polygons.
void add_polygons(const OGRGeometry& geometry, OGRMultiPolygon& out) {
  const OGRwkbGeometryType type = wkbFlatten(geometry.getGeometryType());
  if (type == wkbPolygon) {
    out.addGeometry(&geometry);
  } else if (type == wkbMultiPolygon || type == wkbGeometryCollection) {
    for (const OGRGeometry* part : *geometry.toGeometryCollection()) {
      add_polygons(*part, out);
    }
  }
}

}  // namespace

std::unique_ptr<OGRGeometry> polygons_of(const VectorLayer& layer, std::size_t feature,
                                         const std::vector<double>& x,
                                         const std::vector<double>& y) {
  auto polygons = std::make_unique<OGRMultiPolygon>();
  std::unique_ptr<OGRPolygon> polygon;
  for (std::uint32_t p = layer.first_part[feature]; p < layer.first_part[feature + 1]; ++p) {
    if (layer.outer[p] != 0 && polygon) {
      polygons->addGeometryDirectly(polygon.release());
    }
    if (!polygon) {
      polygon = std::make_unique<OGRPolygon>();
    }
    auto ring = std::make_unique<OGRLinearRing>();
    const std::uint32_t begin = layer.first_vertex[p];
    const auto count = static_cast<int>(layer.first_vertex[p + 1] - begin);
    ring->setPoints(count, x.data() + begin, y.data() + begin);
    ring->closeRings();
    polygon->addRingDirectly(ring.release());
  }
  if (polygon) {
    polygons->addGeometryDirectly(polygon.release());
  }
  return polygons;
}

bool are_valid_polygons(const OGRGeometry& polygons) {
  const GdalScope scope;
  return polygons.IsValid() != 0;
}

MendedPolygons mend_polygons(const OGRGeometry& polygons) {
  const GdalScope scope;
  MendedPolygons mended;
  static_cast<void>(polygons.IsValid());  // for what it says
  mended.fault = scope.warnings().empty() ? scope.summary("") : scope.warnings().front();
  const OGRMultiPolygon& given = *polygons.toMultiPolygon();
  OGRMultiPolygon sorted;
  for (const OGRPolygon* polygon : given) {
    std::unique_ptr<OGRPolygon> whole = with_largest_ring_first(*polygon);
    if (whole->getExteriorRing() != nullptr) {
      sorted.addGeometryDirectly(whole.release());
    }
  }
  mended.area_before = plain_area(sorted);
  const std::array<const char*, 2> method = {"METHOD=STRUCTURE", nullptr};
  const std::unique_ptr<OGRGeometry> valid(sorted.MakeValid(method.data()));
  if (valid) {
    auto parts = std::make_unique<OGRMultiPolygon>();
    add_polygons(*valid, *parts);
    mended.area_after = parts->get_Area();
    if (mended.area_after > 0.0) {
      mended.polygons = std::move(parts);
    }
  }
  return mended;
}

}  // namespace yanbi
