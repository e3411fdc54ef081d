// SPDX-License-Identifier: Apache-2.0
#pragma once
// Polygons as points with an area: for layers whose outlines do not matter, such as the footprints
// of buildings.

#include "sim/base/problem.hpp"
#include "sim/config/table.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/geo/vector_layer.hpp"

namespace yanbi {

/// The attributes of a layer of polygons, one more column "area_m2" (holes taken off), and as
/// points a position inside each polygon, in the layer's CRS. Areas are those of an equal-area
/// projection around the layer's middle, so that they are right in any CRS, degrees too. Features
/// that are no polygons, or that have no area, are problems; so is a column "area_m2" that the
/// layer has already.
[[nodiscard]] Table polygon_table(VectorLayer layer, const Crs& layer_crs, ProblemList& problems);

}  // namespace yanbi
