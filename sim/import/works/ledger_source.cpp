// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/ledger_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "sim/import/geo/crs.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"
#include "sim/import/works/json_columns.hpp"

namespace yanbi {
namespace {

void blank_row(std::size_t row, Table& table) {
  const auto first = table.cells.begin() + static_cast<std::ptrdiff_t>(row * table.columns.size());
  std::fill(first, first + static_cast<std::ptrdiff_t>(table.columns.size()), std::string());
  if (!table.point_x.empty()) {
    table.point_x[row] = std::numeric_limits<double>::quiet_NaN();
    table.point_y[row] = std::numeric_limits<double>::quiet_NaN();
  }
}

void leave_out_rows(const LedgerSpec& spec, LedgerSource& source, ProblemList& problems,
                    std::vector<ImportNote>& notes) {
  Table& table = source.table;
  for (const auto& [name, texts] : spec.leave_out) {
    const std::optional<std::size_t> column = find_column(table, name, problems);
    std::size_t count = 0;
    for (std::size_t row = 0; column && row < table.rows(); ++row) {
      const std::string text(trimmed(table.cell(row, *column)));
      if (source.kept[row] != 0 && std::find(texts.begin(), texts.end(), text) != texts.end()) {
        source.kept[row] = 0;
        blank_row(row, table);
        ++count;
      }
    }
    add_note(
        notes, ledger_topic(spec), "left_out", as_figure(count), "rows",
        fmt::format("{} rows were left out: '{}' is {}.", count, name, fmt::join(texts, " or ")));
  }
}

/// Finds columns by the names that fields usually have.
class KnownNames {
 public:
  KnownNames(const Table& table, const LedgerSpec& spec) : table_(table), spec_(spec) {
    taken_.insert(spec.ignore.begin(), spec.ignore.end());
    taken_.insert(spec.json.begin(), spec.json.end());
    for (const auto& [field, names] : spec.columns) {
      taken_.insert(names.begin(), names.end());
    }
    for (const auto& name : {spec.position.x, spec.position.y, spec.position.both}) {
      if (name) {
        taken_.insert(*name);
      }
    }
  }

  /// Positions of the columns whose names mean `field`.
  [[nodiscard]] std::vector<std::size_t> columns_of(LedgerField field) const {
    std::vector<std::size_t> found;
    for (std::size_t c = 0; c < table_.columns.size(); ++c) {
      if (taken_.find(table_.columns[c]) == taken_.end() &&
          field_of_column(own_name(table_.columns[c])) == field) {
        found.push_back(c);
      }
    }
    return found;
  }

  /// A column's name without that of the JSON column that it comes from.
  [[nodiscard]] std::string_view own_name(std::string_view name) const {
    for (const std::string& json : spec_.json) {
      if (name.size() > json.size() && name.starts_with(json) && name[json.size()] == '.') {
        return name.substr(json.size() + 1);
      }
    }
    return name;
  }

 private:
  const Table& table_;
  const LedgerSpec& spec_;
  std::set<std::string> taken_;
};

class ColumnFinder {
 public:
  ColumnFinder(const Table& table, const LedgerSpec& spec, ProblemList& problems)
      : table_(table), spec_(spec), known_(table, spec), problems_(problems) {}

  [[nodiscard]] LedgerColumns find() {
    for (const LedgerField field : all_ledger_fields()) {
      const auto given = spec_.columns.find(field);
      if (given != spec_.columns.end()) {
        find_given(given->second, columns_.of_field[static_cast<std::size_t>(field)]);
      } else if (!is_coordinate(field)) {
        columns_.of_field[static_cast<std::size_t>(field)] = find_known(field);
      }
    }
    find_position();
    return std::move(columns_);
  }

  void note_known(std::vector<ImportNote>& notes) const {
    if (!matched_.empty()) {
      add_note(notes, ledger_topic(spec_), "known_columns", as_figure(matched_.size()), "columns",
               fmt::format("Columns were known by their names: {}.", fmt::join(matched_, ", ")));
    }
  }

 private:
  static bool is_coordinate(LedgerField field) {
    return field == LedgerField::kX || field == LedgerField::kY ||
           field == LedgerField::kLongitude || field == LedgerField::kLatitude;
  }

  void find_given(const std::vector<std::string>& names, std::vector<std::size_t>& out) {
    for (const std::string& name : names) {
      if (const auto column = find_column(table_, name, problems_)) {
        out.push_back(*column);
      }
    }
  }

  std::vector<std::size_t> find_known(LedgerField field) {
    if (!spec_.aliases) {
      return {};
    }
    std::vector<std::size_t> found = known_.columns_of(field);
    if (found.size() > 1) {
      problems_.add(
          {table_.file, 0, "column",
           fmt::format("'{}' and '{}'", table_.columns[found[0]], table_.columns[found[1]]),
           fmt::format("the names of both columns mean {}", to_string(field)),
           fmt::format("name the right one in columns.{0}, or both in alternatives.{0}, "
                       "or one of them in ignore",
                       is_coordinate(field) ? "x and columns.y" : to_string(field))});
      return {};
    }
    if (!found.empty() && is_general_name(known_.own_name(own_column(found.front()))) &&
        !has_known_word(field, found.front())) {
      matched_.push_back(fmt::format("'{}' is not {}: none of its words is known",
                                     own_column(found.front()), to_string(field)));
      return {};
    }
    if (!found.empty()) {
      matched_.push_back(fmt::format("'{}' is {}", own_column(found.front()), to_string(field)));
    }
    return found;
  }

  [[nodiscard]] const std::string& own_column(std::size_t column) const {
    return table_.columns[column];
  }

  /// Whether any row says a type or a status in a word that is known.
  [[nodiscard]] bool has_known_word(LedgerField field, std::size_t column) const {
    for (std::size_t row = 0; row < table_.rows(); ++row) {
      const std::string text(trimmed(table_.cell(row, column)));
      if (field == LedgerField::kType ? spec_.types.contains(text) || parse_type_word(text)
                                      : spec_.statuses.contains(text) || parse_status_word(text)) {
        return true;
      }
    }
    return false;
  }

  void find_position() {
    columns_.position = spec_.position;
    columns_.has_position = spec_.position.x || spec_.position.both || !table_.point_x.empty();
    if (columns_.has_position || !spec_.aliases) {
      return;
    }
    const bool has_degrees = !known_.columns_of(LedgerField::kLongitude).empty() &&
                             !known_.columns_of(LedgerField::kLatitude).empty();
    const bool has_metres =
        !known_.columns_of(LedgerField::kX).empty() && !known_.columns_of(LedgerField::kY).empty();
    const std::optional<Crs> crs = Crs::parse(spec_.source.crs.value_or(""));
    if (has_degrees && (!has_metres || (crs && crs->is_geographic()))) {
      take_pair(LedgerField::kLongitude, LedgerField::kLatitude);
    } else if (has_metres) {
      take_pair(LedgerField::kX, LedgerField::kY);
    }
  }

  void take_pair(LedgerField x, LedgerField y) {
    const std::vector<std::size_t> east = find_known(x);
    const std::vector<std::size_t> north = find_known(y);
    columns_.has_position = true;
    if (!east.empty() && !north.empty()) {
      columns_.position.x = table_.columns[east.front()];
      columns_.position.y = table_.columns[north.front()];
    }
  }

  const Table& table_;
  const LedgerSpec& spec_;
  KnownNames known_;
  ProblemList& problems_;
  LedgerColumns columns_;
  std::vector<std::string> matched_;
};

}  // namespace

LedgerSource read_ledger_source(const LedgerSpec& spec, ProblemList& problems,
                                std::vector<ImportNote>& notes) {
  LedgerSource source;
  source.table = read_source_table(spec.source, ledger_topic(spec), problems, notes);
  expand_json_columns(source.table, spec.json, problems);
  source.kept.assign(source.table.rows(), 1);
  leave_out_rows(spec, source, problems, notes);
  return source;
}

LedgerColumns find_ledger_columns(const Table& table, const LedgerSpec& spec, ProblemList& problems,
                                  std::vector<ImportNote>& notes) {
  ColumnFinder finder(table, spec, problems);
  LedgerColumns columns = finder.find();
  finder.note_known(notes);
  return columns;
}

}  // namespace yanbi
