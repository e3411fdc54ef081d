// SPDX-License-Identifier: Apache-2.0
#pragma once
// The built-up area of a synthetic city at two dates: towns as they are, and as they were when they
// held fewer people.

#include <cstdint>
#include <vector>

#include "sim/import/synthetic/dwellings.hpp"

namespace yanbi {

struct BuiltUp {
  Geography geography;  ///< zones: built up before, built up since; without members
  /// By dwelling: where the work beside it would lie.
  std::vector<bool> was_built_up;
  std::vector<bool> is_built_up;
  std::int64_t persons_now = 0;     ///< by night, in both zones
  std::int64_t persons_before = 0;  ///< in the first
};

/// Outlines around the dwellings of towns, and the same drawn in until what is inside holds
/// `share_before` of their people. Dwellings near an outline count as outside of it, so that a work
/// beside them cannot lie on the wrong side.
[[nodiscard]] BuiltUp make_built_up(const std::vector<Settlement>& settlements,
                                    const Dwellings& dwellings, double share_before,
                                    int year_before, int year_now);

}  // namespace yanbi
