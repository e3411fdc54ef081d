// SPDX-License-Identifier: Apache-2.0
#pragma once
// How a city file names a file of outside data and the positions in it.

#include <filesystem>
#include <optional>
#include <string>

namespace yanbi {

/// A file of outside data.
struct SourceSpec {
  std::string given;                    ///< path as the city file gives it, for messages
  std::filesystem::path path;           ///< the same, resolved
  std::optional<std::string> layer;     ///< of a GIS file or workbook; none = the first
  std::optional<std::string> crs;       ///< overrides what the file states
  std::optional<std::string> encoding;  ///< of a CSV file (none = UTF-8, else GB18030) or Shapefile
};

/// How the positions of a table are written; with none of these a layer's points are used.
struct PositionSpec {
  std::optional<std::string> x;     ///< column of east or longitude
  std::optional<std::string> y;     ///< column of north or latitude
  std::optional<std::string> both;  ///< column that holds the two in one text
  bool north_first = true;          ///< order in that text: latitude or northing comes first
};

}  // namespace yanbi
