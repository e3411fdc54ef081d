// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/area_layer.hpp"

#include <fmt/format.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <utility>

#include "sim/import/geo/gdal_scope.hpp"
#include "sim/import/geo/polygons.hpp"
#include "sim/import/geo/vector_layer.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"

namespace yanbi {
namespace {

Rings rings_of(const OGRMultiPolygon& polygons) {
  Rings rings;
  for (const OGRPolygon* polygon : polygons) {
    for (const OGRLinearRing* ring : *polygon) {
      for (int v = 0; v < ring->getNumPoints(); ++v) {
        rings.x.push_back(ring->getX(v));
        rings.y.push_back(ring->getY(v));
      }
      rings.first.push_back(rings.x.size());
    }
  }
  return rings;
}

/// Whether all vertices of a feature could be projected.
bool is_placed(const VectorLayer& layer, std::size_t feature,
               const std::vector<std::uint8_t>& good) {
  const auto begin = good.begin() + layer.first_vertex[layer.first_part[feature]];
  const auto end = good.begin() + layer.first_vertex[layer.first_part[feature + 1]];
  return std::all_of(begin, end, [](std::uint8_t each) { return each != 0; });
}

}  // namespace

AreaLayer read_area_layer(const SourceSpec& source, const std::vector<std::string>& columns,
                          const std::string& topic, const Crs& working, ProblemList& problems,
                          std::vector<ImportNote>& notes) {
  const GdalScope scope;
  VectorLayer layer = read_vector_layer(source.path, source.given, source.layer, columns, problems,
                                        source.encoding);
  AreaLayer out;
  const std::optional<Crs> crs =
      layer.size() == 0 ? std::nullopt : source_crs(source, layer.table.crs, problems);
  if (!crs) {
    return out;
  }
  const std::vector<std::uint8_t> good =
      Projector(*crs, working).project(layer.x, layer.y, {source.given, "geometry", {}}, problems);
  std::size_t mended = 0;
  for (std::size_t f = 0; f < layer.size(); ++f) {
    out.areas.emplace_back();
    if (layer.kind[f] != GeometryKind::kPolygon) {
      problems.add(layer.table.problem_at(f, "geometry", "", "the feature is not a polygon",
                                          "give polygons or multipolygons"));
      continue;
    }
    if (!is_placed(layer, f, good)) {
      continue;
    }
    std::unique_ptr<OGRGeometry> polygons = polygons_of(layer, f, layer.x, layer.y);
    if (!are_valid_polygons(*polygons)) {
      polygons = mend_polygons(*polygons).polygons;
      ++mended;
    }
    if (polygons == nullptr || polygons->IsEmpty()) {
      problems.add(layer.table.problem_at(f, "geometry", "", "the outline encloses nothing",
                                          "repair the layer, or leave the feature out"));
      continue;
    }
    out.areas.back() = make_polygon(rings_of(*polygons->toMultiPolygon()));
  }
  if (mended > 0) {
    add_note(notes, topic, "repaired", as_figure(mended), "areas",
             fmt::format("{}: {} areas had outlines that were not valid and were repaired.",
                         source.given, mended));
  }
  out.table = std::move(layer.table);
  return out;
}

}  // namespace yanbi
