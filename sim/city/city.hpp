// SPDX-License-Identifier: Apache-2.0
#pragma once
// A city: everything that does not depend on the scenario. Built by an importer or read from a
// compiled city file, and never changed afterwards.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/city/population.hpp"
#include "sim/city/road_network.hpp"
#include "sim/city/works.hpp"
#include "sim/city/zones.hpp"

namespace yanbi {

/// One line of what an importer understood, repaired, dropped or assumed.
struct ImportNote {
  std::string topic;   ///< "streets", "population", "works/public"; a word to group by
  std::string key;     ///< machine-readable name, such as "dropped_components"
  double value = 0.0;  ///< the figure
  std::string unit;    ///< "km", "persons", "rows"; may be empty
  std::string text;    ///< one sentence for people
};

/// One file that a city was made from.
struct InputFile {
  std::string path;  ///< as the city file gave it
  std::uint64_t hash = 0;
};

struct City {
  std::string name;
  std::string crs;         ///< working CRS, "EPSG:25832" or WKT; metres
  bool synthetic = false;  ///< true when any part is made up: said in every output
  RoadNetwork network;
  Origins origins;
  std::vector<Population> populations;
  std::vector<Geography> geographies;  ///< at least one
  Works works;
  std::vector<Layout> layouts;
  std::vector<ImportNote> notes;
  std::vector<InputFile> inputs;

  /// @returns the item of that name, or nullptr.
  [[nodiscard]] const Population* find_population(const std::string& wanted) const noexcept;
  [[nodiscard]] const Layout* find_layout(const std::string& wanted) const noexcept;
  [[nodiscard]] const Geography* find_geography(const std::string& wanted) const noexcept;
};

/// Stable hash of what decides results (network, origins, populations, zones, works, layouts).
[[nodiscard]] std::uint64_t hash_city(const City& city);

/// Works of the ledger that `layout`'s rule selects: ledger, status and type as listed, and
/// from <= date <= until; works without a first day belong only to layouts without a date. And
/// rows of the ledgers of changes that it names; less the facilities that it removes. Of the
/// selected rows of one facility (revisions) only the last counts.
[[nodiscard]] std::vector<WorkId> select_works(const Works& works, const Layout& layout);

}  // namespace yanbi
