// SPDX-License-Identifier: Apache-2.0
#pragma once
// The results of a two-dimensional HEC-RAS model, as its HDF5 files hold them: water surface by
// cell and velocity by face for each output, in metres and seconds.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/import/hazard/area.hpp"
#include "sim/import/hazard/flood_spec.hpp"

namespace yanbi {

/// One 2D flow area.
struct MeshArea {
  std::string name;
  std::vector<std::vector<float>> surface;  ///< m, by output and cell
  std::vector<std::vector<float>> speed;    ///< m/s, by output and face; empty = not known
  std::vector<double> bed;                  ///< m, lowest ground of each cell; empty = not known
  /// Sides of each cell in the mesh's own CRS and unit; empty = the mesh is not known.
  std::vector<std::vector<AreaEdge>> sides;
  std::vector<std::vector<std::uint32_t>> faces;  ///< of each cell; empty = the mesh is not known

  [[nodiscard]] std::size_t cells() const noexcept {
    return surface.empty() ? 0 : surface.front().size();
  }
};

struct MeshResults {
  std::vector<double> times;  ///< s after the first output, rising
  std::vector<MeshArea> areas;
  std::string crs;      ///< WKT of the mesh; may be empty
  std::string unit;     ///< "ft" or "m", as the file says or was told
  double factor = 1.0;  ///< m a unit
};

/// Reads everything; what is missing or damaged is a problem, and nothing is returned then.
[[nodiscard]] std::optional<MeshResults> read_hecras(const HecRasFloodSpec& spec,
                                                     ProblemList& problems);

}  // namespace yanbi
