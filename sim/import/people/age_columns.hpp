// SPDX-License-Identifier: Apache-2.0
#pragma once
// Age groups as a city file names them: "0-14", "15-64", "65+", each with its columns.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/table.hpp"
#include "sim/config/toml.hpp"
#include "sim/import/people/population_spec.hpp"

namespace yanbi {

/// "0-14", "85+" or "0" (one year); nothing for any other text. The label is the text.
[[nodiscard]] std::optional<AgeGroup> parse_age_group(std::string_view text);

/// The table under `key`: an age group each, with the columns whose figures add up to it, sorted by
/// age. Groups that overlap or leave years out are problems; the first begins at 0 and the last has
/// no end. Empty when there is no such table, or after problems.
[[nodiscard]] std::vector<AgeColumns> read_age_columns(const TomlTable& table,
                                                       const std::string& key);

/// Age groups with their columns found in a table.
struct FoundAges {
  std::vector<std::vector<std::size_t>> columns;  ///< by group; empty when any column is missing
};
[[nodiscard]] FoundAges find_age_columns(const Table& table, const std::vector<AgeColumns>& ages,
                                         ProblemList& problems);

/// The sum of the columns of each group in one row; nothing when a cell is no number in [0, most].
[[nodiscard]] std::optional<std::vector<double>> ages_of_row(const Table& table, std::size_t row,
                                                             const FoundAges& ages, double most,
                                                             ProblemList& problems);

/// The groups alone, for a population.
[[nodiscard]] std::vector<AgeGroup> age_groups_of(const std::vector<AgeColumns>& ages);

}  // namespace yanbi
