// SPDX-License-Identifier: Apache-2.0
#pragma once
// Roads between settlements: a sparse planar graph of neighbours, led through the settlements that
// lie on the way, and motorways between the seats.

#include "sim/import/synthetic/town_streets.hpp"

namespace yanbi {

/// Adds them to `streets`. Towns are joined with the neighbours of their Gabriel graph (Gabriel and
/// Sokal, Systematic Zoology 18, 1969), all settlements with those of their relative neighbourhood
/// graph (Toussaint, Pattern Recognition 12, 1980), which is sparser.
void add_country_roads(const std::vector<Settlement>& settlements, const TownStreetsSpec& spec,
                       TownStreets& streets);

}  // namespace yanbi
