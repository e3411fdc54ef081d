// SPDX-License-Identifier: Apache-2.0
#include "sim/import/city_spec.hpp"

#include <algorithm>
#include <set>

#include "sim/config/toml.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

constexpr TomlTable::Range kDistances = {0.0, 100000.0};

void read_head(const TomlTable& root, CitySpec& city) {
  city.name = required_text(root, "name", "reports need the city's name").value_or("");
  city.synthetic = root.boolean("synthetic").value_or(false);
  const std::optional<std::string> crs = root.text("crs");
  city.chooses_crs = !root.has("crs") || (crs && *crs == "auto");
  if (!crs || city.chooses_crs) {
    return;
  }
  const std::optional<Crs> parsed = Crs::parse(*crs);
  if (!parsed) {
    root.problem("crs", "no such coordinate reference system is known",
                 "write an EPSG code such as \"EPSG:4548\", or WKT");
  } else if (!parsed->is_in_metres()) {
    root.problem("crs", "the working CRS must be projected, in metres, or distances mean nothing",
                 "choose the projected CRS of the city, such as \"EPSG:4548\" or a UTM zone");
  } else {
    city.crs = *crs;
  }
}

void read_streets_part(const TomlTable& root, const std::filesystem::path& data_root,
                       CitySpec& city) {
  if (const std::optional<TomlTable> table = root.table("streets")) {
    city.streets = read_streets_spec(*table, data_root);
  } else {
    root.missing("streets", "a city needs streets", "add [streets] with file = \"...\"");
  }
}

void read_works_part(const TomlTable& root, const std::filesystem::path& data_root,
                     CitySpec& city) {
  std::set<std::string> names;
  for (const TomlTable& table : root.tables("works")) {
    std::optional<LedgerSpec> ledger = read_ledger_spec(table, data_root);
    if (ledger && !names.insert(ledger->name).second) {
      table.problem("ledger", "another ledger has this name", "give it a name of its own");
    } else if (ledger) {
      city.ledgers.push_back(std::move(*ledger));
    }
  }
  if (!root.has("works")) {
    root.missing("works", "a city needs a ledger of works", "add [[works]] with file = \"...\"");
  }
  names.clear();
  for (const TomlTable& table : root.tables("layout")) {
    std::optional<LayoutSpec> layout = read_layout_spec(table, city.ledgers, data_root);
    if (layout && !names.insert(layout->name).second) {
      table.problem("name", "another layout has this name", "give it a name of its own");
    } else if (layout) {
      city.layouts.push_back(std::move(*layout));
    }
  }
  if (!root.has("layout")) {
    root.missing("layout", "scenarios choose a layout", "add [[layout]] with name = \"all\"");
  }
}

}  // namespace

CitySpec read_city_spec(const std::filesystem::path& city_toml,
                        const std::filesystem::path& data_root, ProblemList& problems) {
  CitySpec city;
  try {
    const TomlFile file = TomlFile::load(city_toml);
    const TomlTable root = file.root();
    if (root.has("synthetic") && !root.has("streets")) {
      root.know("synthetic");
      root.problem("synthetic", "this file describes a synthetic city, there is nothing to import",
                   "make it with 'yanbi city synth'");
      problems.add_all(file.problems().list());
      return city;
    }
    read_head(root, city);
    read_streets_part(root, data_root, city);
    city.zones = read_zones_spec(root, data_root);
    if (const std::optional<TomlTable> population = root.table("population")) {
      city.population = read_population_spec(*population, data_root);
    } else {
      root.missing("population", "a city needs people", "add [population] with file = \"...\"");
    }
    read_works_part(root, data_root, city);
    if (const std::optional<TomlTable> attach = root.table("attach")) {
      city.max_distance = attach->number("max_distance", kDistances).value_or(city.max_distance);
      city.max_distance_works =
          attach->number("max_distance_works", kDistances).value_or(city.max_distance_works);
    }
    file.report_unknown_keys();
    problems.add_all(file.problems().list());
  } catch (const InputError& error) {
    problems.add_all(error.problems());
  }
  return city;
}

}  // namespace yanbi
