// SPDX-License-Identifier: Apache-2.0
#pragma once
// Comma-separated text (RFC 4180) as records of fields with their line numbers.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yanbi {

struct CsvRecord {
  std::size_t line = 0;  ///< 1-based line on which the record begins
  std::vector<std::string> fields;
};

/// Splits `text` into records. A BOM and empty lines are skipped; lines end with LF or CRLF; fields
/// in double quotes may hold commas, line ends and doubled quotes. A quote that is never closed
/// takes the rest of the text.
[[nodiscard]] std::vector<CsvRecord> csv_records(std::string_view text);

/// `text` as one field, in quotes where it needs them.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace yanbi
