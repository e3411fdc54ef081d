// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rows of a CSV file one after another, none of them held: for tables of millions of rows.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/problem.hpp"

namespace yanbi {

/// Reads what csv.hpp describes, row by row. The text of the file stays in memory, and no more.
class CsvRows {
 public:
  /// Reads the header. Text that cannot be decoded, a zero byte and an empty file are problems, and
  /// there are no columns then. `file` is the name to use in messages; `problems` must live on.
  CsvRows(std::string text, std::string file, const std::optional<std::string>& encoding,
          ProblemList& problems);
  CsvRows(const CsvRows&) = delete;
  CsvRows& operator=(const CsvRows&) = delete;
  CsvRows(CsvRows&&) = delete;
  CsvRows& operator=(CsvRows&&) = delete;
  ~CsvRows() = default;

  /// Names of the columns, in the order of the file; none after problems with the whole file.
  [[nodiscard]] const std::vector<std::string>& columns() const noexcept { return columns_; }
  /// Encoding that was converted to UTF-8; empty = it was UTF-8.
  [[nodiscard]] const std::string& decoded_from() const noexcept { return decoded_from_; }

  /// Goes to the next row; false at the end. Rows with too few or too many cells and broken quotes
  /// are problems and left out, blank rows are skipped.
  bool next();
  /// A cell of the row, valid until the next one. Precondition: `column` is one of columns().
  [[nodiscard]] std::string_view cell(std::size_t column) const {
    const Cell& cell = cells_[column];
    return std::string_view(cell.was_quoted ? quoted_ : text_).substr(cell.first, cell.size);
  }
  /// 1-based line on which the row begins.
  [[nodiscard]] std::size_t line() const noexcept { return record_line_; }

 private:
  enum class Fault { kNone, kOpenQuote, kTextAfterQuote };
  /// Where a cell lies: in the text, or without its quotes in `quoted_`.
  struct Cell {
    std::size_t first = 0;
    std::size_t size = 0;
    bool was_quoted = false;
  };

  bool decode(const std::optional<std::string>& encoding);
  void find_separator();
  bool next_record();
  bool read_cell();
  [[nodiscard]] std::size_t end_of_plain_text() const noexcept;
  [[nodiscard]] Cell read_quoted();
  bool end_cell();
  [[nodiscard]] bool is_blank() const;
  [[nodiscard]] bool is_whole();
  void check_columns();

  std::string text_;
  std::string file_;
  ProblemList& problems_;
  std::string decoded_from_;
  std::vector<std::string> columns_;
  char separator_ = ',';
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t record_line_ = 1;
  Fault fault_ = Fault::kNone;
  std::vector<Cell> cells_;
  std::string quoted_;  ///< quoted cells of the row
};

/// The text of a file; nothing, and a problem, when it cannot be opened.
[[nodiscard]] std::optional<std::string> read_text_file(const std::filesystem::path& path,
                                                        const std::string& file,
                                                        ProblemList& problems);

}  // namespace yanbi
