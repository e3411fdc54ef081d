// SPDX-License-Identifier: Apache-2.0
#pragma once
// A flood from the results of a two-dimensional HEC-RAS model.

#include <optional>

#include "sim/hazard/hazard.hpp"
#include "sim/import/hazard/flood_context.hpp"
#include "sim/import/hazard/flood_spec.hpp"

namespace yanbi {

/// Depth is the water surface of a cell above its lowest ground where the file has that, else above
/// the first water surface; velocity is the largest at any face of the cell. Time counts from the
/// first output. Nothing when there is a problem.
[[nodiscard]] std::optional<Flood> hecras_flood(const HecRasFloodSpec& spec,
                                                const FloodContext& context);

}  // namespace yanbi
