// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/roads_spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "sim/config/text_values.hpp"
#include "sim/import/roads/link_table.hpp"
#include "sim/import/roads/way_rules.hpp"
#include "sim/import/spec_reader.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr TomlTable::Range kClassWidths = {0.1, 100.0};    // m
constexpr TomlTable::Range kClassLanes = {0.0, 12.0};      // each direction
constexpr TomlTable::Range kClassSpeeds = {1.0, 200.0};    // km/h
constexpr TomlTable::Range kClassCapacities = {1.0, 5e3};  // vehicles/h and lane

using WordMap = std::map<std::string, std::string>;

/// A unit by its name, in SI.
struct NamedUnit {
  const char* name;
  double value;
};
constexpr std::initializer_list<NamedUnit> kLengthUnits = {
    {"m", 1.0}, {"km", 1000.0}, {"ft", 0.3048}, {"mi", 1609.344}};
constexpr std::initializer_list<NamedUnit> kSpeedUnits = {
    {"km/h", 1.0 / 3.6}, {"m/s", 1.0}, {"mph", 0.44704}, {"ft/min", 0.3048 / 60.0}};

std::optional<double> read_unit(const TomlTable& table, const std::string& key,
                                std::initializer_list<NamedUnit> units) {
  std::vector<std::string> names;
  for (const NamedUnit& unit : units) {
    names.emplace_back(unit.name);
  }
  const std::optional<std::string> name = table.choice(key, names);
  for (const NamedUnit& unit : units) {
    if (name == unit.name) {
      return unit.value;
    }
  }
  return std::nullopt;
}

/// "s", "min", "h", or a duration such as "0.01 h".
std::optional<double> read_time_unit(const TomlTable& table) {
  const std::optional<std::string> text = table.text("time_unit");
  if (!text) {
    return std::nullopt;
  }
  const bool is_name = *text == "s" || *text == "min" || *text == "h";
  const std::optional<double> seconds = parse_duration(is_name ? "1 " + *text : *text);
  if (!seconds || *seconds <= 0.0) {
    table.problem("time_unit", "this is no unit of time",
                  R"(write "s", "min", "h" or a multiple such as "0.01 h")");
    return std::nullopt;
  }
  return seconds;
}

/// A table of texts under keys that the user chooses.
WordMap read_word_map(const TomlTable& table, const std::string& key) {
  WordMap words;
  if (const std::optional<TomlTable> part = table.table(key)) {
    for (const std::string& word : part->keys()) {
      if (const std::optional<std::string> meaning = part->text(word)) {
        words.emplace(word, *meaning);
      }
    }
  }
  return words;
}

const WayClass* find_built_in(const std::string& highway) {
  const auto classes = way_classes();
  const auto row = std::find_if(classes.begin(), classes.end(),
                                [&](const WayClass& each) { return each.highway == highway; });
  return row == classes.end() ? nullptr : &*row;
}

WayClassSpec read_way_class(const TomlTable& part, const std::string& highway) {
  WayClassSpec way;
  way.highway = highway;
  way.walkable = part.boolean("walkable");
  way.width = part.number("width", kClassWidths);
  if (const auto lanes = part.integer("lanes", kClassLanes)) {
    way.lanes = static_cast<int>(*lanes);
  }
  way.speed = part.number("speed", kClassSpeeds);
  way.capacity = part.number("capacity", kClassCapacities);
  way.one_way = part.boolean("one_way");
  if (way.walkable && !*way.walkable && way.width) {
    part.problem("width", "nobody walks on a class that is not walkable",
                 "remove width, or walkable = false");
  }
  const WayClass* built_in = find_built_in(highway);
  const int lanes = way.lanes.value_or(built_in != nullptr ? built_in->lanes : 0);
  for (const char* key : {"speed", "capacity", "one_way"}) {
    if (lanes == 0 && part.has(key)) {
      part.problem(key, "the class is closed to vehicles, so this says nothing",
                   "add lanes = 1 to open it, or remove the key");
    }
  }
  return way;
}

std::vector<WayClassSpec> read_way_classes(const TomlTable& streets) {
  std::vector<WayClassSpec> classes;
  if (const std::optional<TomlTable> table = streets.table("classes")) {
    for (const std::string& highway : table->keys()) {
      if (const std::optional<TomlTable> part = table->table(highway)) {
        classes.push_back(read_way_class(*part, highway));
      }
    }
  }
  return classes;
}

void read_modes(const TomlTable& table, StreetsSpec& streets) {
  const std::optional<std::vector<std::string>> modes = table.texts("modes");
  if (!modes) {
    return;
  }
  const auto has = [&](std::string_view mode) {
    return std::find(modes->begin(), modes->end(), mode) != modes->end();
  };
  const bool all_known = std::all_of(modes->begin(), modes->end(), [](const std::string& mode) {
    return mode == "walk" || mode == "drive";
  });
  if (modes->empty() || !all_known) {
    table.problem("modes", R"(the network is for "walk", "drive" or both)",
                  R"(write modes = ["walk", "drive"], or one of them)");
    return;
  }
  streets.walk = has("walk");
  streets.drive = has("drive");
}

/// Classes that the city file may name.
std::vector<std::string> known_classes(const StreetsSpec& streets) {
  std::vector<std::string> known;
  for (const WayClass& row : way_classes()) {
    known.emplace_back(row.highway);
  }
  for (const WayClassSpec& row : streets.classes) {
    known.push_back(row.highway);
  }
  return known;
}

void check_class(const TomlTable& table, const std::string& key, const std::string& highway,
                 const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), highway) == known.end()) {
    const std::string nearest = nearest_word(highway, known);
    table.problem(key, "no such class of ways is known",
                  nearest.empty() ? "name a value of OSM's highway tag, or add it to "
                                    "[streets.classes]"
                                  : fmt::format("did you mean '{}'?", nearest));
  }
}

void read_class_words(const TomlTable& table, StreetsSpec& streets) {
  streets.class_column = table.text("class_column");
  streets.class_words = read_word_map(table, "class_words");
  const std::optional<TomlTable> words = table.table("class_words");
  for (const auto& [word, highway] : streets.class_words) {
    check_class(*words, word, highway, known_classes(streets));
  }
}

void read_direction_words(const TomlTable& table, StreetsSpec& streets) {
  streets.direction_column = table.text("direction_column");
  streets.direction_words = read_word_map(table, "direction_words");
  const std::optional<TomlTable> words = table.table("direction_words");
  for (const auto& [word, ignored] : streets.direction_words) {
    static_cast<void>(words->choice(word, {"two-way", "north", "east", "south", "west"}));
  }
  if (words && !streets.direction_column) {
    table.missing("direction_column", "nothing says which column holds these words",
                  "add direction_column = \"...\"");
  }
}

void read_ignored_tags(const TomlTable& table, StreetsSpec& streets) {
  streets.ignore_tags = table.texts("ignore_tags").value_or(streets.ignore_tags);
  const auto names = way_tag_names();
  const std::vector<std::string> known(names.begin() + 1, names.end());
  for (const std::string& tag : streets.ignore_tags) {
    if (std::find(known.begin(), known.end(), tag) == known.end()) {
      table.problem("ignore_tags", fmt::format("'{}' is no tag that is read", tag),
                    fmt::format("name some of: {}", fmt::join(known, ", ")));
    }
  }
}

void read_nodes_part(const TomlTable& table, const std::filesystem::path& data_root,
                     StreetsSpec& streets) {
  const std::optional<TomlTable> nodes = table.table("nodes");
  if (!nodes) {
    if (streets.format == RoadFormat::kTable) {
      table.missing("nodes", "a table of links does not say where its nodes are",
                    "add [streets.nodes] with file = \"...\"");
    }
    return;
  }
  streets.table.nodes = read_source(*nodes, data_root);
  if (streets.format == RoadFormat::kTable) {
    streets.table.node_id = nodes->text("id").value_or(streets.table.node_id);
    streets.table.node_position = read_position(*nodes);
  }
}

void read_link_columns(const TomlTable& table, StreetsSpec& streets) {
  const std::optional<TomlTable> part = table.table("columns");
  if (!part) {
    return;
  }
  for (const LinkColumnName& column : link_column_names()) {
    if (const std::optional<std::string> name = part->text(column.meaning)) {
      streets.table.columns.emplace(column.meaning, *name);
    }
  }
}

void read_table_part(const TomlTable& table, const std::filesystem::path& data_root,
                     StreetsSpec& streets) {
  read_nodes_part(table, data_root, streets);
  streets.table.length_unit = read_unit(table, "length_unit", kLengthUnits);
  if (streets.format == RoadFormat::kTntp) {
    streets.table.time_unit = read_time_unit(table);
    return;
  }
  read_link_columns(table, streets);
  streets.table.speed_unit = read_unit(table, "speed_unit", kSpeedUnits);
  const auto per = table.choice("capacity_per", {"lane", "link"});
  streets.table.capacity_per_lane = per.value_or("lane") == "lane";
}

std::optional<RoadFormat> read_road_format(const TomlTable& table) {
  const auto name = table.choice("format", {"layer", "osm", "table", "tntp"});
  if (!name) {
    return std::nullopt;
  }
  return *name == "layer"   ? RoadFormat::kLayer
         : *name == "osm"   ? RoadFormat::kOsm
         : *name == "table" ? RoadFormat::kTable
                            : RoadFormat::kTntp;
}

/// Keys that mean something for the format; others are unknown keys there.
void read_format_part(const TomlTable& table, const std::filesystem::path& data_root,
                      StreetsSpec& streets) {
  const RoadFormat format = streets.format;
  if (format == RoadFormat::kLayer) {
    streets.id = table.text("id").value_or(streets.id);
    read_direction_words(table, streets);
  }
  if (format == RoadFormat::kLayer || format == RoadFormat::kTable) {
    read_class_words(table, streets);
  }
  if (format == RoadFormat::kLayer || format == RoadFormat::kOsm) {
    read_ignored_tags(table, streets);
  }
  if (format == RoadFormat::kTable || format == RoadFormat::kTntp) {
    read_table_part(table, data_root, streets);
  }
  if (format != RoadFormat::kOsm) {
    streets.default_class = table.text("default_class");
    if (streets.default_class) {
      check_class(table, "default_class", *streets.default_class, known_classes(streets));
    }
  }
}

}  // namespace

RoadFormat road_format_of(const std::filesystem::path& path) {
  const std::string name = lower_ascii(path.filename().string());
  const auto ends_with_any = [&](std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
      return std::string_view(name).ends_with(ending);
    });
  };
  if (ends_with_any({".osm", ".osm.gz", ".osm.bz2", ".pbf", ".pbf.gz", ".osh", ".osm.xml"})) {
    return RoadFormat::kOsm;
  }
  if (ends_with_any({".tntp"})) {
    return RoadFormat::kTntp;
  }
  return ends_with_any({".csv", ".tsv"}) ? RoadFormat::kTable : RoadFormat::kLayer;
}

std::optional<StreetsSpec> read_streets_spec(const TomlTable& table,
                                             const std::filesystem::path& data_root) {
  StreetsSpec streets;
  const std::optional<RoadFormat> format = read_road_format(table);
  streets.format = format.value_or(road_format_of(table.text("file").value_or("")));
  read_modes(table, streets);
  streets.classes = read_way_classes(table);
  read_format_part(table, data_root, streets);
  const std::optional<SourceSpec> source = read_source(table, data_root);
  if (!source || (streets.format == RoadFormat::kTable && !streets.table.nodes)) {
    return std::nullopt;
  }
  streets.source = *source;
  return streets;
}

}  // namespace yanbi
