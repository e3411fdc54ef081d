// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a city file (city.toml) says, as values: which files to read, how their columns are named,
// and what to assume where they are silent.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/works.hpp"
#include "sim/import/people/population_spec.hpp"
#include "sim/import/people/zones_spec.hpp"
#include "sim/import/roads/roads_spec.hpp"
#include "sim/import/works/ledger_spec.hpp"

namespace yanbi {

struct CitySpec {
  std::string name;
  std::string crs;           ///< working CRS; empty when it could not be read
  bool chooses_crs = false;  ///< the city file leaves the choice to where its streets are
  bool synthetic = false;
  std::optional<StreetsSpec> streets;
  ZonesSpec zones;
  std::optional<PopulationSpec> population;
  std::vector<LedgerSpec> ledgers;
  std::vector<LayoutSpec> layouts;    ///< without their selection
  double max_distance = 300.0;        ///< m from an origin to its street
  double max_distance_works = 300.0;  ///< m from a door to its street
};

/// Reads and checks a city file. What cannot be read is a problem; what could be read is returned,
/// so that the files that it names can be checked in the same go. Relative paths start at
/// `data_root`.
[[nodiscard]] CitySpec read_city_spec(const std::filesystem::path& city_toml,
                                      const std::filesystem::path& data_root,
                                      ProblemList& problems);

}  // namespace yanbi
