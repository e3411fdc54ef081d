// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/flood_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/import/geo/crs.hpp"
#include "sim/import/hazard/raster_series_spec.hpp"
#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

constexpr double kFoot = 0.3048;  // m, the international foot
constexpr TomlTable::Range kDepths = {0.001, 100.0};
constexpr TomlTable::Range kVelocities = {0.0, 100.0};

std::optional<double> read_factor(const TomlTable& table, const std::string& key,
                                  const std::vector<std::pair<std::string, double>>& units) {
  std::vector<std::string> words;
  words.reserve(units.size());
  for (const auto& [word, factor] : units) {
    words.push_back(word);
  }
  const std::optional<std::string> unit = table.choice(key, words);
  for (const auto& [word, factor] : units) {
    if (unit && word == *unit) {
      return factor;
    }
  }
  return std::nullopt;
}

void read_dry(const TomlTable& table, RasterFloodSpec& spec) {
  for (const std::string& word : table.texts("dry").value_or(std::vector<std::string>{})) {
    if (word == "nan") {
      spec.nan_is_dry = true;
    } else if (word == "negative") {
      spec.negative_is_dry = true;
    } else {
      table.problem("dry", fmt::format(R"('{}' is neither "nan" nor "negative")", word),
                    R"(write dry = ["nan", "negative"], or one of them)");
    }
  }
}

std::optional<RasterFloodSpec> read_rasters_part(const TomlTable& table,
                                                 const std::filesystem::path& data_root) {
  RasterFloodSpec spec;
  spec.crs = table.text("crs");
  if (spec.crs && !Crs::parse(*spec.crs)) {
    table.problem("crs", "no such coordinate reference system is known",
                  "write an EPSG code such as \"EPSG:4548\", or WKT");
    spec.crs.reset();
  }
  read_dry(table, spec);
  const auto depth_factor = read_factor(table, "unit", {{"m", 1.0}, {"ft", kFoot}, {"mm", 0.001}});
  const auto velocity_factor = read_factor(table, "velocity_unit", {{"m/s", 1.0}, {"ft/s", kFoot}});
  std::optional<RasterSeries> depth = read_raster_series(table, "depth", data_root);
  if (table.has("velocity")) {
    spec.velocity = read_raster_series(table, "velocity", data_root);
  }
  if (!depth || (table.has("velocity") && !spec.velocity)) {
    return std::nullopt;
  }
  depth->factor = depth_factor;
  if (spec.velocity) {
    spec.velocity->factor = velocity_factor.value_or(1.0);
  }
  spec.depth = std::move(*depth);
  return spec;
}

std::optional<PolygonFloodSpec> read_polygons_part(const TomlTable& table,
                                                   const std::filesystem::path& data_root) {
  PolygonFloodSpec spec;
  spec.depth = table.number("depth", kDepths);
  spec.velocity = table.number("velocity", kVelocities);
  if (const std::optional<TomlTable> columns = table.table("columns")) {
    spec.from = columns->text("from").value_or(spec.from);
    spec.until = columns->text("until").value_or(spec.until);
    spec.depth_column = columns->text("depth").value_or(spec.depth_column);
    spec.velocity_column = columns->text("velocity").value_or(spec.velocity_column);
  }
  std::optional<SourceSpec> source = read_source(table, data_root);
  if (!source) {
    return std::nullopt;
  }
  spec.source = std::move(*source);
  return spec;
}

/// `file` and the like from a table of its own, where there is one.
std::optional<SourceSpec> read_inner_source(const TomlTable& parent, const std::string& key,
                                            const std::filesystem::path& data_root) {
  const std::optional<TomlTable> table = parent.table(key);
  return table ? read_source(*table, data_root) : std::nullopt;
}

std::optional<HecRasFloodSpec> read_hecras_part(const TomlTable& table,
                                                const std::filesystem::path& data_root) {
  HecRasFloodSpec spec;
  spec.unit = table.choice("unit", {"m", "ft"});
  spec.geometry = read_inner_source(table, "geometry", data_root);
  if (const std::optional<TomlTable> cells = table.table("cells")) {
    spec.cells = read_source(*cells, data_root);
    spec.area_column = cells->text("area").value_or(spec.area_column);
    spec.cell_column = cells->text("cell").value_or(spec.cell_column);
  }
  std::optional<SourceSpec> results = read_source(table, data_root);
  if (!results || (table.has("geometry") && !spec.geometry) ||
      (table.has("cells") && !spec.cells)) {
    return std::nullopt;
  }
  spec.results = std::move(*results);
  return spec;
}

/// Keys that only say something about rasters: wrong beside other sources.
void refuse_raster_keys(const TomlTable& table) {
  for (const char* key : {"velocity", "crs", "unit", "velocity_unit", "time_unit", "times", "first",
                          "interval", "dry"}) {
    if (table.has(key)) {
      table.problem(key, "this key belongs to rasters, and the water comes from another source",
                    "take it out, or write it in the part of that source");
    }
  }
}

}  // namespace

FloodSpec read_flood_spec(const TomlTable& table, const std::filesystem::path& data_root) {
  FloodSpec flood;
  flood.bridges_flooded = table.choice("bridges", {"dry", "flooded"}).value_or("dry") == "flooded";
  const int sources = (table.has("depth") ? 1 : 0) + (table.has("polygons") ? 1 : 0) +
                      (table.has("hecras") ? 1 : 0);
  if (sources == 0) {
    table.missing("depth", "the flood has no source",
                  "name rasters by depth = \"...\", or add [flood.polygons] or [flood.hecras]");
    refuse_raster_keys(table);
    return flood;
  }
  if (sources > 1) {
    table.problem(table.has("polygons") ? "polygons" : "hecras",
                  "the flood has more than one source, and only one can be right",
                  "keep one of depth, polygons and hecras");
  }
  if (table.has("depth")) {
    flood.rasters = read_rasters_part(table, data_root);
  } else {
    refuse_raster_keys(table);
  }
  if (const std::optional<TomlTable> polygons = table.table("polygons")) {
    flood.polygons = read_polygons_part(*polygons, data_root);
  }
  if (const std::optional<TomlTable> hecras = table.table("hecras")) {
    flood.hecras = read_hecras_part(*hecras, data_root);
  }
  return flood;
}

}  // namespace yanbi
