// SPDX-License-Identifier: Apache-2.0
#pragma once
// What identifies a hazard: everything of it that decides results.

#include <cstdint>

#include "sim/hazard/hazard.hpp"

namespace yanbi {

/// Stable hash of the city that a hazard belongs to, its flood, its strikes and its waves; its
/// name, notes and inputs do not count.
[[nodiscard]] std::uint64_t hash_hazard(const Hazard& hazard);

}  // namespace yanbi
