// SPDX-License-Identifier: Apache-2.0
#pragma once
// Buildings of an OpenStreetMap file as points with a footprint: what a population is spread over
// where nobody knows who lives in which building.

#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// Every closed way and every multipolygon with a tag `building` other than "no", one row each:
/// ways by their ids, then relations. Columns: id ("w123", "r45"), building, levels, height,
/// amenity, name (as tagged, "" where not) and area_m2 (footprint without courtyards). The points
/// lie inside the footprints, in EPSG:4326. A way that is part of a building's multipolygon is no
/// building of its own. Footprints that cannot be put together are left out and noted.
[[nodiscard]] Table read_osm_buildings(const SourceSpec& source, ProblemList& problems,
                                       std::vector<ImportNote>& notes);

}  // namespace yanbi
