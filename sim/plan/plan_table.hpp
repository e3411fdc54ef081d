// SPDX-License-Identifier: Apache-2.0
#pragma once
// The plan as a table that people can read and edit: who of which origin goes to which work. What
// is written can be given back to the policy "table".

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <vector>

#include "sim/plan/plan.hpp"

namespace yanbi {

struct PlanTableRow {
  OriginId origin;
  ShelterId shelter;
  std::optional<std::int64_t> persons;  ///< at most so many of the origin; none = all who are left
};

/// Rows in the order of the file.
struct PlanTable {
  std::vector<PlanTableRow> rows;
};

/// Reads a CSV file: UTF-8 with or without BOM, comma-separated, a header row with the columns
/// `origin` (its key), `work` ("ledger/id", or the bare id where only one work has it) and, if
/// wanted, `persons`; other columns are ignored.
/// @throws InputError with all problems and their lines: no such file, no such column, unknown
/// origin or work, a work that is no shelter of this scenario, a pair given twice, a bad number, a
/// row that can never take anybody because another of its origin already takes all.
[[nodiscard]] PlanTable read_plan_table(const std::filesystem::path& path, const City& city,
                                        const Shelters& shelters);

/// Writes origin, work, persons and walk_m (m): a row for each origin and shelter that the plan
/// brings together, by origin, nearest shelter first.
void write_plan_csv(std::ostream& out, const City& city, const Parties& parties,
                    const Shelters& shelters, const Plan& plan);
/// The same into a file, through a temporary file beside it. @throws RunError.
void write_plan_csv(const std::filesystem::path& path, const City& city, const Parties& parties,
                    const Shelters& shelters, const Plan& plan);

}  // namespace yanbi
