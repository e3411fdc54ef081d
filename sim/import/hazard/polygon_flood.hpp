// SPDX-License-Identifier: Apache-2.0
#pragma once
// A flood from areas that are under water from one time to another.

#include <optional>

#include "sim/hazard/hazard.hpp"
#include "sim/import/hazard/flood_context.hpp"
#include "sim/import/hazard/flood_spec.hpp"

namespace yanbi {

/// Water comes and goes within one tick: there are two frames for each time at which an area's
/// water does, 0.1 s apart. Where areas overlap the deepest counts. Nothing when there is a
/// problem.
[[nodiscard]] std::optional<Flood> polygon_flood(const PolygonFloodSpec& spec,
                                                 const FloodContext& context);

}  // namespace yanbi
