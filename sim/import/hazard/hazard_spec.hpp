// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a hazard file (hazard.toml) says, as values.

#include <filesystem>
#include <optional>
#include <string>

#include "sim/base/problem.hpp"
#include "sim/import/hazard/attack_spec.hpp"
#include "sim/import/hazard/flood_spec.hpp"

namespace yanbi {

struct HazardSpec {
  std::string name;
  bool synthetic = false;
  std::optional<FloodSpec> flood;
  std::optional<AttackSpec> attack;
};

/// Reads and checks a hazard file. What cannot be read is a problem; what could be read is
/// returned, so that the files that it names can be checked in the same go. Relative paths start at
/// `data_root`.
[[nodiscard]] HazardSpec read_hazard_spec(const std::filesystem::path& hazard_toml,
                                          const std::filesystem::path& data_root,
                                          ProblemList& problems);

}  // namespace yanbi
