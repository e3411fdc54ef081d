// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where works are beyond what their own rows say: positions of named places, and doors from a table
// of their own.

#include <map>
#include <string>
#include <vector>

#include "sim/import/geo/crs.hpp"
#include "sim/import/works/ledger_rows.hpp"
#include "sim/import/works/ledger_spec.hpp"
#include "sim/import/works/works_builder.hpp"

namespace yanbi {

/// Gives rows without a position that of the place in `spec.places_by_name` whose name equals the
/// row's name, else its address, after normalising both (see name_for_matching). Several places of
/// one name that lie apart are a problem where a row needs them. Notes how many were found.
void place_rows_by_name(const LedgerSpec& spec, const Crs& working, LedgerRows& ledger,
                        ProblemList& problems, std::vector<ImportNote>& notes);

/// Doors of a ledger by the id of their work, in the order of the file.
using DoorsById = std::map<std::string, std::vector<Door>>;
[[nodiscard]] DoorsById read_doors(const LedgerSpec& spec, const Crs& working,
                                   ProblemList& problems, std::vector<ImportNote>& notes);

/// Doors whose work none of `rows` is are problems.
void check_doors(const LedgerSpec& spec, const DoorsById& doors, const LedgerRows& ledger,
                 ProblemList& problems);

/// The doors of one row: from the table, or none. Remarks where the row says another number.
[[nodiscard]] std::vector<Door> doors_of_row(LedgerRow& row, const DoorsById& doors,
                                             LedgerCounts& counts);

}  // namespace yanbi
