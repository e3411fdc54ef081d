// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who is within the footprints of a wave of strikes when it hits: sheltered, on the street, at
// home.

#include <cstdint>
#include <vector>

#include "sim/hazard/hazard.hpp"
#include "sim/kernel/shared_state.hpp"

namespace yanbi {

/// Counts the people within the footprints of those strikes of `wave` that hit in this replicate,
/// as they stand at the start of the step in which it hits. Appends a row for each kind of effects
/// that the wave has.
void count_exposure(const SharedState& state, const Attack& attack, std::uint32_t wave,
                    std::vector<Exposure>& exposures);

}  // namespace yanbi
