// SPDX-License-Identifier: Apache-2.0
#pragma once
// A flood from rasters of depth, and of velocity if there are any.

#include <optional>

#include "sim/hazard/hazard.hpp"
#include "sim/import/hazard/flood_context.hpp"
#include "sim/import/hazard/flood_spec.hpp"

namespace yanbi {

/// Looks the water up along every street, at distances of at most a cell, and at every door and
/// origin. Nothing when there is a problem.
[[nodiscard]] std::optional<Flood> raster_flood(const RasterFloodSpec& spec,
                                                const FloodContext& context);

}  // namespace yanbi
