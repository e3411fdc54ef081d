// SPDX-License-Identifier: Apache-2.0
#pragma once
// A layer of tagged lines as lines that people can walk along.

#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/city_spec.hpp"
#include "sim/import/crs.hpp"
#include "sim/import/network_builder.hpp"

namespace yanbi {

/// Reads the layer, leaves out what walkers cannot use, and notes what and how much. Lines meet
/// where their source coordinates are exactly equal.
[[nodiscard]] StreetLines read_streets(const StreetsSpec& spec, const Crs& working,
                                       ProblemList& problems, std::vector<ImportNote>& notes);

/// Notes on the network that was made of them.
void note_network(const BuiltNetwork& built, std::vector<ImportNote>& notes);

}  // namespace yanbi
