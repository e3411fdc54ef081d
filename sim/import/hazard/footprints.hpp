// SPDX-License-Identifier: Apache-2.0
#pragma once
// What lies in the footprints of strikes: circles, polygons of layers, cells of rasters.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/hazard/area.hpp"
#include "sim/import/hazard/attack_spec.hpp"
#include "sim/import/hazard/city_index.hpp"

namespace yanbi {

/// What the making of strikes needs.
struct AttackContext {
  const City& city;
  const Crs& working;
  const CityIndex& index;
  int threads = 1;
  ProblemList& problems;
  std::vector<ImportNote>& notes;
};

/// A footprint that is an area, before it is known what lies in it.
struct AreaFootprint {
  std::unique_ptr<Area> area;
  std::uint32_t effects = 0;
  std::string key;  ///< of the layer, where each key is a strike; else empty
};

/// The area of a circle; a problem and nothing when its centre is no position of the city.
[[nodiscard]] std::unique_ptr<Area> circle_area(const CircleSpec& circle, const std::string& strike,
                                                const AttackContext& context);

/// The polygons of a layer.
[[nodiscard]] std::vector<AreaFootprint> layer_footprints(const FootprintLayerSpec& spec,
                                                          const AttackSpec& attack,
                                                          const AttackContext& context);

/// A footprint for each class of a raster that any place of the city has: streets by samples at
/// distances of at most a cell, all else by position.
[[nodiscard]] std::vector<Footprint> raster_footprints(const IntensityRasterSpec& spec,
                                                       const AttackContext& context);

/// Links along streets, ascending.
class StreetLinks {
 public:
  explicit StreetLinks(const RoadNetwork& network);
  [[nodiscard]] std::vector<LinkId> of(const std::vector<std::uint32_t>& streets) const;

 private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> link_;
};

/// The footprint of what lies inside, without probabilities of works.
[[nodiscard]] Footprint footprint_of(const PlacesInside& inside, const StreetLinks& links,
                                     std::uint32_t effects);

}  // namespace yanbi
