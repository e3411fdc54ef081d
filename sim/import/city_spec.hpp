// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a city file (city.toml) says, as values: which files to read, how their columns are named,
// and what to assume where they are silent.

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/works.hpp"

namespace yanbi {

/// A file of outside data.
struct SourceSpec {
  std::string given;                    ///< path as the city file gives it, for messages
  std::filesystem::path path;           ///< the same, resolved
  std::optional<std::string> layer;     ///< of a GIS file; none = the first
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

/// An exception from the built-in table of ways (walking_classes.hpp).
struct WayClassSpec {
  std::string highway;
  std::optional<bool> walkable;
  std::optional<double> width;  ///< m
};

struct StreetsSpec {
  SourceSpec source;
  std::string id = "osm_id";  ///< column with the id of the way; need not exist
  std::vector<WayClassSpec> classes;
};

struct GeographySpec {
  std::string name;
  SourceSpec source;
  std::string key;    ///< column
  std::string label;  ///< column; the key's when not given
};

/// A rule for the weight of a building: the first rule that it meets counts.
struct WeightSpec {
  std::vector<std::pair<std::string, std::vector<std::string>>> where;  ///< column, allowed values
  double weight = 0.0;
  std::optional<std::string> per;  ///< column that multiplies the weight
};

/// A population that is known only in total.
struct EstimateSpec {
  std::string name;
  std::int64_t total = 0;
  std::optional<Date> standing_before;  ///< only buildings of an earlier year take part
  bool near_streets = false;            ///< only buildings that a street reaches take part
  std::vector<double> household_shares;
  std::string note;
};

/// A population that a column gives row by row.
struct CountSpec {
  std::string name;
  std::string column;
  std::vector<double> household_shares;
  std::string note;
};

struct PopulationSpec {
  SourceSpec source;
  std::string id;
  PositionSpec position;
  std::optional<std::string> year;  ///< column: year of construction
  std::vector<WeightSpec> weights;
  std::vector<EstimateSpec> estimates;
  std::vector<CountSpec> counts;
};

/// Where the doors of a ledger's works are.
struct EntrancesSpec {
  SourceSpec source;
  std::string work;  ///< column: id of the work in its ledger
  PositionSpec position;
  std::optional<std::string> width;  ///< column: clear width, m
};

struct LedgerSpec {
  std::string name;
  SourceSpec source;
  std::string id;
  std::string places;
  std::optional<std::string> label;
  std::optional<std::string> from;
  std::optional<std::string> until;
  std::optional<std::string> type;
  std::optional<std::string> status;
  PositionSpec position;
  std::vector<std::string> missing = {""};  ///< texts that mean "not known"
  bool revisions = false;  ///< rows of one id are revisions, the last of which counts
  WorkType default_type = WorkType::kPersonnel;
  WorkStatus default_status = WorkStatus::kBuilt;
  std::map<std::string, WorkType> types;  ///< words of the ledger
  std::map<std::string, WorkStatus> statuses;
  std::optional<EntrancesSpec> entrances;
};

struct CitySpec {
  std::string name;
  std::string crs;
  bool synthetic = false;
  std::optional<StreetsSpec> streets;
  std::vector<GeographySpec> geographies;
  std::optional<double> grid_cell;  ///< m
  std::optional<PopulationSpec> population;
  std::vector<LedgerSpec> ledgers;
  std::vector<Layout> layouts;        ///< without their selection
  double max_distance = 300.0;        ///< m from an origin to its street
  double max_distance_works = 300.0;  ///< m from a door to its street
};

/// Reads and checks a city file. What cannot be read is a problem; what could be read is returned,
/// so that the files that it names can be checked in the same go. Relative paths start at
/// `data_root`.
[[nodiscard]] CitySpec read_city_spec(const std::filesystem::path& city_toml,
                                      const std::filesystem::path& data_root,
                                      ProblemList& problems);

}  // namespace yanbi
