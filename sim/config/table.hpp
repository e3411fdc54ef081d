// SPDX-License-Identifier: Apache-2.0
#pragma once
// A table of texts with named columns: what a CSV file and the attributes of a GIS layer have in
// common, with enough of its origin to name any row in a message.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"

namespace yanbi {

/// Cells row by row. Rows of a point layer also have a point.
struct Table {
  std::string file;                  ///< for messages
  std::vector<std::string> columns;  ///< names, in the order of the file
  std::vector<std::string> cells;    ///< row-major
  std::vector<std::size_t> line;     ///< 1-based line of each row; empty where there are no lines
  std::vector<double> point_x;       ///< size: rows, or empty when the source has no points
  std::vector<double> point_y;
  std::string crs;           ///< CRS of the points that the file itself states (WKT); may be empty
  std::string decoded_from;  ///< encoding that was converted to UTF-8; empty = it was UTF-8
  /// Names of all columns of the file, where only those that were asked for are held; else empty.
  std::vector<std::string> columns_of_file = {};

  [[nodiscard]] std::size_t rows() const noexcept {
    return columns.empty() ? 0 : cells.size() / columns.size();
  }
  [[nodiscard]] const std::string& cell(std::size_t row, std::size_t column) const {
    return cells[row * columns.size() + column];
  }
  /// A problem at one row: the line where there is one, else the number of the feature.
  [[nodiscard]] Problem problem_at(std::size_t row, const std::string& key, std::string value,
                                   std::string reason, std::string remedy) const;
};

/// Position of a column. Adds a problem that names the nearest column when there is none.
/// @throws InternalError when the file has it but nobody asked for it when the table was read.
[[nodiscard]] std::optional<std::size_t> find_column(const Table& table, const std::string& name,
                                                     ProblemList& problems);

}  // namespace yanbi
