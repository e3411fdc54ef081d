// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ledgers of works, each with its own columns, words and CRS, into one ledger of the city.

#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/city_spec.hpp"
#include "sim/import/crs.hpp"

namespace yanbi {

/// Appends the works and doors of one ledger to `works`, doors without positions on the network. A
/// work without doors in the ledger gets one at its own place, without a width.
void import_ledger(const LedgerSpec& spec, const Crs& working, Works& works, ProblemList& problems,
                   std::vector<ImportNote>& notes);

/// Notes works and places of each layout by ledger.
void note_layouts(const City& city, std::vector<ImportNote>& notes);

}  // namespace yanbi
