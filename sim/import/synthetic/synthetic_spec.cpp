// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/synthetic_spec.hpp"

#include <utility>

#include "sim/config/toml.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

constexpr TomlTable::Range kShare = {0.0, 1.0};

template <class Field, class Value>
void take(const std::optional<Value>& value, Field& field) {
  if (value) {
    field = static_cast<Field>(*value);
  }
}

/// Reads one part, which may be left out.
template <class Read>
void read_part(const TomlTable& parent, const char* name, const Read& read) {
  if (const std::optional<TomlTable> table = parent.table(name)) {
    read(*table);
  }
}

void read_real_frame(const TomlTable& table, const std::filesystem::path& folder,
                     FrameSpec& frame) {
  const std::optional<SourceSpec> districts = read_source(table, folder);
  const auto key = required_text(table, "key", "districts are told apart by their key");
  const std::string label = table.text("label").value_or(key.value_or(""));
  const auto given = required_text(table, "people", "the districts need their people");
  SourceSpec people;
  if (given) {
    people.given = *given;
    people.path = folder / *given;
    if (!is_readable_file(people.path)) {
      table.problem("people", "there is no such file, or it cannot be read",
                    "name a CSV file with the columns code and population");
    }
  }
  take(table.number("urban_share", kShare), frame.urban_share);
  if (districts && key && given) {
    frame.real = RealFrameSpec{*districts, *key, label, std::move(people)};
  }
}

void read_made_up_frame(const TomlTable& table, FrameSpec& frame) {
  take(table.number("area", {0.05, 1e5}), frame.area);
  take(table.number("aspect", {0.1, 10.0}), frame.aspect);
  take(table.integer("districts", {1.0, 1000.0}), frame.districts);
  take(table.integer("population", {1.0, 1e8}), frame.population);
  take(table.number("urban_share", kShare), frame.urban_share);
  if (const auto shape = table.choice("shape", {"rectangle", "rounded"})) {
    frame.rounded = *shape == "rounded";
  }
  if (table.has("household_shares")) {
    frame.household_shares = read_household_shares(table);
  }
}

void read_settlements(const TomlTable& table, SettlementsSpec& spec) {
  take(table.number("urban_density", {100.0, 1e5}), spec.urban_density);
  take(table.number("village_density", {100.0, 1e5}), spec.village_density);
  take(table.number("town_area", {1.0, 1e5}), spec.town_area);
  take(table.number("village_size", {50.0, 20000.0}), spec.village_size);
  take(table.number("rank_exponent", {0.0, 3.0}), spec.rank_exponent);
  take(table.number("gradient", {0.0, 6.0}), spec.gradient);
}

void read_streets(const TomlTable& table, TownStreetsSpec& spec) {
  take(table.number("block", {30.0, 1000.0}), spec.block);
  take(table.number("village_block", {30.0, 1000.0}), spec.village_block);
  take(table.number("growth", {1.0, 5.0}), spec.growth);
  take(table.integer("main_every", {1.0, 100.0}), spec.main_every);
  take(table.number("missing", {0.0, 0.5}), spec.missing);
  take(table.number("stairs", {0.0, 0.5}), spec.stairs);
  take(table.boolean("motorways"), spec.motorways);
}

void read_rivers(const TomlTable& table, RiversSpec& spec) {
  take(table.integer("count", {0.0, 20.0}), spec.count);
  take(table.number("width", {2.0, 500.0}), spec.width);
  take(table.number("bridge_spacing", {0.0, 1e5}), spec.bridge_spacing);
}

void read_dwellings(const TomlTable& table, DwellingsSpec& spec) {
  take(table.number("spacing", {5.0, 1000.0}), spec.spacing);
  take(table.number("commuters", kShare), spec.commuters);
  take(table.number("to_core", kShare), spec.to_core);
  take(table.number("per_floor", {100.0, 1e6}), spec.per_floor);
}

IndicatorsSpec read_indicators(const TomlTable& table) {
  IndicatorsSpec spec;
  take(table.date("before", true), spec.before);
  take(table.date("now", true), spec.now);
  take(table.number("area_per_person", {0.01, 100.0}), spec.area_per_person);
  take(table.number("growth", {0.0, 10.0}), spec.growth);
  take(table.number("per_person_growth", {0.0, 10.0}), spec.per_person_growth);
  take(table.number("personnel_before", kShare), spec.personnel_before);
  take(table.number("personnel_now", kShare), spec.personnel_now);
  take(table.number("teams_before", kShare), spec.teams_before);
  take(table.number("teams_now", kShare), spec.teams_now);
  take(table.number("early_before", kShare), spec.early_before);
  take(table.number("approved_last_year", {0.001, 10.0}), spec.approved_last_year);
  take(table.number("approved_growth", {-0.99, 10.0}), spec.approved_growth);
  constexpr int kYear = 10000;
  if (spec.now / kYear - spec.before / kYear < 2) {
    table.problem("now", "works go out of use in the years between the two dates",
                  "give dates at least two years apart");
  }
  if (spec.per_person_growth > spec.growth) {
    table.problem("per_person_growth",
                  "the built-up area would have to lose people, which this city cannot",
                  "give at most the growth of the total");
  }
  return spec;
}

void read_works(const TomlTable& table, WorksSpec& spec) {
  take(table.integer("count", {1.0, 1e5}), spec.count);
  if (const std::optional<TomlTable> indicators = table.table("indicators")) {
    spec.indicators = read_indicators(*indicators);
    return;
  }
  take(table.number("places_per_person", {0.01, 100.0}), spec.places_per_person);
  take(table.number("planned_share", {0.0, 0.9}), spec.planned_share);
}

void read_crs(const TomlTable& root, SyntheticSpec& spec) {
  const std::optional<std::string> crs = root.text("crs");
  if (!crs || *crs == "auto") {
    return;
  }
  const std::optional<Crs> parsed = Crs::parse(*crs);
  if (!spec.frame.real) {
    root.problem("crs", "a made-up frame lies on the sea, in a CRS of its own", "leave it out");
  } else if (!parsed || !parsed->is_in_metres()) {
    root.problem("crs", "the working CRS must be a projected one, in metres",
                 "write an EPSG code such as \"EPSG:4548\", or leave it out");
  } else {
    spec.crs = *crs;
  }
}

void read_table(const TomlTable& table, const std::filesystem::path& folder, SyntheticSpec& spec) {
  take(table.integer("seed", {0.0, 9e15}), spec.seed);
  take(table.number("grid_cell", {10.0, 100000.0}), spec.grid_cell);
  read_part(table, "frame", [&](const TomlTable& frame) {
    if (frame.has("file")) {
      read_real_frame(frame, folder, spec.frame);
    } else {
      read_made_up_frame(frame, spec.frame);
    }
  });
  read_part(table, "settlements",
            [&](const TomlTable& t) { read_settlements(t, spec.settlements); });
  read_part(table, "streets", [&](const TomlTable& t) { read_streets(t, spec.streets); });
  read_part(table, "rivers", [&](const TomlTable& t) { read_rivers(t, spec.rivers); });
  read_part(table, "people", [&](const TomlTable& t) { read_dwellings(t, spec.dwellings); });
  read_part(table, "works", [&](const TomlTable& t) { read_works(t, spec.works); });
}

}  // namespace

SyntheticSpec read_synthetic_spec(const std::filesystem::path& spec_toml) {
  const TomlFile file = TomlFile::load(spec_toml);
  const TomlTable root = file.root();
  SyntheticSpec spec;
  spec.file = spec_toml.string();
  if (const std::optional<TomlTable> table = root.table("synthetic")) {
    read_table(*table, spec_toml.parent_path(), spec);
    read_crs(root, spec);
  } else if (!root.has("synthetic")) {
    root.missing("synthetic", "the file does not describe a synthetic city",
                 "add [synthetic], or import the city with 'yanbi city build'");
  }
  spec.name = root.text("name").value_or(spec.name);
  file.report_unknown_keys();
  file.problems().throw_if_any();
  return spec;
}

}  // namespace yanbi
