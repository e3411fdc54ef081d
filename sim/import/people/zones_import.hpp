// SPDX-License-Identifier: Apache-2.0
#pragma once
// Geographies: zones from a layer of polygons, or square cells; and the zone of every origin and
// work.

#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/people/zones_spec.hpp"

namespace yanbi {

/// Zones of a polygon layer, with holes and parts, sorted as in the file; no members yet. Outlines
/// that are not valid are repaired and noted, or refused where that changes their area by more than
/// 1 %. Overlaps and gaps are measured and noted; overlaps of more than 1 % of all area are a
/// problem unless the smaller zone is to count there.
[[nodiscard]] Geography read_zones(const GeographySpec& spec, const Crs& working,
                                   ProblemList& problems, std::vector<ImportNote>& notes);

/// Gives every origin and work of `city` its zone. Where zones overlap, the one with the smaller
/// area wins; what lies in none comes into "outside", which is added only then, and so do works
/// that the ledger does not locate. All of this is noted.
void assign_zones(Geography& geography, const City& city, std::vector<ImportNote>& notes);

/// Square cells of `cell` metres, aligned to multiples of it, where origins or works are, with
/// those as their members. A cell is named by its south-west corner, as "E571000N6224500", and the
/// cells are sorted from south to north, then from west to east. Works that the ledger does not
/// locate are in "outside", which is added only then.
[[nodiscard]] Geography make_grid(double cell, const City& city);

/// Adds the zone "outside" and puts into it every origin and work that has none.
void add_outside(Geography& geography);

}  // namespace yanbi
