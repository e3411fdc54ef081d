// SPDX-License-Identifier: Apache-2.0
#include "sim/config/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/error.hpp"

namespace yanbi {

Problem Table::problem_at(std::size_t row, const std::string& key, std::string value,
                          std::string reason, std::string remedy) const {
  Problem problem{file, 0, key, std::move(value), std::move(reason), std::move(remedy)};
  if (row < line.size()) {
    problem.line = line[row];
  } else {
    problem.value = fmt::format("{} (feature {})", problem.value, row + 1);
  }
  return problem;
}

std::optional<std::size_t> find_column(const Table& table, const std::string& name,
                                       ProblemList& problems) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  if (found != table.columns.end()) {
    return static_cast<std::size_t>(found - table.columns.begin());
  }
  const std::vector<std::string>& names =
      table.columns_of_file.empty() ? table.columns : table.columns_of_file;
  if (std::find(names.begin(), names.end(), name) != names.end()) {
    throw InternalError(fmt::format("{}: the column '{}' was not held", table.file, name));
  }
  const std::string nearest = nearest_word(name, names);
  std::string remedy = nearest.empty() ? fmt::format("name one of: {}", fmt::join(names, ", "))
                                       : fmt::format("did you mean '{}'?", nearest);
  problems.add(
      {table.file, 0, "column", name, "the file has no column of this name", std::move(remedy)});
  return std::nullopt;
}

}  // namespace yanbi
