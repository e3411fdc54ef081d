// SPDX-License-Identifier: Apache-2.0
#pragma once
// Positions of the nodes of a TNTP network.

#include <cstddef>
#include <optional>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/roads/roads_spec.hpp"

namespace yanbi {

/// Positions by node, in the CRS that was asked for.
struct TntpNodes {
  std::vector<double> x;
  std::vector<double> y;
};

/// Reads a file of nodes (id, x, y), which must have each of the ids 1 to `count` once; nothing
/// after problems.
[[nodiscard]] std::optional<TntpNodes> read_tntp_nodes(const SourceSpec& source, std::size_t count,
                                                       const Crs& working, ProblemList& problems);

/// The same for the file that the city file names; without one, nodes stand on a circle in the
/// order of their ids, in the middle of where the working CRS is meant to be used, which is noted.
[[nodiscard]] std::optional<TntpNodes> place_tntp_nodes(const StreetsSpec& spec, std::size_t count,
                                                        const Crs& working, ProblemList& problems,
                                                        std::vector<ImportNote>& notes);

}  // namespace yanbi
