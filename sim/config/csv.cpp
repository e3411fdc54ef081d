// SPDX-License-Identifier: Apache-2.0
#include "sim/config/csv.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <string_view>
#include <utility>

#include "sim/config/csv_rows.hpp"

namespace yanbi {

namespace {

/// Positions of the columns in `wanted`; of all of them when the file has none of these.
std::vector<std::size_t> held_columns(const std::vector<std::string>& columns,
                                      const std::vector<std::string>& wanted) {
  std::vector<std::size_t> held(columns.size());
  std::iota(held.begin(), held.end(), std::size_t{0});
  const auto is_wanted = [&](std::size_t column) {
    return std::find(wanted.begin(), wanted.end(), columns[column]) != wanted.end();
  };
  if (std::any_of(held.begin(), held.end(), is_wanted)) {
    std::erase_if(held, [&](std::size_t column) { return !is_wanted(column); });
  }
  return held;
}

}  // namespace

Table parse_csv(std::string text, const std::string& file,
                const std::optional<std::string>& encoding, ProblemList& problems,
                const std::vector<std::string>& wanted) {
  Table table;
  table.file = file;
  const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  const std::size_t most_cells = text.size() + 1;
  CsvRows rows(std::move(text), file, encoding, problems);
  table.decoded_from = rows.decoded_from();
  const std::vector<std::size_t> held = held_columns(rows.columns(), wanted);
  for (const std::size_t column : held) {
    table.columns.push_back(rows.columns()[column]);
  }
  if (held.size() < rows.columns().size()) {
    table.columns_of_file = rows.columns();
  }
  table.line.reserve(lines);
  table.cells.reserve(std::min(lines * held.size(), most_cells));
  while (rows.next()) {
    table.line.push_back(rows.line());
    for (const std::size_t column : held) {
      table.cells.emplace_back(rows.cell(column));
    }
  }
  return table;
}

Table read_csv(const std::filesystem::path& path, const std::string& file,
               const std::optional<std::string>& encoding, ProblemList& problems,
               const std::vector<std::string>& wanted) {
  std::optional<std::string> text = read_text_file(path, file, problems);
  if (!text) {
    Table table;
    table.file = file;
    return table;
  }
  return parse_csv(std::move(*text), file, encoding, problems, wanted);
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    return std::string(text);
  }
  std::string quoted = "\"";
  for (const char c : text) {
    quoted.append(c == '"' ? 2 : 1, c);
  }
  return quoted + '"';
}

}  // namespace yanbi
