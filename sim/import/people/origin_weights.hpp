// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the columns of candidate origins say: how much each counts when a total is spread, since
// when it has stood, and how many floors it has.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/people/population_spec.hpp"

namespace yanbi {

/// Weight of each row: that of the first rule that it meets, times the columns that the rule
/// names; 0 where it meets none, and 1 for all without rules. Cells that are no numbers are
/// problems; empty ones count as the rule says, and are noted under `name`.
[[nodiscard]] std::vector<double> row_weights(const Table& table,
                                              const std::vector<WeightSpec>& rules,
                                              const std::string& name, ProblemList& problems,
                                              std::vector<ImportNote>& notes);

/// Floors of each row, rounded up; 0 where the cell is empty, which is noted. Texts, negative
/// numbers and more than 255 floors are problems.
[[nodiscard]] std::vector<std::uint8_t> read_floors(const Table& table, std::size_t column,
                                                    ProblemList& problems,
                                                    std::vector<ImportNote>& notes);

/// First day of the year or date in the column `name` of each row; nothing where the cell is empty,
/// which is noted, or where there is no such column.
[[nodiscard]] std::vector<std::optional<Date>> read_years(const Table& table,
                                                          const std::optional<std::string>& name,
                                                          ProblemList& problems,
                                                          std::vector<ImportNote>& notes);

/// Empties the cells of a column that hold no number in (0, most]: for sources whose single cells
/// nobody can correct, such as OpenStreetMap. What was emptied is noted, with examples.
void clear_unreadable(Table& table, const std::string& column, double most,
                      std::vector<ImportNote>& notes);

}  // namespace yanbi
