// SPDX-License-Identifier: Apache-2.0
#include "sim/base/hash.hpp"
#include "sim/config/toml.hpp"
#include "sim/import/synthesize.hpp"

namespace yanbi {
namespace {

void take(std::optional<double> value, double& field) { field = value.value_or(field); }

template <class Integer>
void take(std::optional<std::int64_t> value, Integer& field) {
  field = value ? static_cast<Integer>(*value) : field;
}

SyntheticSpec read_table(const TomlTable& table) {
  SyntheticSpec spec;
  take(table.integer("seed", {0.0, 9e15}), spec.seed);
  take(table.integer("blocks_x", {2.0, 1000.0}), spec.blocks_x);
  take(table.integer("blocks_y", {2.0, 1000.0}), spec.blocks_y);
  take(table.number("block", {20.0, 1000.0}), spec.block);
  take(table.integer("districts_x", {1.0, 100.0}), spec.districts_x);
  take(table.integer("districts_y", {1.0, 100.0}), spec.districts_y);
  take(table.integer("buildings_a_block", {1.0, 100.0}), spec.buildings_a_block);
  take(table.integer("population", {1.0, 1e8}), spec.population);
  take(table.integer("works", {1.0, 1e5}), spec.works);
  take(table.number("places_per_person", {0.01, 100.0}), spec.places_per_person);
  take(table.number("planned_share", {0.0, 0.9}), spec.planned_share);
  take(table.number("missing_streets", {0.0, 0.5}), spec.missing_streets);
  take(table.number("stairs", {0.0, 0.5}), spec.stairs);
  take(table.number("grid_cell", {10.0, 100000.0}), spec.grid_cell);
  spec.river = table.boolean("river").value_or(spec.river);
  return spec;
}

}  // namespace

SyntheticSpec read_synthetic_spec(const std::filesystem::path& spec_toml) {
  const TomlFile file = TomlFile::load(spec_toml);
  SyntheticSpec spec;
  if (const std::optional<TomlTable> table = file.root().table("synthetic")) {
    spec = read_table(*table);
  } else if (!file.root().has("synthetic")) {
    file.root().missing("synthetic", "the file does not describe a synthetic city",
                        "add [synthetic], or import the city with 'yanbi city build'");
  }
  spec.name = file.root().text("name").value_or(spec.name);
  file.report_unknown_keys();
  file.problems().throw_if_any();
  return spec;
}

City synthesize_city(const std::filesystem::path& spec_toml,
                     std::optional<std::uint64_t> seed_override, const ProgressCallback& progress) {
  SyntheticSpec spec = read_synthetic_spec(spec_toml);
  spec.seed = seed_override.value_or(spec.seed);
  City city = synthesize_city(spec, progress);
  city.inputs.push_back({spec_toml.string(), hash_file(spec_toml)});
  return city;
}

}  // namespace yanbi
