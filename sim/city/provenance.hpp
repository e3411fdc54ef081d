// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where a compiled file comes from: the groups /notes and /inputs, the same in cities and hazards.

#include <vector>

#include "sim/city/city.hpp"
#include "sim/city/column_checks.hpp"
#include "sim/hdf5/reader.hpp"
#include "sim/hdf5/writer.hpp"

namespace yanbi {

/// Writes both groups below `root`.
void write_provenance(hdf5::GroupWriter& root, const std::vector<ImportNote>& all_notes,
                      const std::vector<InputFile>& all_inputs);

/// Reads the group /notes below `root`. @throws hdf5::Error when its columns disagree.
[[nodiscard]] std::vector<ImportNote> read_notes(const hdf5::GroupReader& root);

/// Reads the group /inputs below `root`; a hash that is none fails in `checks`.
/// @throws hdf5::Error when its columns disagree.
[[nodiscard]] std::vector<InputFile> read_inputs(const hdf5::GroupReader& root,
                                                 ColumnChecks& checks);

}  // namespace yanbi
