// SPDX-License-Identifier: Apache-2.0
#pragma once
// Candidate origins of any source as one kind of table: rows with a key, a position and columns.

#include <optional>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/people/population_spec.hpp"
#include "sim/import/source_table.hpp"

namespace yanbi {

/// Where people may live.
struct CandidateOrigins {
  Table table;                        ///< without rows after problems
  Positions positions;                ///< working CRS
  std::vector<std::string> key;       ///< of each row
  std::vector<WeightSpec> weights;    ///< rules where the city file gives none
  std::optional<std::string> floors;  ///< column where the city file names none
};

/// Reads the source that `spec` names. Keys that are empty or there twice, and rows without a
/// position, are problems.
[[nodiscard]] CandidateOrigins read_candidate_origins(const PopulationSpec& spec,
                                                      const Crs& working,
                                                      const RoadNetwork& network,
                                                      ProblemList& problems,
                                                      std::vector<ImportNote>& notes);

}  // namespace yanbi
