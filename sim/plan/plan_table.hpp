// SPDX-License-Identifier: Apache-2.0
#pragma once
// The plan as a table that people can read and edit: who of which origin goes to which work, when
// and on which way. What is written can be given back to the policy "table", and so can tables of
// trips from elsewhere.

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/plan/plan.hpp"
#include "sim/plan/plan_rows.hpp"
#include "sim/plan/route_table.hpp"

namespace yanbi {

struct PlanTableRow {
  OriginId origin;
  ShelterId shelter;
  std::optional<std::int64_t> persons;  ///< at most so many of the origin; none = all who are left
  PartyId party;                        ///< the one party that the row is for; empty = any
  Tick departs = Tick::never();         ///< never = as the scenario draws it
  RouteId route;                        ///< in PlanTable::routes; empty = the shortest on foot
};

/// Rows in the order of the file.
struct PlanTable {
  std::vector<PlanTableRow> rows;
  RouteTable routes;  ///< those that rows give
};

/// Reads a CSV file: UTF-8 with or without BOM, comma-separated, a header row with the columns
/// `origin` (its key), `work` ("ledger/id", or the bare id where only one work has it) and, if
/// wanted, `persons`, `party` (number of a household of the origin, from 1), `departs_s` (s after
/// the alarm) and `route` (route_text.hpp); `scenario.plan.columns` gives them other names. Other
/// columns are ignored. Rows are read one after another: besides the table the text of the file is
/// held.
/// @throws InputError with all problems and their lines: no such file, no such column, unknown
/// origin or work, a work that is no shelter of this scenario, two rows that say the same, a bad
/// number, a row that can never take anybody because another of its origin already takes all, a
/// household that is not there or in two rows, a route that does not lead from the origin to the
/// work along links that are open, no route where `scenario.run.mode` is driving.
[[nodiscard]] PlanTable read_plan_table(const std::filesystem::path& path, const City& city,
                                        const Parties& parties, const Shelters& shelters,
                                        const Scenario& scenario);

struct PlanCsvFormat {
  PlanGrouping by = PlanGrouping::kOrigin;
  bool routes = false;  ///< whether there is a column of routes
};

/// Writes origin, party (by party only), work, persons, walk_m (m; the mean where persons take ways
/// of several lengths), departs_s (s; only if the plan gives departures) and route (if asked): by
/// origin, nearest shelter first, or in the order of parties.
void write_plan_csv(std::ostream& out, const City& city, const Parties& parties,
                    const Shelters& shelters, const Plan& plan, const PlanCsvFormat& format = {});
/// The same into a file, through a temporary file beside it. @throws RunError.
void write_plan_csv(const std::filesystem::path& path, const City& city, const Parties& parties,
                    const Shelters& shelters, const Plan& plan, const PlanCsvFormat& format = {});

/// Writes where people of square cells go, for reading: cell_x and cell_y (lower left corner, m, in
/// the working CRS), work, persons and walk_m (m, mean of the persons); cells from south to north
/// and west to east, works in the order of the city. Origins count where they stand. This form is
/// not read back. Precondition: `cell` > 0, m.
void write_plan_cells(std::ostream& out, const City& city, const Parties& parties,
                      const Shelters& shelters, const Plan& plan, double cell);
/// The same into a file, through a temporary file beside it. @throws RunError.
void write_plan_cells(const std::filesystem::path& path, const City& city, const Parties& parties,
                      const Shelters& shelters, const Plan& plan, double cell);

}  // namespace yanbi
