// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/origin_source_spec.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "sim/import/spec_reader.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

std::string file_name_of(const SourceSpec& source) {
  return lower_ascii(source.path.filename().string());
}

bool ends_with_any(const std::string& name, const std::vector<std::string>& endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](const std::string& ending) { return name.ends_with(ending); });
}

/// What the file's name alone shows.
std::optional<OriginForm> form_by_name(const SourceSpec& source) {
  const std::string name = file_name_of(source);
  if (ends_with_any(name, {".csv", ".txt", ".tsv", ".xlsx", ".ods"})) {
    return OriginForm::kTable;
  }
  if (ends_with_any(name, {".tif", ".tiff", ".asc", ".vrt"})) {
    return OriginForm::kRaster;
  }
  if (ends_with_any(name, {".osm", ".pbf", ".osm.gz", ".osm.bz2", ".osm.xml"})) {
    return OriginForm::kOsmBuildings;
  }
  return std::nullopt;
}

/// `from`, or what the other keys show.
std::optional<OriginForm> read_form(const TomlTable& table) {
  const std::vector<std::string> words = {"table", "polygons",      "raster",
                                          "cells", "osm_buildings", "streets"};
  const std::optional<std::string> word = table.choice("from", words);
  if (word) {
    const auto place = std::find(words.begin(), words.end(), *word) - words.begin();
    return static_cast<OriginForm>(place);
  }
  if (table.has("cell")) {
    return OriginForm::kCells;
  }
  // Whoever names columns but no file has forgotten the file.
  const bool names_columns = table.has("id") || table.has("x") || table.has("position");
  return table.has("file") || table.has("from") || names_columns
             ? std::nullopt
             : std::optional(OriginForm::kStreets);
}

StreetOriginsSpec read_street_origins(const TomlTable& table) {
  StreetOriginsSpec streets;
  streets.spacing = table.number("spacing", {1.0, 10000.0}).value_or(streets.spacing);
  streets.least_width = table.number("least_width", {0.0, 1000.0}).value_or(0.0);
  streets.most_width = table.number("most_width", {0.0, 1000.0});
  streets.drivable_only = table.boolean("drivable_only").value_or(false);
  streets.bridges_and_tunnels = table.boolean("bridges_and_tunnels").value_or(false);
  if (streets.most_width && *streets.most_width < streets.least_width) {
    table.problem("most_width", "it is below least_width, so no street is left",
                  "correct one of the two");
  }
  return streets;
}

/// The column that names each origin; some sources bring their own.
std::optional<std::string> read_id(const TomlTable& table, std::optional<OriginForm> form,
                                   const std::optional<std::string>& cell) {
  if (form == OriginForm::kStreets) {
    return "id";
  }
  if (form == OriginForm::kRaster) {
    return table.text("id").value_or("cell");
  }
  if (form == OriginForm::kOsmBuildings) {
    return table.text("id").value_or("id");
  }
  if (form == OriginForm::kCells && cell) {
    return table.text("id").value_or(*cell);
  }
  if (table.boolean("numbered").value_or(false)) {
    if (table.has("id")) {
      table.problem("numbered", "id is given too; only one can be right", "keep one of the two");
    }
    return "";
  }
  return required_text(table, "id", "the column that names each origin");
}

/// The keys that only some sources have: elsewhere they would be reported as unknown.
void read_keys_of_form(const TomlTable& table, PopulationSpec& population) {
  const std::optional<OriginForm> form = population.from;
  if (form == OriginForm::kStreets) {
    population.streets = read_street_origins(table);
    return;
  }
  population.year = table.text("year");
  population.floors = table.text("floors");
  if (form == OriginForm::kCells) {
    population.cell = required_text(table, "cell", "the column that names each cell");
    population.cell_side = table.number("cell_side", {1.0, 100000.0});
  }
  if (!form || form == OriginForm::kTable) {
    population.position = read_position(table);
    population.node = table.text("node");
    if (population.node && (population.position.x || population.position.both)) {
      table.problem("node", "positions are given too; only one can be right",
                    "keep node, or the positions");
    }
  }
}

}  // namespace

bool read_origin_source(const TomlTable& table, const std::filesystem::path& data_root,
                        PopulationSpec& population) {
  population.from = read_form(table);
  const bool along_streets = population.from == OriginForm::kStreets;
  if (!along_streets) {
    population.source = read_source(table, data_root);
    if (!population.from && population.source) {
      population.from = form_by_name(*population.source);
    }
  } else if (table.has("file")) {
    table.problem("file", "origins along streets come from [streets] alone",
                  "remove file, or from = \"streets\"");
  }
  read_keys_of_form(table, population);
  const auto id = read_id(table, population.from, population.cell);
  population.id = id.value_or("");
  population.numbered = id && id->empty();
  return (population.source || along_streets) && id;
}

}  // namespace yanbi
