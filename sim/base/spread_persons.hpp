// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whole persons from shares and fractions, by largest remainders, so that sums are exact.

#include <cstdint>
#include <string>
#include <vector>

namespace yanbi {

/// `total` persons in proportion to `weight`, by largest remainders; equal remainders go by the
/// order of `key`. All zero when the weights are. Precondition: weights are finite and not
/// negative.
[[nodiscard]] std::vector<std::int32_t> spread_persons(std::int64_t total,
                                                       const std::vector<double>& weight,
                                                       const std::vector<std::string>& key);

/// Fractional persons as whole ones: each is rounded up or down so that their sum is the sum of
/// `persons` rounded to the nearest whole number, half up. Those with the largest remainders are
/// rounded up; equal remainders go by the order of `key`. Precondition: finite, not negative, below
/// 2^31.
[[nodiscard]] std::vector<std::int32_t> round_persons(const std::vector<double>& persons,
                                                      const std::vector<std::string>& key);

}  // namespace yanbi
