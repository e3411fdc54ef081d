// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rows of a ledger as values: what each says, what it leaves open, and what had to be read into
// it.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/works/ledger_spec.hpp"

namespace yanbi {

/// The highest sill that is believed, m.
inline constexpr double kHighestSill = 10.0;

/// One row. What it does not say is empty.
struct LedgerRow {
  std::size_t row = 0;  ///< in the table, from 0
  std::string id;
  std::string name;
  std::string address;
  std::optional<TypeWord> type;
  std::optional<WorkStatus> status;
  std::optional<std::int32_t> places;
  std::optional<double> sheltering_area;  ///< m2
  std::optional<double> floor_area;       ///< m2
  std::string resistance;
  std::optional<Date> from;
  std::optional<Date> until;
  std::optional<std::pair<double, double>> position;  ///< working CRS, m
  std::optional<std::int32_t> doors;                  ///< number of doors
  std::optional<double> sill;                         ///< m, of doors that do not say their own
  std::string change;                                 ///< of a layout's changes
  std::vector<std::string> remarks;                   ///< what was understood or assumed
};

/// How often something had to be understood, assumed or left open in a ledger.
struct LedgerCounts {
  std::size_t places_by_default = 0;
  std::size_t places_missing = 0;
  std::size_t places_from_area = 0;
  std::size_t places_from_floor_area = 0;
  std::size_t contradictions = 0;
  std::size_t from_missing = 0;
  std::size_t vague_dates = 0;
  std::size_t approximate = 0;
  std::size_t grouped = 0;
  std::size_t numbered = 0;
  std::size_t doors_without_position = 0;
};

/// The rows of one ledger, with its table for messages.
struct LedgerRows {
  Table table;  ///< columns and lines
  std::vector<LedgerRow> rows;
  LedgerCounts counts;

  [[nodiscard]] Problem problem_at(const LedgerRow& row, const std::string& key, std::string value,
                                   std::string reason, std::string remedy) const {
    return table.problem_at(row.row, key, std::move(value), std::move(reason), std::move(remedy));
  }
};

/// Reads all rows of a ledger, positions in `working`. `change` is the column of a layout's
/// changes, where nothing but the id has to be said; elsewhere the places or an area must have a
/// column. Ids that are empty or, without revisions, there twice are problems.
[[nodiscard]] LedgerRows read_ledger_rows(const LedgerSpec& spec, const Crs& working,
                                          const std::optional<std::string>& change,
                                          ProblemList& problems, std::vector<ImportNote>& notes);

/// Places of a row that does not say them: floor(sheltering area / area_per_place) for personnel
/// shelters (1.0 m2 a person, GB 50038-2005, S), else floor(floor area / floor_area_per_place) if
/// that is given, else 0. Says in the remarks what was done and whether places and areas
/// contradict.
[[nodiscard]] std::int32_t settle_places(const LedgerSpec& spec, WorkType type, LedgerRow& row,
                                         LedgerCounts& counts);

/// Notes the counts of a ledger.
void note_counts(const std::string& topic, const LedgerCounts& counts,
                 std::vector<ImportNote>& notes);

}  // namespace yanbi
