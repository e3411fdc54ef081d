// SPDX-License-Identifier: Apache-2.0
#pragma once
// Indexes of the H3 grid: which cell a number means, and where its centre is. The grid is published
// at https://h3geo.org (Uber Technologies).

#include <cstdint>
#include <optional>
#include <string_view>

namespace yanbi {

/// Degrees on the authalic sphere of H3, read as WGS 84 as everybody does.
struct CellCentre {
  double lon = 0.0;
  double lat = 0.0;
};

/// The index of a cell: 15 hexadecimal digits, 16 with a leading 0, with or without "0x", or 18 or
/// 19 decimal digits. Nothing when the text is something else, or an index of an edge, a vertex or
/// a cell that does not exist.
[[nodiscard]] std::optional<std::uint64_t> parse_h3_index(std::string_view text);

/// Whether `index` is that of a cell: mode 1, one of the 122 base cells, digits 0 to 6 up to its
/// resolution and 7 beyond, and not in the sixth that pentagons lack.
[[nodiscard]] bool is_h3_cell(std::uint64_t index) noexcept;

/// Centre of a cell. Precondition: is_h3_cell(index).
[[nodiscard]] CellCentre h3_cell_centre(std::uint64_t index);

}  // namespace yanbi
