// SPDX-License-Identifier: Apache-2.0
#pragma once
// A plan on the map: its rows as lines.

#include <filesystem>

#include "sim/plan/plan_rows.hpp"
#include "sim/yanbi.hpp"

namespace yanbi {

/// Whether the ending of a name is one that save_plan_map() knows, in this build or another.
[[nodiscard]] bool is_plan_map_file(const std::filesystem::path& path);

/// Writes the rows of a plan with their ways, from the place of the origin on its street to that of
/// the door: GeoJSON in longitude and latitude (RFC 7946) or GeoPackage in the working CRS, by the
/// ending of the name. People who take different ways have rows of their own. The file appears
/// whole or not at all.
/// @throws RunError when it cannot be written, NotInThisBuild.
void save_plan_map(const std::filesystem::path& path, const PreparedScenario& prepared,
                   PlanGrouping by);

}  // namespace yanbi
