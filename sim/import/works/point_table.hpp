// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tables of points or lines on their way out: CSV, GeoJSON, GeoPackage or XLSX, by the name of the
// file.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace yanbi {

enum class FieldKind : std::uint8_t { kText, kWhole, kNumber, kDate };

struct TableField {
  std::string name;
  FieldKind kind = FieldKind::kText;
};

/// Rows of texts: whole numbers and numbers in decimal digits, dates as 1985-06-30, empty =
/// unknown.
struct PointTable {
  std::string name;  ///< of the layer or sheet
  std::vector<TableField> fields;
  std::vector<std::string> cells;  ///< row-major
  /// By row: position in the working CRS, m, and longitude and latitude, degrees; none = unknown.
  std::vector<std::optional<std::pair<double, double>>> position;
  std::vector<std::optional<std::pair<double, double>>> degrees;
  /// Instead of both, by row: the vertices of a line in the working CRS, and in degrees (needed for
  /// GeoJSON alone). Empty = a table of points.
  std::vector<std::vector<std::pair<double, double>>> line = {};
  std::vector<std::vector<std::pair<double, double>>> line_degrees = {};
};

/// Whether the ending of the file's name is one of .csv, .geojson, .gpkg and .xlsx.
[[nodiscard]] bool is_point_table_file(const std::filesystem::path& path);

/// Writes the table: the file appears whole or not at all. CSV is UTF-8 with a byte-order mark,
/// which spreadsheets need to read Chinese; GeoJSON has longitude and latitude (WGS 84), GeoPackage
/// the working CRS `crs`; XLSX has one sheet.
/// @throws RunError when the file cannot be written or its ending is unknown.
void write_point_table(const PointTable& table, const std::string& crs,
                       const std::filesystem::path& path);

}  // namespace yanbi
