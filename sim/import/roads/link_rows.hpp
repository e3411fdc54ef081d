// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows of tables of links, each one direction or both of a street, as lines for the network
// builder.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/roads/road_lines.hpp"

namespace yanbi {

/// One row of a table of links.
struct LinkRow {
  std::int64_t source_id = 0;
  std::uint32_t from = 0;  ///< node
  std::uint32_t to = 0;
  bool directed = true;  ///< the row is one direction; `use.drive_backward` is closed then
  WayUse use;
  std::optional<std::uint64_t> length_mm = {};  ///< none = that of the course
  std::vector<std::uint32_t> between = {};      ///< vertices of the course between the ends
};

/// What `streets_of_links` did.
struct LinkRowReport {
  std::size_t paired = 0;      ///< rows that became the other direction of an earlier one
  std::size_t duplicates = 0;  ///< rows that say the same as an earlier one, left out
  std::size_t loops = 0;       ///< rows that end where they begin, left out
  std::size_t parallel = 0;    ///< streets beside another between the same nodes
};

/// Makes streets of rows. Two directed rows of equal length from a to b and from b to a are one
/// street, so that walkers have it once; each row finds at most one partner, in the order of rows.
/// `x` and `y` are the nodes and the vertices of courses, working CRS, m.
[[nodiscard]] RoadLines streets_of_links(const std::vector<double>& x, const std::vector<double>& y,
                                         const std::vector<LinkRow>& rows, LinkRowReport& report);

/// Notes on what was done.
void note_link_rows(const LinkRowReport& report, std::vector<ImportNote>& notes);

}  // namespace yanbi
