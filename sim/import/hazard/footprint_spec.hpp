// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads the footprints of one strike.

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include "sim/config/toml.hpp"
#include "sim/import/hazard/attack_spec.hpp"

namespace yanbi {

/// Position in AttackSpec::effects by name.
using EffectsNames = std::map<std::string, std::uint32_t>;

/// Adds the footprint that `table` describes to `strike`; what is wrong is a problem.
void read_footprint(const TomlTable& table, const EffectsNames& effects,
                    const std::filesystem::path& data_root, StrikeSpec& strike);

}  // namespace yanbi
