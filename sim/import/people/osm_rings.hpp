// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rings of OpenStreetMap multipolygons, put together from ways that meet end to end.

#include <cstdint>
#include <optional>
#include <vector>

namespace yanbi {

/// Ids of nodes along a line; of a ring, the first again at the end.
using OsmCourse = std::vector<std::int64_t>;

/// Rings of the courses, each used once, in the order of the courses they begin with. Nothing when
/// some course is left that belongs to no ring.
[[nodiscard]] std::optional<std::vector<OsmCourse>> join_rings(std::vector<OsmCourse> courses);

}  // namespace yanbi
