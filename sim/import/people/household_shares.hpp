// SPDX-License-Identifier: Apache-2.0
#pragma once
// Households by size from the two figures that every census publishes: persons a household, and the
// share of households of one person.

#include <optional>
#include <vector>

namespace yanbi {

/// Largest household of the distribution, persons.
inline constexpr int kLargestHousehold = 8;

/// Shares of households of 1, 2 ... 8 persons whose mean is `mean` (persons a household) and whose
/// first is `single`, where it is given; nothing when no such shares exist. The persons beside the
/// first, k = size - 1, follow a Poisson distribution cut off above 7, with the share of k = 0
/// replaced by `single` where it is given (zero-inflated or zero-deflated); its rate is solved for,
/// so that the mean is exact. That households are so distributed is an assumption (R).
[[nodiscard]] std::optional<std::vector<double>> household_shares_from_mean(
    double mean, std::optional<double> single);

}  // namespace yanbi
