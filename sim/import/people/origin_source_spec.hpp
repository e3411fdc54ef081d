// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reading what a city file says of the places that people may live at: which kind of file, and the
// keys that only that kind has.

#include <filesystem>

#include "sim/config/toml.hpp"
#include "sim/import/people/population_spec.hpp"

namespace yanbi {

/// Fills `from`, `source`, `id` and what belongs to them from [population]. False when that leaves
/// nothing to read; the problem has been added.
[[nodiscard]] bool read_origin_source(const TomlTable& table,
                                      const std::filesystem::path& data_root,
                                      PopulationSpec& population);

}  // namespace yanbi
