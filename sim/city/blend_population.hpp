// SPDX-License-Identifier: Apache-2.0
#pragma once
// The people of a time between two populations of one city.

#include <string>

#include "sim/city/population.hpp"

namespace yanbi {

/// Persons at each origin: `day_share` of those of `day` and the rest of those of `night`, rounded
/// by largest remainders so that their sum is that of the two totals in the same proportion, to the
/// nearest whole number; equal remainders go by the origins' keys. Households, ages and profiles
/// are those of the nearer population, of the day at one half. Precondition: 0 <= day_share <= 1,
/// and both populations belong to `origins`.
[[nodiscard]] Population blend_populations(const Origins& origins, const Population& night,
                                           const Population& day, double day_share,
                                           std::string name);

}  // namespace yanbi
