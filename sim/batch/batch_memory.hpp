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

/// How many runs may go on at the same time in `budget` bytes, of which this process holds some
/// already: at least 1.
[[nodiscard]] std::size_t runs_in_memory(std::uint64_t budget, const City& city,
                                         const SimulationInput& input);

/// Bytes of memory that this process holds now; 0 where the system does not say.
[[nodiscard]] std::uint64_t resident_bytes();

/// Bytes that this process may use: the machine's memory, or the least limit of its cgroups.
[[nodiscard]] std::uint64_t available_memory();

}  // namespace yanbi
