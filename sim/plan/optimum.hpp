// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is proven about a plan of the policy "optimum": how many people can have a place at all, and
// how little walking that takes.

#include <cstdint>

namespace yanbi {

/// The least walking with the most people placed, when households may be split. Walks are sums over
/// all persons placed, mm.
struct OptimumCertificate {
  std::int64_t placed = 0;      ///< persons
  bool is_most_placed = false;  ///< whether it is proven that no more can be placed
  std::int64_t walk_mm = 0;
  /// No way to place so many persons takes less walking than this, over all pairs of origin and
  /// shelter.
  std::int64_t bound_mm = 0;
  std::int64_t pairs = 0;          ///< pairs that were listed in the end
  std::int64_t rounds = 0;         ///< times that the prices of all pairs were looked at
  std::int64_t split_origins = 0;  ///< origins whose people go to several shelters

  [[nodiscard]] double gap() const noexcept {
    return walk_mm > 0 ? static_cast<double>(walk_mm - bound_mm) / static_cast<double>(walk_mm)
                       : 0.0;
  }
};

}  // namespace yanbi
