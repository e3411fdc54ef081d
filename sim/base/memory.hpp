// SPDX-License-Identifier: Apache-2.0
#pragma once
// Memory: how much this process may use, and how much it holds.

#include <cstdint>

namespace yanbi {

/// Bytes that this process may use: the machine's memory, bounded by the limits of the control
/// groups that it is in.
[[nodiscard]] std::uint64_t available_memory();

/// Bytes of memory that this process holds now; 0 where the system does not say.
[[nodiscard]] std::uint64_t resident_bytes();

}  // namespace yanbi
