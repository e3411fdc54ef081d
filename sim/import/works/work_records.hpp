// SPDX-License-Identifier: Apache-2.0
#pragma once
// From rows of a ledger to works: new ones, and ones that stand in for a work already there.

#include "sim/import/works/ledger_places.hpp"
#include "sim/import/works/ledger_rows.hpp"
#include "sim/import/works/ledger_spec.hpp"
#include "sim/import/works/works_builder.hpp"

namespace yanbi {

/// A row as a work; what it does not say is as the ledger's defaults. Key and facility are left to
/// the caller.
[[nodiscard]] WorkRecord new_record(const LedgerSpec& spec, LedgerRow& row, const DoorsById& doors,
                                    LedgerCounts& counts);

/// `base` with what the row says. A stated area without places gives new places; a new position
/// without doors gives up the doors of the old one. The remark lists what changed.
[[nodiscard]] WorkRecord changed_record(const LedgerSpec& spec, const WorkRecord& base,
                                        LedgerRow& row, const DoorsById& doors,
                                        LedgerCounts& counts);

}  // namespace yanbi
