// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which sirens can be heard at which origin.

#include <cstddef>
#include <cstdint>
#include <vector>

namespace yanbi {

/// Sirens, and for each origin those within reach of it, the first to be heard first.
struct SirenCoverage {
  std::vector<std::uint64_t> key;    ///< by siren, stable: hash of its id
  std::vector<double> failure;       ///< by siren, probability that it fails in a run
  std::vector<std::uint32_t> first;  ///< by origin, position in the columns below, and the end
  std::vector<std::uint32_t> siren;
  std::vector<double> after;  ///< s from the alarm to its sound at the origin

  [[nodiscard]] bool empty() const noexcept { return key.empty(); }
};

}  // namespace yanbi
