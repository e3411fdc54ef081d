// SPDX-License-Identifier: Apache-2.0
#pragma once
// A city from the files of a real place, as a city file (city.toml) describes them.

#include <filesystem>
#include <optional>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/base/progress.hpp"
#include "sim/city/city.hpp"

namespace yanbi {

/// Reads everything that `city_toml` names. Relative paths in it start at `data_root`, or at its
/// own folder when none is given.
/// @throws InputError with every problem that could be found in any of the files; Interrupted.
[[nodiscard]] City build_city(const std::filesystem::path& city_toml,
                              const std::optional<std::filesystem::path>& data_root,
                              const ProgressCallback& progress = {});

/// Everything that would make `build_city` fail; empty when nothing does. Never throws InputError.
[[nodiscard]] std::vector<Problem> check_city_file(
    const std::filesystem::path& city_toml, const std::optional<std::filesystem::path>& data_root);

}  // namespace yanbi
