// SPDX-License-Identifier: Apache-2.0
#pragma once
// A layer of a GIS file, or a sheet of a workbook, read as a whole through GDAL: chosen attributes
// as texts, geometry as flat columns of vertices.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/config/table.hpp"

namespace yanbi {

/// What a feature's geometry is, multi or not.
enum class GeometryKind : std::uint8_t { kNone, kPoint, kLine, kPolygon, kOther };

/// Features with their attributes (index = row of `table`) and their parts: points, lines, or
/// rings.
struct VectorLayer {
  Table table;                              ///< columns as asked for; `crs` as the layer states it
  std::vector<GeometryKind> kind;           ///< by feature
  std::vector<std::uint32_t> first_part;    ///< size: features + 1
  std::vector<std::uint32_t> first_vertex;  ///< size: parts + 1
  std::vector<std::uint8_t> outer;          ///< by part: 1 = outer ring of a polygon
  std::vector<double> x;                    ///< in the layer's own CRS, x east
  std::vector<double> y;

  [[nodiscard]] std::size_t size() const noexcept { return kind.size(); }
};

/// Reads the layer (or sheet) named `layer`, or the first. Attributes are those of `columns` that
/// the layer has, or all when `columns` is empty; `encoding` is that of a Shapefile's texts where
/// the file does not say. Dates become "2015-03-01", points of time "2015-03-01T12:00:00", numbers
/// have no more digits than they need. The first row of a sheet is its header; blank rows, and
/// columns without a name and a value, are left out, and rows have lines. Curves become lines. An
/// unreadable file, a missing layer, an empty one, texts that are not UTF-8 and coordinates that
/// are no finite numbers are problems.
[[nodiscard]] VectorLayer read_vector_layer(const std::filesystem::path& path,
                                            const std::string& file,
                                            const std::optional<std::string>& layer,
                                            const std::vector<std::string>& columns,
                                            ProblemList& problems,
                                            const std::optional<std::string>& encoding = {});

}  // namespace yanbi
