// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ledgers of works, each with its own columns, words and CRS, into one ledger of the city.

#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/works/ledger_spec.hpp"

namespace yanbi {

/// Appends the works and doors of one ledger to `works`, doors without positions on the network. A
/// work without doors in the ledger gets one at its own place, without a width; a work whose place
/// is not known gets none, and is noted.
void import_ledger(const LedgerSpec& spec, const Crs& working, Works& works, ProblemList& problems,
                   std::vector<ImportNote>& notes);

/// Appends what the changes of a layout add and change, as a ledger of their own, and gives the
/// layout what it takes out. Without changes the layout as it is. The ledgers must be there
/// already.
[[nodiscard]] Layout import_layout(const LayoutSpec& spec, const Crs& working, Works& works,
                                   ProblemList& problems, std::vector<ImportNote>& notes);

/// The files that a ledger is read from, with their hashes.
void add_ledger_inputs(const LedgerSpec& spec, std::vector<InputFile>& inputs);

/// Notes which works of the last ledger have no place: how many, and the first of them.
void note_not_located(const std::string& topic, const Works& works, std::size_t first,
                      std::vector<ImportNote>& notes);

/// Notes works and places of each layout by ledger.
void note_layouts(const City& city, std::vector<ImportNote>& notes);

}  // namespace yanbi
