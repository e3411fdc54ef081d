// SPDX-License-Identifier: Apache-2.0
#pragma once
// How much memory a run takes while it moves people, beyond what runs share.

#include <cstdint>

#include "sim/kernel/simulation.hpp"

namespace yanbi {

/// About how many bytes one run of `input` asks for: its columns by party, link, shelter and
/// deadline, counted from their types, and its events. An estimate from above for ordinary cities.
[[nodiscard]] std::uint64_t estimate_run_bytes(const SimulationInput& input);

}  // namespace yanbi
