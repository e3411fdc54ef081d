// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/ledger_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"
#include "sim/import/works/ledger_source.hpp"

namespace yanbi {
namespace {

constexpr double kMostPlaces = 1e6;
constexpr double kMostArea = 1e7;  // m2
constexpr double kMostDoors = 1000.0;

/// What one field of a row says.
struct Cell {
  std::string text;        ///< without white space at its ends; "" = not known
  std::size_t column = 0;  ///< where it stands
};

/// Reads the cells of one row after the other.
class RowReader {
 public:
  RowReader(const LedgerSpec& spec, const Table& table, const LedgerColumns& columns,
            LedgerCounts& counts, ProblemList& problems)
      : spec_(spec), table_(table), columns_(columns), counts_(counts), problems_(problems) {}

  [[nodiscard]] LedgerRow read(std::size_t row) {
    LedgerRow out;
    out.row = row;
    out.id = id(row, out);
    out.name = cell(row, LedgerField::kName).text;
    out.address = cell(row, LedgerField::kAddress).text;
    out.type = type(row);
    out.status = word<WorkStatus>(row, LedgerField::kStatus, spec_.statuses, parse_status_word);
    out.resistance = cell(row, LedgerField::kResistance).text;
    const auto places =
        whole(row, LedgerField::kPlaces, kMostPlaces, "places must be a whole number", out);
    out.places = places;
    out.sheltering_area =
        quantity(row, LedgerField::kShelteringArea, QuantityKind::kArea, kMostArea, out);
    out.floor_area = quantity(row, LedgerField::kFloorArea, QuantityKind::kArea, kMostArea, out);
    const std::optional<DateSpan> from = date(row, LedgerField::kFrom, out);
    const std::optional<DateSpan> until = date(row, LedgerField::kUntil, out);
    counts_.from_missing += columns_.has(LedgerField::kFrom) && !from ? 1U : 0U;
    out.from = from ? std::optional(from->first) : std::nullopt;
    out.until = until ? std::optional(until->last) : std::nullopt;
    check_dates(row, out);
    out.doors = whole(row, LedgerField::kDoors, kMostDoors,
                      "the number of doors must be a whole number", out);
    out.sill = quantity(row, LedgerField::kSill, QuantityKind::kLength, kHighestSill, out);
    if (const std::string remark = cell(row, LedgerField::kRemark).text; !remark.empty()) {
      out.remarks.insert(out.remarks.begin(), remark);
    }
    return out;
  }

 private:
  /// The first of a field's columns that has a value in this row.
  [[nodiscard]] Cell cell(std::size_t row, LedgerField field) const {
    for (const std::size_t column : columns_.of(field)) {
      std::string text(trimmed(table_.cell(row, column)));
      if (std::find(spec_.missing.begin(), spec_.missing.end(), text) == spec_.missing.end()) {
        return {std::move(text), column};
      }
    }
    return {};
  }

  void add_problem(std::size_t row, const Cell& cell, std::string reason, std::string remedy) {
    problems_.add(table_.problem_at(row, table_.columns[cell.column], cell.text, std::move(reason),
                                    std::move(remedy)));
  }

  [[nodiscard]] std::string id(std::size_t row, LedgerRow& out) {
    const Cell found = cell(row, LedgerField::kId);
    if (!found.text.empty() || !spec_.number_rows) {
      return found.text;
    }
    ++counts_.numbered;
    out.remarks.emplace_back("no id: named after its row");
    return fmt::format("row-{}", row + 1);
  }

  [[nodiscard]] std::optional<double> quantity(std::size_t row, LedgerField field,
                                               QuantityKind kind, double most, LedgerRow& out) {
    const Cell found = cell(row, field);
    if (found.text.empty()) {
      return std::nullopt;
    }
    const QuantityUnit unit = unit_of_column(table_.columns[found.column], kind);
    const std::optional<Quantity> value = parse_quantity(found.text, kind, unit);
    if (!value) {
      add_problem(row, found, "this is not a finite number with a unit that is known",
                  fmt::format("give a number in [0, {}], with a decimal point; separate thousands "
                              "or leave them; or add the text to missing",
                              most));
      return std::nullopt;
    }
    if (value->value < 0.0 || value->value > most) {
      add_problem(row, found, "the number is out of range",
                  fmt::format("give a number in [0, {}]", most));
      return std::nullopt;
    }
    if (value->approximate || value->grouped) {
      counts_.approximate += value->approximate ? 1U : 0U;
      counts_.grouped += value->grouped ? 1U : 0U;
      out.remarks.push_back(
          fmt::format("{} {} read from '{}'", to_string(field), value->value, found.text));
    }
    return value->value;
  }

  [[nodiscard]] std::optional<std::int32_t> whole(std::size_t row, LedgerField field, double most,
                                                  const char* otherwise, LedgerRow& out) {
    const std::optional<double> number = quantity(row, field, QuantityKind::kPersons, most, out);
    if (number && *number != std::floor(*number)) {
      add_problem(row, cell(row, field), otherwise, "round the figures of the ledger");
    }
    return number ? std::optional(static_cast<std::int32_t>(*number)) : std::nullopt;
  }

  [[nodiscard]] std::optional<DateSpan> date(std::size_t row, LedgerField field, LedgerRow& out) {
    constexpr std::size_t kSerialDigits = 5;
    const Cell found = cell(row, field);
    if (found.text.empty()) {
      return std::nullopt;
    }
    const std::optional<DateSpan> span = parse_ledger_date(found.text);
    if (!span) {
      const bool serial = found.text.size() == kSerialDigits && parse_whole(found.text);
      add_problem(row, found, "this is not a year or a date",
                  serial ? "it looks like the day count of a spreadsheet: give the column a date "
                           "format there"
                         : "write 1985 or 1985-06-30, or add the text to missing");
    } else if (span->vague) {
      ++counts_.vague_dates;
      out.remarks.push_back(
          fmt::format("{} may be read in two ways: '{}'", to_string(field), found.text));
    }
    return span;
  }

  void check_dates(std::size_t row, const LedgerRow& out) {
    if (out.from && out.until && *out.until < *out.from) {
      add_problem(row, cell(row, LedgerField::kUntil), "the work ends before it begins",
                  "correct one of the two dates");
    }
  }

  [[nodiscard]] std::optional<TypeWord> type(std::size_t row) {
    std::optional<TypeWord> type =
        word<TypeWord>(row, LedgerField::kType, spec_.types, parse_type_word);
    const Cell found = cell(row, LedgerField::kPersonnelClass);
    if (found.text.empty()) {
      return type;
    }
    const std::optional<std::uint8_t> number = parse_personnel_class(found.text);
    if (found.text == "0" && (!type || type->personnel_class == 0)) {
      return type;
    }
    if (!number) {
      add_problem(row, found, "this is not a class of personnel shelters",
                  "write 1 or 2 (一等, 二等), or leave it empty");
      return type;
    }
    TypeWord stated = type.value_or(TypeWord{spec_.default_type, 0});
    const bool contradicts = stated.personnel_class != 0 && stated.personnel_class != *number;
    if (stated.type != WorkType::kPersonnel || contradicts) {
      add_problem(row, found, "the class contradicts the type of the work",
                  "correct one of the two; only personnel shelters have a class");
    }
    stated.personnel_class = *number;
    return stated;
  }

  template <class Value, class Parse>
  [[nodiscard]] std::optional<Value> word(std::size_t row, LedgerField field,
                                          const std::map<std::string, Value>& words, Parse parse) {
    const Cell found = cell(row, field);
    if (found.text.empty()) {
      return std::nullopt;
    }
    const auto own = words.find(found.text);
    if (own != words.end()) {
      return own->second;
    }
    const std::optional<Value> known = parse(found.text);
    if (!known) {
      add_problem(row, found, "the word is not known",
                  "translate it in the ledger's types or statuses, leave such rows out with "
                  "leave_out, or name the column in ignore");
    }
    return known;
  }

  const LedgerSpec& spec_;
  const Table& table_;
  const LedgerColumns& columns_;
  LedgerCounts& counts_;
  ProblemList& problems_;
};

/// What a ledger must have, whoever names its columns.
bool has_what_is_needed(const LedgerColumns& columns, const LedgerSpec& spec,
                        const std::string& file, bool is_change, ProblemList& problems) {
  const std::size_t before = problems.size();
  if (!columns.has(LedgerField::kId) && !spec.number_rows) {
    problems.add({file, 0, "column", "", "no column is known to hold the id of each work",
                  R"(name it: columns = { id = "..." }, or say number_rows = true)"});
  }
  const bool has_places =
      columns.has(LedgerField::kPlaces) || columns.has(LedgerField::kShelteringArea) ||
      (columns.has(LedgerField::kFloorArea) && spec.floor_area_per_place) || spec.default_places;
  if (!has_places && !is_change) {
    problems.add({file, 0, "column", "", "no column says how many persons each work takes",
                  R"(name it: columns = { places = "..." } or sheltering_area, or floor_area with )"
                  "floor_area_per_place; or give default_places"});
  }
  if (!columns.has_position && !spec.places_by_name && !is_change && !spec.entrances) {
    problems.add({file, 0, "x, y", "", "nothing says where the rows are",
                  "name the columns of x and y, or of position, or give places_by_name"});
  }
  return problems.size() == before;
}

void check_ids(const LedgerRows& ledger, const LedgerSpec& spec, const std::string& key,
               ProblemList& problems) {
  std::set<std::string> seen;
  for (const LedgerRow& row : ledger.rows) {
    if (row.id.empty()) {
      problems.add(ledger.problem_at(row, key, "", "the row has no id",
                                     "give every row an id of its own, or say number_rows = true"));
    } else if (!seen.insert(row.id).second && !spec.revisions) {
      problems.add(ledger.problem_at(row, key, row.id, "another row has this id already",
                                     "give every row an id of its own, or say revisions = \"last\" "
                                     "in a ledger whose rows are revisions"));
    }
  }
}

}  // namespace

LedgerRows read_ledger_rows(const LedgerSpec& spec, const Crs& working,
                            const std::optional<std::string>& change, ProblemList& problems,
                            std::vector<ImportNote>& notes) {
  LedgerRows ledger;
  const LedgerSource source = read_ledger_source(spec, problems, notes);
  const Table& table = source.table;
  ledger.table.file = table.file;
  ledger.table.columns = table.columns;
  ledger.table.line = table.line;
  if (table.rows() == 0) {
    return ledger;
  }
  const LedgerColumns columns = find_ledger_columns(table, spec, problems, notes);
  const auto change_column = change ? find_column(table, *change, problems) : std::nullopt;
  Positions positions;
  if (columns.has_position) {
    positions =
        read_positions(table, columns.position, spec.source, working, problems, spec.missing);
  }
  // Columns that are missing have been reported; what they should have held need not be, row by
  // row.
  if (!has_what_is_needed(columns, spec, table.file, change.has_value(), problems) ||
      (change && !change_column)) {
    return ledger;
  }
  RowReader reader(spec, table, columns, ledger.counts, problems);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (source.kept[row] == 0) {
      continue;
    }
    ledger.rows.push_back(reader.read(row));
    if (columns.has_position && positions.good[row] != 0) {
      ledger.rows.back().position = {positions.x[row], positions.y[row]};
    }
    if (change_column) {
      ledger.rows.back().change = trimmed(table.cell(row, *change_column));
    }
  }
  const std::vector<std::size_t>& ids = columns.of(LedgerField::kId);
  check_ids(ledger, spec, ids.empty() ? "id" : table.columns[ids.front()], problems);
  return ledger;
}

}  // namespace yanbi
