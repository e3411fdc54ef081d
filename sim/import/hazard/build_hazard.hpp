// SPDX-License-Identifier: Apache-2.0
#pragma once
// A hazard from outside files, as a hazard file (hazard.toml) describes them, for one city.

#include <filesystem>
#include <optional>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/base/progress.hpp"
#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"

namespace yanbi {

/// Reads everything that `hazard_toml` names and finds what it touches in `city`, on at most
/// `threads` threads. Relative paths in it start at `data_root`, or at its own folder when none is
/// given.
/// @throws InputError with every problem that could be found in any of the files; Interrupted.
[[nodiscard]] Hazard build_hazard(const std::filesystem::path& hazard_toml, const City& city,
                                  const std::optional<std::filesystem::path>& data_root,
                                  int threads, const ProgressCallback& progress = {});

/// Everything that would make `build_hazard` fail; empty when nothing does. Never throws
/// InputError.
[[nodiscard]] std::vector<Problem> check_hazard_source(
    const std::filesystem::path& hazard_toml, const City& city,
    const std::optional<std::filesystem::path>& data_root, int threads);

}  // namespace yanbi
