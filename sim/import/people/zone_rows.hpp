// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tables whose rows are zones of a geography, such as a census by district, and the zones that
// candidate origins lie in.

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/config/table.hpp"
#include "sim/import/source_spec.hpp"
#include "sim/import/source_table.hpp"

namespace yanbi {

/// The attributes of a file, whatever its geometry: CSV, a workbook, or a layer of any kind.
[[nodiscard]] Table read_attributes(const SourceSpec& source, const std::string& topic,
                                    ProblemList& problems, std::vector<ImportNote>& notes);

/// Which row of a table speaks of which zone.
struct ZoneRows {
  std::vector<std::optional<std::size_t>> row;  ///< by zone; the first row with its key
  std::vector<std::size_t> strangers;           ///< rows whose key no zone has
};
[[nodiscard]] ZoneRows match_rows(const Table& table, std::size_t key, const Geography& zones);

/// The geography of that name; nothing, and a problem of `file` that names the nearest, when there
/// is none.
[[nodiscard]] const Geography* find_geography(std::span<const Geography> geographies,
                                              const std::string& name, const std::string& file,
                                              ProblemList& problems);

/// "a, b, c and 7 more": the first ten of `names`.
[[nodiscard]] std::string shortened(const std::vector<std::string>& names);

/// Zone of each row, none outside; rows without a position have none.
using ZoneOfRow = std::vector<std::optional<std::uint32_t>>;
[[nodiscard]] ZoneOfRow locate_rows(const Geography& zones, const Positions& positions);

/// The zones of all rows in any geography, found when first asked for.
class RowZones {
 public:
  explicit RowZones(const Positions& positions) : positions_(positions) {}
  [[nodiscard]] const ZoneOfRow& in(const Geography& zones);

 private:
  const Positions& positions_;
  std::map<std::string, ZoneOfRow> found_;
};

}  // namespace yanbi
