// SPDX-License-Identifier: Apache-2.0
#pragma once
// A table of texts laid out for a terminal, where a Chinese character takes two columns, or for
// Markdown.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yanbi {

/// Columns that UTF-8 text takes on a terminal: 2 for East Asian wide characters, 0 for combining
/// marks and control characters, 1 for all others and for each byte that is not valid UTF-8.
[[nodiscard]] std::size_t display_width(std::string_view text);

/// Rows of cells under a header.
class TextTable {
 public:
  enum class Align { kLeft, kRight };

  void add_column(std::string header, Align align);
  /// Precondition: one cell for each column. Cells are single lines.
  void add_row(std::vector<std::string> cells);
  /// A line across, before the next row (terminal only).
  void add_rule();

  /// Lines of columns two spaces apart, without trailing spaces; each ends with a line break.
  [[nodiscard]] std::string to_terminal() const;
  /// A pipe table; each line ends with a line break.
  [[nodiscard]] std::string to_markdown() const;

 private:
  std::vector<std::string> header_;
  std::vector<Align> align_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> rules_;  ///< rows that have a line above them
};

}  // namespace yanbi
