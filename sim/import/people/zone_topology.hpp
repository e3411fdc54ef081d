// SPDX-License-Identifier: Apache-2.0
#pragma once
// How well the zones of a geography fit together: what they cover twice, and what they leave out.

#include <cstddef>
#include <optional>
#include <vector>

class OGRGeometry;

namespace yanbi {

/// Areas in m2. What is narrower than the sliver's width (twice its area divided by its outline) is
/// a sliver: two lines drawn along one border, not two claims to a place.
struct ZoneTopology {
  /// Two zones, by position, and what they share.
  struct Pair {
    std::size_t first = 0;
    std::size_t second = 0;
    double area = 0.0;
  };

  double total_area = 0.0;    ///< of all zones, so that overlaps count twice
  std::size_t overlaps = 0;   ///< pairs of zones that share more than slivers
  double overlap_area = 0.0;  ///< of these, slivers left out
  std::optional<Pair> largest_overlap;
  std::size_t overlap_slivers = 0;  ///< pieces
  double overlap_sliver_area = 0.0;
  std::size_t gaps = 0;  ///< places that zones enclose on all sides
  double gap_area = 0.0;
  double largest_gap = 0.0;
  std::size_t gap_slivers = 0;  ///< pieces
  double gap_sliver_area = 0.0;
};

/// Measures valid polygons, in a CRS in metres. Gaps that are open to the outside are not seen.
[[nodiscard]] ZoneTopology measure_topology(const std::vector<const OGRGeometry*>& zones,
                                            double sliver_width);

}  // namespace yanbi
