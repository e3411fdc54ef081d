// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a file says of a synthetic city ([synthetic]), as values. Numbers without another source are
// assumptions (R) that can be changed; docs/city/synthetic.md lists them with unit and range.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/city/works.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// Real districts and their census in place of made-up ones.
struct RealFrameSpec {
  SourceSpec districts;
  std::string key;
  std::string label;
  SourceSpec people;
};

/// The ground that the city stands on, its districts, and how many people they hold.
struct FrameSpec {
  std::optional<RealFrameSpec> real;
  // A made-up frame has these.
  double area = 4.6;     ///< km2
  double aspect = 1.25;  ///< from west to east, divided by from south to north
  bool rounded = false;  ///< an ellipse instead of a rectangle
  int districts = 6;
  std::int64_t population = 20000;
  std::vector<double> household_shares = {0.36, 0.33, 0.13, 0.11, 0.07};
  /// Share of the people who live in towns, where the census does not say.
  double urban_share = 1.0;
};

/// How people are spread over a core, district seats, towns and villages.
struct SettlementsSpec {
  double urban_density = 8000.0;    ///< persons/km2, mean of a town
  double village_density = 3000.0;  ///< persons/km2
  double town_area = 70.0;          ///< km2 of country to each town; seats are towns too
  double village_size = 600.0;      ///< persons, mean
  double rank_exponent = 1.1;       ///< of town sizes by rank
  double gradient = 2.0;            ///< density falls by e^-gradient from the middle to the edge
};

struct TownStreetsSpec {
  double block = 110.0;         ///< m, side of a block in the middle of a town
  double village_block = 80.0;  ///< m
  double growth = 1.6;          ///< blocks at the edge are so many times as long
  int main_every = 4;           ///< every so many streets one is a main street
  double missing = 0.06;        ///< share of small streets that do not exist
  double stairs = 0.03;         ///< share of small streets that are stairs
  bool motorways = true;        ///< between the seats, where there are three or more
};

struct RiversSpec {
  int count = 1;
  double width = 30.0;            ///< m
  double bridge_spacing = 400.0;  ///< m along the river, the least between two bridges of streets
};

struct DwellingsSpec {
  double spacing = 60.0;      ///< m of street to each building or group of buildings
  double commuters = 0.5;     ///< share of people who are elsewhere by day
  double to_core = 0.1;       ///< share of these who go to the core of the city
  double per_floor = 3500.0;  ///< persons/km2 to each floor of the buildings
};

/// A ledger with dates that reproduces published indicators: shares and growth of floor area
/// between two dates. "before" and "now" are the layouts of these.
struct IndicatorsSpec {
  Date before = 20171231;
  Date now = 20211231;
  double area_per_person = 1.6;  ///< m2 of floor area now, to each person of the built-up area
  double growth = 0.33;          ///< of the total
  double per_person_growth = 0.20;
  double personnel_before = 0.56;  ///< share of floor area
  double personnel_now = 0.70;
  double teams_before = 0.0066;  ///< share of service-team and auxiliary works
  double teams_now = 0.0338;
  double early_before = 0.40;  ///< share of early works; the rest is medical and command works
  double approved_last_year = 0.08;  ///< under construction now, as a share of the total
  double approved_growth = 0.60;     ///< approved this year, compared with last year
};

struct WorksSpec {
  int count = 40;
  // Without indicators: personnel works, some built and some only approved.
  double places_per_person = 0.9;
  double planned_share = 0.3;
  std::optional<IndicatorsSpec> indicators;
};

/// What a synthetic city looks like. Everything random hangs on `seed` and on the name of what is
/// decided.
struct SyntheticSpec {
  std::string file = "synthetic city";  ///< for messages
  std::string name = "Synthetic city";
  std::string crs;  ///< working CRS of a real frame; empty = chosen
  std::uint64_t seed = 1;
  double grid_cell = 500.0;  ///< m
  FrameSpec frame;
  SettlementsSpec settlements;
  TownStreetsSpec streets;
  RiversSpec rivers;
  DwellingsSpec dwellings;
  WorksSpec works;
};

/// Reads and checks the [synthetic] table of a file; paths in it start at its folder.
/// @throws InputError with every problem.
[[nodiscard]] SyntheticSpec read_synthetic_spec(const std::filesystem::path& spec_toml);

}  // namespace yanbi
