// SPDX-License-Identifier: Apache-2.0
#pragma once
// The ledger of a synthetic city: more works where people are, but fewer than they need.

#include "sim/import/synthetic/built_up.hpp"

namespace yanbi {

/// Personnel works with `places_per_person`, a share of which is only approved; layouts "current"
/// (built) and "planned" (all).
void make_plain_works(const Ground& ground, const Dwellings& dwellings, const WorksSpec& spec,
                      const Draws& draws, City& city);

/// A ledger by type and status, with dates and areas that reproduce `spec.indicators` to the square
/// metre; layouts "before", the year of now (built and early works at the two dates) and "approved"
/// (all that will stand when everything approved is built). docs/zibo-synthetic.md defines each
/// indicator. Indicators that no ledger can have are problems of `file`.
void make_dated_works(const Ground& ground, const Dwellings& dwellings, const BuiltUp& built_up,
                      const WorksSpec& spec, const Draws& draws, const std::string& file,
                      ProblemList& problems, City& city);

}  // namespace yanbi
