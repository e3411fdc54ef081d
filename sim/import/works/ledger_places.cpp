// SPDX-License-Identifier: Apache-2.0
#include "sim/import/works/ledger_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"
#include "sim/import/works/ledger_source.hpp"

namespace yanbi {
namespace {

using Point = std::pair<double, double>;

/// Places of one name nearer than this, m, are one.
constexpr double kSamePlace = 1.0;

/// Where a name is; the second place shows that it is not the only one.
struct NamedPlace {
  Point first;
  std::size_t line = 0;
  std::optional<Point> second;
};

bool apart(const Point& a, const Point& b) {
  return std::abs(a.first - b.first) > kSamePlace || std::abs(a.second - b.second) > kSamePlace;
}

/// Rows that change or remove a work leave it where it is.
bool needs_place(const LedgerRow& row) {
  const std::optional<ChangeKind> change = parse_change_word(row.change);
  return !change || *change == ChangeKind::kAdded;
}

using PlacesByName = std::unordered_map<std::string, NamedPlace>;

PlacesByName read_places(const PlacesByNameSpec& spec, const std::string& topic, const Crs& working,
                         ProblemList& problems, std::vector<ImportNote>& notes) {
  PlacesByName places;
  const Table table = read_source_table(spec.source, topic, problems, notes);
  const auto column = find_column(table, spec.name, problems);
  if (table.rows() == 0 || !column) {
    return places;
  }
  const Positions positions = read_positions(table, spec.position, spec.source, working, problems);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string name = name_for_matching(table.cell(row, *column));
    if (name.empty() || positions.good[row] == 0) {
      continue;
    }
    const Point point{positions.x[row], positions.y[row]};
    const auto [entry, is_new] = places.try_emplace(name, NamedPlace{point, row, std::nullopt});
    if (!is_new && apart(entry->second.first, point)) {
      entry->second.second = point;
    }
  }
  return places;
}

/// Lengths that a column of doors may hold.
struct DoorLengths {
  const char* what;
  double least;  ///< m
  double most;
};
constexpr DoorLengths kDoorWidths = {"width", 0.3, 30.0};
constexpr DoorLengths kSillHeights = {"height", 0.0, kHighestSill};

/// The length in a cell; none when it is empty or there is no such column. A problem when it is no
/// length, or out of range.
std::optional<double> metres_at(const Table& table, std::size_t row,
                                std::optional<std::size_t> column, const DoorLengths& range,
                                ProblemList& problems) {
  const std::string text(column ? trimmed(table.cell(row, *column)) : std::string_view());
  if (text.empty()) {
    return std::nullopt;
  }
  const std::string& name = table.columns[*column];
  const std::optional<Quantity> metres =
      parse_quantity(text, QuantityKind::kLength, unit_of_column(name, QuantityKind::kLength));
  if (metres && range.least <= metres->value && metres->value <= range.most) {
    return metres->value;
  }
  problems.add(table.problem_at(
      row, name, text, metres ? "the number is out of range" : "this is not a finite number",
      fmt::format("give a {} in [{}, {}] m", range.what, range.least, range.most)));
  return std::nullopt;
}

/// The first column whose name is known to hold heights of sills.
std::optional<std::size_t> sill_column(const Table& table) {
  const auto found = std::ranges::find_if(table.columns, [](const std::string& name) {
    return field_of_column(name) == LedgerField::kSill;
  });
  return found == table.columns.end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(found - table.columns.begin()));
}

}  // namespace

void place_rows_by_name(const LedgerSpec& spec, const Crs& working, LedgerRows& ledger,
                        ProblemList& problems, std::vector<ImportNote>& notes) {
  if (!spec.places_by_name) {
    return;
  }
  const std::string topic = ledger_topic(spec);
  const PlacesByName places = read_places(*spec.places_by_name, topic, working, problems, notes);
  std::size_t matched = 0;
  std::size_t unmatched = 0;
  for (LedgerRow& row : ledger.rows) {
    if (row.position || !needs_place(row)) {
      continue;
    }
    auto found = row.name.empty() ? places.end() : places.find(name_for_matching(row.name));
    std::string by = row.name;
    if (found == places.end() && !row.address.empty()) {
      found = places.find(name_for_matching(row.address));
      by = row.address;
    }
    if (found == places.end()) {
      ++unmatched;
    } else if (found->second.second) {
      problems.add(
          ledger.problem_at(row, "places_by_name", by,
                            fmt::format("several places of this name lie apart in {}",
                                        spec.places_by_name->source.given),
                            "keep the right one, or give the work a position in its ledger"));
    } else {
      ++matched;
      row.position = found->second.first;
      row.remarks.push_back(fmt::format("placed by the name '{}'", by));
    }
  }
  add_note(notes, topic, "placed_by_name", as_figure(matched), "rows",
           fmt::format("{} rows without a position were found by name in {}.", matched,
                       spec.places_by_name->source.given));
  add_note(notes, topic, "not_placed_by_name", as_figure(unmatched), "rows",
           fmt::format("{} rows without a position have no place of their name there.", unmatched));
}

DoorsById read_doors(const LedgerSpec& spec, const Crs& working, ProblemList& problems,
                     std::vector<ImportNote>& notes) {
  DoorsById doors;
  if (!spec.entrances) {
    return doors;
  }
  const EntrancesSpec& from = *spec.entrances;
  const Table table = read_source_table(from.source, ledger_topic(spec), problems, notes);
  const auto work = find_column(table, from.work, problems);
  const auto width = from.width ? find_column(table, *from.width, problems) : std::nullopt;
  const auto sill = from.sill ? find_column(table, *from.sill, problems) : sill_column(table);
  if (table.rows() == 0 || !work) {
    return doors;
  }
  const Positions positions = read_positions(table, from.position, from.source, working, problems);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    Door door{positions.x[row], positions.y[row], std::nullopt};
    door.width = metres_at(table, row, width, kDoorWidths, problems);
    door.sill = metres_at(table, row, sill, kSillHeights, problems);
    doors[std::string(trimmed(table.cell(row, *work)))].push_back(door);
  }
  return doors;
}

void check_doors(const LedgerSpec& spec, const DoorsById& doors, const LedgerRows& ledger,
                 ProblemList& problems) {
  std::set<std::string> ids;
  for (const LedgerRow& row : ledger.rows) {
    ids.insert(row.id);
  }
  for (const auto& [id, list] : doors) {
    if (ids.find(id) == ids.end()) {
      problems.add({spec.entrances->source.given, 0, spec.entrances->work, id,
                    "the ledger has no work of this id", "correct the id or remove the door"});
    }
  }
}

std::vector<Door> doors_of_row(LedgerRow& row, const DoorsById& doors, LedgerCounts& counts) {
  const auto own = doors.find(row.id);
  std::vector<Door> found = own == doors.end() ? std::vector<Door>{} : own->second;
  const std::size_t placed = found.empty() ? (row.position ? 1 : 0) : found.size();
  if (row.doors && static_cast<std::size_t>(*row.doors) > placed) {
    ++counts.doors_without_position;
    row.remarks.push_back(
        fmt::format("{} doors stated, {} of them with a position", *row.doors, placed));
  }
  return found;
}

}  // namespace yanbi
