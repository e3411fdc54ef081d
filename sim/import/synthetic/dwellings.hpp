// SPDX-License-Identifier: Apache-2.0
#pragma once
// Buildings and groups of buildings along the streets of settlements, with their people by night
// and by day.

#include <cstdint>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/synthetic/rivers.hpp"
#include "sim/import/synthetic/street_net.hpp"

namespace yanbi {

/// Origins of the city and what the works need to know of them; one column each.
struct Dwellings {
  Origins origins;  ///< without positions on the network
  std::vector<std::uint32_t> settlement;
  std::vector<std::uint32_t> district;
  Population night;
  Population day;
};

/// Makes them. By night each region holds exactly the people of its census, denser towards the
/// middle of settlements: D(r) = D(0) exp(-g r / R) (Clark, Urban population densities, Journal of
/// the Royal Statistical Society A 114, 1951). By day a share of them is at work, most within their
/// region and nearer to its centres. A region without any building is a problem of `file`.
[[nodiscard]] Dwellings make_dwellings(const Ground& ground,
                                       const std::vector<Settlement>& settlements,
                                       const std::vector<River>& rivers, const StreetNet& net,
                                       const SyntheticSpec& spec, const Draws& draws,
                                       ProblemList& problems);

}  // namespace yanbi
