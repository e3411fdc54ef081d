// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many runs fit into memory side by side.

#include <cstddef>
#include <cstdint>

#include "sim/city/city.hpp"
#include "sim/kernel/simulation.hpp"

namespace yanbi {

/// Bytes that one run of a batch holds until it is in the journal: its state while it moves people,
/// its scores, and these again as a record.
[[nodiscard]] std::uint64_t estimate_bytes_of_run(const City& city, const SimulationInput& input);

/// How many runs of `each` bytes may go on at the same time in `budget` bytes, of which the process
/// holds `held` already: at least 1.
[[nodiscard]] std::size_t runs_in_memory(std::uint64_t budget, std::uint64_t held,
                                         std::uint64_t each);

}  // namespace yanbi
