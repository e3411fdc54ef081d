// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table of a ledger as it comes in: JSON unfolded, rows that are left out marked, and the
// columns found by the names that the city file or custom gives them.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/source_spec.hpp"
#include "sim/import/works/ledger_spec.hpp"
#include "sim/import/works/ledger_words.hpp"

namespace yanbi {

/// A ledger's table. Rows that are left out are still there, with empty cells and no point, so that
/// messages name the right line.
struct LedgerSource {
  Table table;
  std::vector<std::uint8_t> kept;  ///< 0 where the row is left out
};

/// Reads the file, unfolds JSON columns and leaves out rows as `spec` says; notes how many.
[[nodiscard]] LedgerSource read_ledger_source(const LedgerSpec& spec, ProblemList& problems,
                                              std::vector<ImportNote>& notes);

/// Which columns of a table hold what.
struct LedgerColumns {
  std::array<std::vector<std::size_t>, kLedgerFieldCount> of_field;
  PositionSpec position;
  bool has_position = false;  ///< the rows may say where they are

  [[nodiscard]] const std::vector<std::size_t>& of(LedgerField field) const {
    return of_field[static_cast<std::size_t>(field)];
  }
  [[nodiscard]] bool has(LedgerField field) const { return !of(field).empty(); }
};

/// Finds the columns. Those that the city file names must be there; for the rest known names stand,
/// unless `spec.aliases` is off, and what they were taken for is noted. Two columns whose names
/// mean the same are a problem. Longitude and latitude are taken where the stated CRS is geographic
/// or nothing else says where the rows are, x and y otherwise, and the points of a layer before
/// both.
[[nodiscard]] LedgerColumns find_ledger_columns(const Table& table, const LedgerSpec& spec,
                                                ProblemList& problems,
                                                std::vector<ImportNote>& notes);

/// The topic of a ledger's notes.
[[nodiscard]] inline std::string ledger_topic(const LedgerSpec& spec) {
  return "works/" + spec.name;
}

}  // namespace yanbi
