// SPDX-License-Identifier: Apache-2.0
#include "sim/config/csv.hpp"

#include <cstddef>
#include <string_view>
#include <utility>

#include "sim/config/csv_rows.hpp"

namespace yanbi {

Table parse_csv(std::string text, const std::string& file,
                const std::optional<std::string>& encoding, ProblemList& problems) {
  Table table;
  table.file = file;
  CsvRows rows(std::move(text), file, encoding, problems);
  table.columns = rows.columns();
  table.decoded_from = rows.decoded_from();
  while (rows.next()) {
    table.line.push_back(rows.line());
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      table.cells.emplace_back(rows.cell(column));
    }
  }
  return table;
}

Table read_csv(const std::filesystem::path& path, const std::string& file,
               const std::optional<std::string>& encoding, ProblemList& problems) {
  std::optional<std::string> text = read_text_file(path, file, problems);
  if (!text) {
    Table table;
    table.file = file;
    return table;
  }
  return parse_csv(std::move(*text), file, encoding, problems);
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
