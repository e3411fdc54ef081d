// SPDX-License-Identifier: Apache-2.0
#pragma once
// Polygons between our flat columns and GDAL's geometries, and their repair (GEOS).

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "sim/import/geo/vector_layer.hpp"

class OGRGeometry;

namespace yanbi {

/// A feature's polygons as a multipolygon with the vertices (x, y) in place of the layer's own.
/// Precondition: layer.kind[feature] is kPolygon. Never null.
[[nodiscard]] std::unique_ptr<OGRGeometry> polygons_of(const VectorLayer& layer,
                                                       std::size_t feature,
                                                       const std::vector<double>& x,
                                                       const std::vector<double>& y);

/// What became of polygons whose outlines were wrong.
struct MendedPolygons {
  std::unique_ptr<OGRGeometry> polygons;  ///< null when nothing with an area was left
  std::string fault;                      ///< what was wrong, in GEOS's words
  double area_before = 0.0;               ///< m2: outer rings less holes, as they were given
  double area_after = 0.0;
};

/// Repairs what is wrong by the rules of simple features (rings that cross themselves, that are not
/// closed, spikes, holes outside of their ring or given before it) without moving vertices: parts
/// that overlap become one, a hole stays a hole.
[[nodiscard]] MendedPolygons mend_polygons(const OGRGeometry& polygons);

/// Whether outlines are right by the rules of simple features.
[[nodiscard]] bool are_valid_polygons(const OGRGeometry& polygons);

}  // namespace yanbi
