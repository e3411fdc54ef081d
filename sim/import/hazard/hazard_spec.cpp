// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/hazard_spec.hpp"

#include "sim/config/toml.hpp"
#include "sim/import/spec_reader.hpp"

namespace yanbi {

HazardSpec read_hazard_spec(const std::filesystem::path& hazard_toml,
                            const std::filesystem::path& data_root, ProblemList& problems) {
  HazardSpec hazard;
  try {
    const TomlFile file = TomlFile::load(hazard_toml);
    const TomlTable root = file.root();
    hazard.name = required_text(root, "name", "reports need the hazard's name").value_or("");
    hazard.synthetic = root.boolean("synthetic").value_or(false);
    if (const std::optional<TomlTable> table = root.table("flood")) {
      hazard.flood = read_flood_spec(*table, data_root);
    }
    hazard.attack = read_attack_spec(root, data_root);
    if (!root.has("flood") && !hazard.attack) {
      root.missing("flood", "the file holds neither a flood nor strikes",
                   "add [flood], or [[effects]], [[strike]] and [[wave]]");
    }
    file.report_unknown_keys();
    problems.add_all(file.problems().list());
  } catch (const InputError& error) {
    problems.add_all(error.problems());
  }
  return hazard;
}

}  // namespace yanbi
