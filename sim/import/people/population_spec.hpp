// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a city file says of its people ([population]), as values.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/city/population.hpp"
#include "sim/city/works.hpp"
#include "sim/config/toml.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// What candidate origins are made of.
enum class OriginForm : std::uint8_t {
  kTable,         ///< rows with positions: CSV, or a layer of points
  kPolygons,      ///< one origin a polygon: footprints of buildings
  kRaster,        ///< one origin a cell that is not empty
  kCells,         ///< rows that name a cell (H3, or our own grid)
  kOsmBuildings,  ///< buildings of an OpenStreetMap file
  kStreets,       ///< places along the streets that people can walk
};

/// Which streets people are put along, and how densely.
struct StreetOriginsSpec {
  double spacing = 50.0;             ///< m between neighbours (R: about three detached houses)
  double least_width = 0.0;          ///< walkable width, m
  std::optional<double> most_width;  ///< m
  bool drivable_only = false;        ///< only along streets that vehicles use too
  bool bridges_and_tunnels = false;  ///< also along those
};

/// A rule for the weight of an origin: the first rule that it meets counts.
struct WeightSpec {
  std::vector<std::pair<std::string, std::vector<std::string>>> where;  ///< column, allowed values
  double weight = 0.0;
  std::vector<std::string> per;       ///< columns that multiply the weight
  std::optional<double> per_missing;  ///< what an empty cell of those counts as; none = a problem
};

/// How figures of one kind add up in a table.
enum class FigureUnit : std::uint8_t { kShares, kPercent, kCounts };

/// The columns that hold the persons, or their share, of one age group.
struct AgeColumns {
  AgeGroup group;
  std::vector<std::string> columns;
};

/// Households and ages by zone of a geography.
struct ProfilesSpec {
  std::string geography;
  SourceSpec source;
  std::string key;                              ///< column: key of the zone
  std::optional<std::string> name;              ///< column; the zone's label when not given
  std::optional<std::string> household_mean;    ///< column: persons a household
  std::optional<std::string> household_single;  ///< column: share of households of one person
  std::vector<std::string> household_sizes;     ///< columns: households of 1, 2, 3 ... persons
  std::vector<AgeColumns> ages;
  FigureUnit unit = FigureUnit::kShares;  ///< of household_single, household_sizes and ages
};

/// Known totals of zones: of the polygons of a layer, or of a geography by a table.
struct ZoneTotalsSpec {
  std::optional<std::string> geography;  ///< none = the file has the polygons itself
  SourceSpec source;
  std::string key;      ///< column: key of the zone
  std::string persons;  ///< column
};

/// What every population has.
struct PopulationHead {
  std::string name;
  std::string note;
  std::vector<double> household_shares = {1.0};
  bool own_households = false;  ///< the shares are stated: no profile replaces them
  bool profiles = true;         ///< whether [population.profiles] holds for it
};

/// A population that is known only in total, or in totals of zones.
struct EstimateSpec {
  PopulationHead head;
  std::optional<std::int64_t> total;
  std::optional<ZoneTotalsSpec> totals;
  bool note_unplaced = false;           ///< people whom no origin can take are noted, not refused
  std::optional<Date> standing_before;  ///< only buildings of an earlier year take part
  bool near_streets = false;            ///< only buildings that a street reaches take part
  std::vector<WeightSpec> weights;      ///< instead of those of all populations
};

/// A population that rows give, by columns or so many each.
struct CountSpec {
  PopulationHead head;
  std::optional<std::string> column;  ///< persons; none = the sum of the ages, or `each`
  std::optional<std::int64_t> each;   ///< persons of every row, instead of any column
  std::vector<AgeColumns> ages;       ///< persons of each age group
};

struct PopulationSpec {
  /// None = as the file shows: rows of points, or polygons.
  std::optional<OriginForm> from;
  std::optional<SourceSpec> source;  ///< streets need none
  std::string id;                    ///< column that names each origin
  bool numbered = false;             ///< origins have no ids: the number of the row is the key
  PositionSpec position;
  std::optional<std::string> node;    ///< column that names a node of the streets, instead
  std::optional<std::string> cell;    ///< column that names a cell
  std::optional<double> cell_side;    ///< m: cells are squares named by a corner; none = H3
  std::optional<std::string> year;    ///< column: year of construction
  std::optional<std::string> floors;  ///< column: floors above ground
  StreetOriginsSpec streets;
  std::vector<WeightSpec> weights;
  std::vector<EstimateSpec> estimates;
  std::vector<CountSpec> counts;
  std::optional<ProfilesSpec> profiles;
};

/// Reads [population]; nothing when it has faults that leave nothing to read.
[[nodiscard]] std::optional<PopulationSpec> read_population_spec(
    const TomlTable& table, const std::filesystem::path& data_root);

/// Every column of a table of origins that is asked for.
[[nodiscard]] std::vector<std::string> origin_columns(const PopulationSpec& spec);

/// Every file that the populations are made of.
[[nodiscard]] std::vector<SourceSpec> population_sources(const PopulationSpec& spec);

}  // namespace yanbi
