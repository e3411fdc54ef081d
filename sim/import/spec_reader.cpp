// SPDX-License-Identifier: Apache-2.0
#include "sim/import/spec_reader.hpp"

#include <cmath>
#include <fstream>
#include <numeric>
#include <system_error>

#include "sim/import/geo/crs.hpp"

namespace yanbi {
namespace {

/// Says why the file that `table` names cannot be read.
void report_unreadable(const TomlTable& table, const std::filesystem::path& path) {
  std::error_code ignored;
  if (std::filesystem::is_regular_file(path, ignored)) {
    table.problem("file", "the file cannot be read", "check its permissions");
  } else if (std::filesystem::exists(path, ignored)) {
    table.problem("file", "this is no file (looked at " + path.string() + ")",
                  "name a file; a folder cannot be read");
  } else {
    table.problem("file", "there is no such file (looked for " + path.string() + ")",
                  "correct the path, or say with --data where relative paths start");
  }
}

}  // namespace

bool is_readable_file(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored) && std::ifstream(path).is_open();
}

std::optional<std::string> required_text(const TomlTable& table, const std::string& key,
                                         const std::string& reason) {
  std::optional<std::string> text = table.text(key);
  if (!table.has(key) || (text && text->empty())) {
    table.missing(key, reason, "add " + key + " = \"...\"");
    return std::nullopt;
  }
  return text;
}

std::optional<SourceSpec> read_source(const TomlTable& table,
                                      const std::filesystem::path& data_root) {
  SourceSpec source;
  source.layer = table.text("layer");
  source.crs = table.text("crs");
  source.encoding = table.text("encoding");
  if (source.crs && !Crs::parse(*source.crs)) {
    table.problem("crs", "no such coordinate reference system is known",
                  "write an EPSG code such as \"EPSG:4326\", or WKT");
    source.crs.reset();
  }
  const std::optional<std::string> file =
      required_text(table, "file", "without it there is nothing to read");
  if (!file) {
    return std::nullopt;
  }
  source.given = *file;
  source.path = data_root / *file;
  if (!is_readable_file(source.path)) {
    report_unreadable(table, source.path);
    return std::nullopt;
  }
  return source;
}

PositionSpec read_position(const TomlTable& table) {
  PositionSpec position;
  position.x = table.text("x");
  position.y = table.text("y");
  position.both = table.text("position");
  const std::optional<std::string> order =
      table.choice("position_order", {"lat, lon", "lon, lat", "x, y", "y, x"});
  position.north_first = !order || *order == "lat, lon" || *order == "y, x";
  if (position.x.has_value() != position.y.has_value()) {
    table.missing(position.x ? "y" : "x", "a position needs both coordinates",
                  "name the columns of x (east, longitude) and y (north, latitude)");
    position.x.reset();
    position.y.reset();
  }
  if (position.x && position.both) {
    table.problem("position", "x and y are given too; only one can be right",
                  "keep x and y, or position");
  }
  return position;
}

std::vector<double> read_household_shares(const TomlTable& table) {
  const auto shares = table.numbers("household_shares", {0.0, 1.0});
  if (!shares) {
    return {1.0};
  }
  const double sum = std::accumulate(shares->begin(), shares->end(), 0.0);
  if (shares->empty() || std::abs(sum - 1.0) > 0.01) {
    table.problem("household_shares",
                  "the shares of households of 1, 2, 3 ... persons must sum to 1",
                  "correct the shares");
    return {1.0};
  }
  std::vector<double> scaled = *shares;
  for (double& share : scaled) {
    share /= sum;
  }
  return scaled;
}

}  // namespace yanbi
