// SPDX-License-Identifier: Apache-2.0
#pragma once
// Points that fill a box evenly in each direction: how uncertain keys are sampled.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace yanbi {

/// Points of a Latin hypercube in [0, 1): `points` rows with one column for each of `keys`. Each
/// column has one value in each of `points` equal strata, in an order drawn from (seed, text of the
/// key) alone: other keys, added, removed or moved, change nothing in it. McKay, Beckman & Conover,
/// Technometrics 21, 1979. Precondition: at most 2^20 points.
[[nodiscard]] std::vector<std::vector<double>> latin_hypercube(std::uint32_t points,
                                                               std::span<const std::string> keys,
                                                               std::uint64_t seed);

}  // namespace yanbi
