// SPDX-License-Identifier: Apache-2.0
#pragma once
// Buildings or population points as origins, and populations over them: counted row by row, or a
// known total spread by weight.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/city_spec.hpp"
#include "sim/import/crs.hpp"

namespace yanbi {

/// Origins that hold anybody in any population, and the populations over them.
struct ImportedPopulation {
  Origins origins;  ///< without positions on the network
  std::vector<Population> populations;
};

/// Whether a street is near enough to a position, working CRS, for people there to reach it.
using NearStreet = std::function<bool(double x, double y)>;

[[nodiscard]] ImportedPopulation import_population(const PopulationSpec& spec, const Crs& working,
                                                   const NearStreet& near_street,
                                                   ProblemList& problems,
                                                   std::vector<ImportNote>& notes);

/// `total` persons in proportion to `weight`, by largest remainders; equal remainders go by the
/// order of `key`. All zero when the weights are. Precondition: weights are finite and not
/// negative.
[[nodiscard]] std::vector<std::int32_t> spread_persons(std::int64_t total,
                                                       const std::vector<double>& weight,
                                                       const std::vector<std::string>& key);

}  // namespace yanbi
