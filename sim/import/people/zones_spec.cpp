// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/zones_spec.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

/// Whether results can be stored under the name: no separator of HDF5 paths, not "here".
bool is_group_name(const std::string& name) {
  return name != "." && std::none_of(name.begin(), name.end(), [](unsigned char c) {
           return c == '/' || c < ' ' || c == 0x7F;
         });
}

/// `parts`, `overlaps` and `sliver_width`.
void read_repairs(const TomlTable& table, GeographySpec& spec) {
  constexpr TomlTable::Range kWidths = {0.0, 1000.0};  // m
  spec.merge_parts = table.choice("parts", {"refuse", "merge"}) == "merge";
  spec.smaller_wins = table.choice("overlaps", {"refuse", "smaller_wins"}) == "smaller_wins";
  spec.sliver_width = table.number("sliver_width", kWidths).value_or(spec.sliver_width);
}

}  // namespace

ZonesSpec read_zones_spec(const TomlTable& root, const std::filesystem::path& data_root) {
  ZonesSpec zones;
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
    GeographySpec spec;
    read_repairs(table, spec);
    if (source && name && key) {
      spec.name = *name;
      spec.source = *source;
      spec.key = *key;
      spec.label = label.value_or(*key);
      zones.geographies.push_back(std::move(spec));
    }
  }
  if (const std::optional<TomlTable> grid = root.table("grid")) {
    zones.grid_cell = grid->number("cell", {10.0, 100000.0});
    if (!grid->has("cell")) {
      grid->missing("cell", "the side of the grid's cells", "add cell = 500  # m");
    }
  }
  if (!root.has("geography") && !root.has("grid")) {
    root.missing("geography", "scores need at least one geography",
                 "add [[geography]] with a layer of districts, or [grid] with cell = 500");
  }
  return zones;
}

}  // namespace yanbi
