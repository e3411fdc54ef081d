// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/footprint_spec.hpp"

#include <fmt/format.h>

#include <limits>
#include <utility>
#include <vector>

#include "sim/import/geo/crs.hpp"
#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

constexpr TomlTable::Range kRadii = {0.001, 1e6};
constexpr TomlTable::Range kAnyNumber = {-std::numeric_limits<double>::max(),
                                         std::numeric_limits<double>::max()};

/// The effects that `key` names; a problem when there are none of that name.
std::optional<std::uint32_t> read_effects_name(const TomlTable& table, const std::string& key,
                                               const EffectsNames& effects) {
  std::vector<std::string> names;
  names.reserve(effects.size());
  for (const auto& [name, index] : effects) {
    names.push_back(name);
  }
  if (!table.has(key)) {
    table.missing(key, "it is not known what happens within",
                  "add " + key + " = \"...\" with the name of [[effects]]");
    return std::nullopt;
  }
  if (names.empty()) {
    table.problem(key, "the file has no [[effects]]",
                  "add [[effects]] with name, link_blocked, entrance_blocked and work_lost");
    return std::nullopt;
  }
  const std::optional<std::string> name = table.choice(key, names);
  return name ? std::optional(effects.at(*name)) : std::nullopt;
}

void read_circle(const TomlTable& table, const EffectsNames& effects, StrikeSpec& strike) {
  const bool in_degrees = table.has("lon") || table.has("lat");
  const char* x_key = in_degrees ? "lon" : "x";
  const char* y_key = in_degrees ? "lat" : "y";
  CircleSpec circle;
  const std::optional<double> x = table.number(x_key, kAnyNumber);
  const std::optional<double> y = table.number(y_key, kAnyNumber);
  for (const char* key : {x_key, y_key}) {
    if (!table.has(key)) {
      table.missing(key, "a circle needs the place of its centre",
                    "give x and y in metres, or lon and lat in degrees");
    }
  }
  const std::optional<double> radius = table.number("radius", kRadii);
  circle.crs = table.text("crs");
  if (circle.crs && !Crs::parse(*circle.crs)) {
    table.problem("crs", "no such coordinate reference system is known",
                  "write an EPSG code such as \"EPSG:4548\", or WKT");
    circle.crs.reset();
  }
  if (in_degrees && !circle.crs) {
    circle.crs = "EPSG:4326";
  }
  const auto index = read_effects_name(table, "effects", effects);
  if (x && y && radius && index) {
    circle.x = *x;
    circle.y = *y;
    circle.radius = *radius;
    circle.effects = *index;
    strike.circles.push_back(std::move(circle));
  }
}

void read_intensity(const TomlTable& table, const EffectsNames& effects,
                    const std::filesystem::path& data_root, StrikeSpec& strike) {
  IntensityRasterSpec raster;
  const std::vector<TomlTable> classes = table.tables("classes");
  for (const TomlTable& row : classes) {
    const std::optional<double> least = row.number("least", kAnyNumber);
    if (!row.has("least")) {
      row.missing("least", "the value from which the class begins is not known", "add least = 7");
    }
    const auto index = read_effects_name(row, "effects", effects);
    if (least && !raster.classes.empty() && *least <= raster.classes.back().least) {
      row.problem("least", "the classes must rise", "order the classes by least");
    } else if (least && index) {
      raster.classes.push_back({*least, *index});
    }
  }
  if (classes.empty()) {
    table.problem("classes", "a raster needs at least one class",
                  "write classes = [{ least = 7, effects = \"...\" }]");
  }
  std::optional<SourceSpec> source = read_source(table, data_root);
  if (source) {
    raster.source = std::move(*source);
    strike.rasters.push_back(std::move(raster));
  }
}

void read_layer_footprints(const TomlTable& table, const EffectsNames& effects,
                           const std::filesystem::path& data_root, StrikeSpec& strike) {
  FootprintLayerSpec layer;
  layer.effects_column = table.text("effects_column");
  layer.key_column = table.text("key");
  if (!layer.effects_column) {
    layer.effects = read_effects_name(table, "effects", effects);
  } else if (table.has("effects")) {
    table.problem("effects", "effects_column is given too; only one can be right",
                  "keep effects or effects_column");
  }
  std::optional<SourceSpec> source = read_source(table, data_root);
  if (source && (layer.effects || layer.effects_column)) {
    layer.source = std::move(*source);
    strike.layers.push_back(std::move(layer));
  }
}

}  // namespace

void read_footprint(const TomlTable& table, const EffectsNames& effects,
                    const std::filesystem::path& data_root, StrikeSpec& strike) {
  if (table.has("radius")) {
    read_circle(table, effects, strike);
  } else if (table.has("classes")) {
    read_intensity(table, effects, data_root, strike);
  } else if (table.has("file")) {
    read_layer_footprints(table, effects, data_root, strike);
  } else {
    table.missing("radius", "it is not known what kind of footprint this is",
                  "give a circle (x, y, radius), polygons (file) or a raster (file, classes)");
  }
}

}  // namespace yanbi
