// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a city file says of its roads ([streets]), as values.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/toml.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// An exception from the built-in table of ways (way_rules.hpp): what is given replaces, the rest
/// stays.
struct WayClassSpec {
  std::string highway;
  std::optional<bool> walkable;
  std::optional<double> width;     ///< m
  std::optional<int> lanes;        ///< each direction; 0 = no vehicles
  std::optional<double> speed;     ///< km/h
  std::optional<double> capacity;  ///< vehicles/h and lane
  std::optional<bool> one_way;
};

/// How the file is laid out.
enum class RoadFormat {
  kLayer,  ///< lines with tags as attributes, through GDAL
  kOsm,    ///< OpenStreetMap XML or PBF, compressed or not
  kTable,  ///< CSV of links between nodes of another CSV
  kTntp,   ///< TransportationNetworks' text format
};

/// How tables of nodes and links are laid out (road_tables.hpp, tntp.hpp).
struct RoadTableSpec {
  std::optional<SourceSpec> nodes;  ///< without it positions are unknown
  std::string node_id = "node_id";
  PositionSpec node_position;
  /// Column by what it means: id, from, to, directed, length, geometry, width, walk, lanes, speed,
  /// capacity. Those that are not named here have the names of road_tables.hpp, if they exist.
  std::map<std::string, std::string> columns;
  std::optional<double> length_unit;  ///< m in a unit of length
  std::optional<double> speed_unit;   ///< m/s in a unit of speed
  std::optional<double> time_unit;    ///< s in a unit of free-flow time (TNTP)
  bool capacity_per_lane = true;      ///< else of all lanes of the direction together
};

struct StreetsSpec {
  SourceSpec source;
  RoadFormat format = RoadFormat::kLayer;
  std::string id = "osm_id";  ///< column with the id of the way; need not exist
  bool walk = true;           ///< whether the network is for walkers
  bool drive = true;          ///< whether it is for vehicles
  std::vector<WayClassSpec> classes;
  /// Column of a layer or table that says the class, instead of `highway` or `facility_type`; and
  /// the class that its words mean. Words that are not listed are classes themselves.
  std::optional<std::string> class_column;
  std::map<std::string, std::string> class_words;
  std::optional<std::string> default_class;  ///< of lines that say none
  /// Column that says whether a line of a layer is one-way, and to which side of the world; and
  /// which of two-way, north, east, south and west its words mean.
  std::optional<std::string> direction_column;
  std::map<std::string, std::string> direction_words;
  std::vector<std::string> ignore_tags;  ///< tags that are not read, whatever they say
  RoadTableSpec table;
};

/// The format that the name of a file suggests: .osm and .pbf (also .gz, .bz2), .tntp, .csv and
/// .tsv; a layer that GDAL reads else.
[[nodiscard]] RoadFormat road_format_of(const std::filesystem::path& path);

/// Reads the table [streets]; nothing when its file cannot be read.
[[nodiscard]] std::optional<StreetsSpec> read_streets_spec(const TomlTable& table,
                                                           const std::filesystem::path& data_root);

}  // namespace yanbi
