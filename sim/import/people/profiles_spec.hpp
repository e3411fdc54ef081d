// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reading what a city file says of households and ages by zone.

#include <filesystem>
#include <optional>

#include "sim/config/toml.hpp"
#include "sim/import/people/population_spec.hpp"

namespace yanbi {

/// Reads [population.profiles]; nothing when it has faults that leave nothing to read.
[[nodiscard]] std::optional<ProfilesSpec> read_profiles_spec(
    const TomlTable& table, const std::filesystem::path& data_root);

}  // namespace yanbi
