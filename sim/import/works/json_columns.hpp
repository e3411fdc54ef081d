// SPDX-License-Identifier: Apache-2.0
#pragma once
// Columns that hold JSON objects, as some registers publish them: each key of the objects becomes a
// column of its own.

#include <string>
#include <vector>

#include "sim/config/table.hpp"

namespace yanbi {

/// Adds a column "<column>.<key>" for each top-level key of the objects in `columns`, in the order
/// in which keys appear; cells are empty where an object lacks the key. Texts are taken as they
/// are, numbers and true/false as written, null as empty, objects and lists as JSON. Empty cells
/// are objects without keys. Cells that are no JSON object, keys that an object has twice, and
/// columns that are missing or there already are problems.
void expand_json_columns(Table& table, const std::vector<std::string>& columns,
                         ProblemList& problems);

}  // namespace yanbi
