// SPDX-License-Identifier: Apache-2.0
#pragma once
// The ledger of a city back as a table: what was understood of every work, row by row, under names
// that the importer knows again.

#include <optional>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/works/point_table.hpp"

namespace yanbi {

/// The works as a table with the columns ledger, id, name, type, personnel_class, status, places,
/// sheltering_area_m2, floor_area_m2, resistance, from, until, x, y (working CRS, m), longitude,
/// latitude (WGS 84, degrees), doors (their number) and remark. Ids that two facilities share are
/// written with their ledger, "main/7".
[[nodiscard]] PointTable ledger_table(const City& city, const std::vector<WorkId>& works);

/// The doors of the works: work (the id in the table above), x, y, longitude, latitude, width_m,
/// and sill_m where any sill is known.
[[nodiscard]] PointTable entrances_table(const City& city, const std::vector<WorkId>& works);

/// Every work of the city, or those of a layout. @throws InputError that names `file` when there is
/// no such layout.
[[nodiscard]] std::vector<WorkId> works_to_export(const City& city,
                                                  const std::optional<std::string>& layout,
                                                  const std::string& file);

}  // namespace yanbi
