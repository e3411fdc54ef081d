// SPDX-License-Identifier: Apache-2.0
#pragma once
// The transportation problem solved by LEMON's network simplex, to compare with. LEMON does not
// compile as C++20, so this is a library of its own.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace yanbi::test {

struct ReferenceArc {
  std::size_t origin = 0;
  std::size_t shelter = 0;
  std::int64_t cost = 0;
};

struct ReferenceOptimum {
  std::int64_t served = 0;  ///< persons
  std::int64_t cost = 0;    ///< of those served
};

/// The most persons served, with the least cost.
ReferenceOptimum solve_with_lemon(const std::vector<std::int64_t>& supply,
                                  const std::vector<std::int64_t>& capacity,
                                  const std::vector<ReferenceArc>& arcs);

}  // namespace yanbi::test
