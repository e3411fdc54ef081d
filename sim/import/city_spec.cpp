// SPDX-License-Identifier: Apache-2.0
#include "sim/import/city_spec.hpp"

#include <algorithm>
#include <set>

#include "sim/config/toml.hpp"
#include "sim/import/crs.hpp"
#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

constexpr TomlTable::Range kDistances = {0.0, 100000.0};
constexpr TomlTable::Range kWidths = {0.1, 100.0};

void read_head(const TomlTable& root, CitySpec& city) {
  city.name = required_text(root, "name", "reports need the city's name").value_or("");
  city.synthetic = root.boolean("synthetic").value_or(false);
  const auto crs = required_text(root, "crs", "distances are measured in the working CRS");
  if (!crs) {
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

std::vector<WayClassSpec> read_way_classes(const TomlTable& streets) {
  std::vector<WayClassSpec> classes;
  const std::optional<TomlTable> table = streets.table("classes");
  if (!table) {
    return classes;
  }
  for (const std::string& highway : table->keys()) {
    if (const std::optional<TomlTable> part = table->table(highway)) {
      classes.push_back({highway, part->boolean("walkable"), part->number("width", kWidths)});
    }
  }
  return classes;
}

void read_streets_part(const TomlTable& root, const std::filesystem::path& data_root,
                       CitySpec& city) {
  const std::optional<TomlTable> table = root.table("streets");
  if (!table) {
    root.missing("streets", "a city needs streets", "add [streets] with file = \"...\"");
    return;
  }
  StreetsSpec streets;
  streets.id = table->text("id").value_or(streets.id);
  streets.classes = read_way_classes(*table);
  if (const std::optional<SourceSpec> source = read_source(*table, data_root)) {
    streets.source = *source;
    city.streets = std::move(streets);
  }
}

/// Whether results can be stored under the name: no separator of HDF5 paths, not "here".
bool is_group_name(const std::string& name) {
  return name != "." && std::none_of(name.begin(), name.end(), [](unsigned char c) {
           return c == '/' || c < ' ' || c == 0x7F;
         });
}

void read_geographies(const TomlTable& root, const std::filesystem::path& data_root,
                      CitySpec& city) {
  std::set<std::string> names = {"grid"};
  for (const TomlTable& table : root.tables("geography")) {
    const std::optional<SourceSpec> source = read_source(table, data_root);
    const auto name = required_text(table, "name", "results are stored under the geography's name");
    const auto key = required_text(table, "key", "the column that names each zone");
    const std::optional<std::string> label = table.text("label");
    if (name && !is_group_name(*name)) {
      table.problem("name",
                    "a name of '.' or with '/' or control characters cannot name a group of "
                    "the result file",
                    "use letters, digits, spaces, '-' and '_'");
    } else if (name && !names.insert(*name).second) {
      table.problem("name", "another geography has this name", "give it a name of its own");
    }
    if (source && name && key) {
      city.geographies.push_back({*name, *source, *key, label.value_or(*key)});
    }
  }
  if (const std::optional<TomlTable> grid = root.table("grid")) {
    city.grid_cell = grid->number("cell", {10.0, 100000.0});
    if (!grid->has("cell")) {
      grid->missing("cell", "the side of the grid's cells", "add cell = 500  # m");
    }
  }
  if (!root.has("geography") && !root.has("grid")) {
    root.missing("geography", "scores need at least one geography",
                 "add [[geography]] with a layer of districts, or [grid] with cell = 500");
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
    std::optional<Layout> layout = read_layout_spec(table, city.ledgers);
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
    read_geographies(root, data_root, city);
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
