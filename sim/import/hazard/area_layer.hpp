// SPDX-License-Identifier: Apache-2.0
#pragma once
// The polygons of a layer as areas in the working CRS, with their attributes.

#include <memory>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/hazard/area.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// Features with their areas; index = row of `table`.
struct AreaLayer {
  Table table;
  std::vector<std::unique_ptr<Area>> areas;  ///< null where there is a problem
};

/// Reads the columns `columns` of a layer and its polygons. Outlines that are not valid are
/// repaired, which is noted under `topic`. Features that are no polygons or enclose nothing are
/// problems.
[[nodiscard]] AreaLayer read_area_layer(const SourceSpec& source,
                                        const std::vector<std::string>& columns,
                                        const std::string& topic, const Crs& working,
                                        ProblemList& problems, std::vector<ImportNote>& notes);

}  // namespace yanbi
