// SPDX-License-Identifier: Apache-2.0
#pragma once
// Small readers that the parts of a city file share.

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/config/toml.hpp"
#include "sim/import/source_spec.hpp"

namespace yanbi {

/// A text that must be there; a problem when it is missing or empty.
[[nodiscard]] std::optional<std::string> required_text(const TomlTable& table,
                                                       const std::string& key,
                                                       const std::string& reason);

/// Whether `path` is a regular file that this process may read.
[[nodiscard]] bool is_readable_file(const std::filesystem::path& path);

/// `file`, `layer`, `crs` and `encoding`. A file that is missing or cannot be read is a problem; so
/// is a CRS that is unknown.
[[nodiscard]] std::optional<SourceSpec> read_source(const TomlTable& table,
                                                    const std::filesystem::path& data_root);

/// `x` and `y`, or `position` with `position_order`.
[[nodiscard]] PositionSpec read_position(const TomlTable& table);

/// `household_shares`: sums to 1 after division by its sum, which must be within 1 % of 1.
/// Everybody alone when it is not given.
[[nodiscard]] std::vector<double> read_household_shares(const TomlTable& table);

}  // namespace yanbi
