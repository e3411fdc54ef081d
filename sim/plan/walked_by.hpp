// SPDX-License-Identifier: Apache-2.0
#pragma once
// How far numbers of persons walk: the figures that plans and scores tell of it.

#include <cstdint>
#include <span>

namespace yanbi {

/// How far a number of persons walks.
struct WalkOf {
  std::uint64_t length_mm = 0;
  std::int64_t persons = 0;
};

/// Of all persons together, mm.
[[nodiscard]] std::int64_t walked_by_all(std::span<const WalkOf> walks) noexcept;

/// The least length that at least 95 % of all `persons` in `walks` do not exceed, m; found without
/// sorting, in a time that grows with their number. Changes the order of `walks`.
/// Precondition: there is somebody.
[[nodiscard]] double p95_walk(std::span<WalkOf> walks, std::int64_t persons);

}  // namespace yanbi
