// SPDX-License-Identifier: Apache-2.0
#pragma once
// Buildings, cells or places along streets as origins, and populations over them: counted row by
// row, or known totals of the city or of its zones spread by weight.

#include <functional>
#include <span>
#include <vector>

#include "sim/base/spread_persons.hpp"
#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/people/population_spec.hpp"

namespace yanbi {

/// Origins that hold anybody in any population, and the populations over them.
struct ImportedPopulation {
  Origins origins;  ///< without positions on the network
  std::vector<Population> populations;
};

/// Whether a street is near enough to a position, working CRS, for people there to reach it.
using NearStreet = std::function<bool(double x, double y)>;

/// What is there of the city before its people.
struct PeopleSurroundings {
  const Crs& working;
  const RoadNetwork& network;  ///< for origins along streets
  NearStreet near_street;
  std::span<const Geography> geographies;  ///< outlines; members are not needed
};

/// Reads the people that `spec` describes. All problems are collected; what is returned after any
/// is not to be used.
[[nodiscard]] ImportedPopulation import_population(const PopulationSpec& spec,
                                                   const PeopleSurroundings& around,
                                                   ProblemList& problems,
                                                   std::vector<ImportNote>& notes);

}  // namespace yanbi
