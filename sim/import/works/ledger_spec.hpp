// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a city file says of its ledgers of works and its layouts ([[works]], [[layout]]), as values.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/city/works.hpp"
#include "sim/config/toml.hpp"
#include "sim/import/source_spec.hpp"
#include "sim/import/works/ledger_words.hpp"

namespace yanbi {

/// Where the doors of a ledger's works are.
struct EntrancesSpec {
  SourceSpec source;
  std::string work;  ///< column: id of the work in its ledger
  PositionSpec position;
  std::optional<std::string> width;  ///< column: clear width, m
  std::optional<std::string> sill;   ///< column: height of the sill, m; none = a known name
};

/// A table of named places, for works whose ledger does not say where they are.
struct PlacesByNameSpec {
  SourceSpec source;
  std::string name;  ///< column: compared with the names and addresses of works
  PositionSpec position;
};

struct LedgerSpec {
  std::string name;
  SourceSpec source;
  /// Columns by what they hold; of several the first with a value in the row counts.
  std::map<LedgerField, std::vector<std::string>> columns;
  PositionSpec position;
  bool aliases = true;               ///< known names stand for columns that are not given
  std::vector<std::string> ignore;   ///< columns that no known name may claim
  std::vector<std::string> json;     ///< columns of JSON objects
  std::vector<std::string> missing;  ///< texts that mean "not known"; the empty text always does
  bool revisions = false;            ///< rows of one id are revisions, the last of which counts
  bool number_rows = false;          ///< rows without an id are named after their number
  double area_per_place = 1.0;       ///< m2 of sheltering area a person
  std::optional<double> floor_area_per_place;  ///< m2 of floor area a person
  std::optional<std::int64_t> default_places;  ///< persons, of rows that say neither them nor areas
  /// Rows in which a column has one of some texts are left out.
  std::map<std::string, std::vector<std::string>> leave_out;
  WorkType default_type = WorkType::kPersonnel;
  WorkStatus default_status = WorkStatus::kBuilt;
  std::map<std::string, TypeWord> types;  ///< words of the ledger
  std::map<std::string, WorkStatus> statuses;
  std::optional<EntrancesSpec> entrances;
  std::optional<PlacesByNameSpec> places_by_name;
};

/// What a layout adds to the ledgers, changes in them and takes out of them.
struct ChangesSpec {
  LedgerSpec ledger;   ///< its rows; its name is made from the layout's
  std::string change;  ///< column: added, changed or removed
};

/// A layout without its selection, and its changes.
struct LayoutSpec : Layout {
  std::optional<ChangesSpec> changes = {};
};

/// Reads one [[works]]; nothing when it has faults that leave nothing to read.
[[nodiscard]] std::optional<LedgerSpec> read_ledger_spec(const TomlTable& table,
                                                         const std::filesystem::path& data_root);

/// Reads one [[layout]].
[[nodiscard]] std::optional<LayoutSpec> read_layout_spec(const TomlTable& table,
                                                         const std::vector<LedgerSpec>& ledgers,
                                                         const std::filesystem::path& data_root);

/// Reads what ledgers and changes have in common; false when nothing is left to read. Keys of
/// `changes` that only ledgers have are left unknown.
[[nodiscard]] bool read_ledger_table(const TomlTable& table, const std::filesystem::path& data_root,
                                     LedgerSpec& ledger);

/// Names of the ledger of a layout's changes, unique as layouts are.
[[nodiscard]] std::string changes_ledger_name(const std::string& layout);

}  // namespace yanbi
