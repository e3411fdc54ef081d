// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads a table that describes the distribution of a delay. Inside of reader.cpp.

#include <optional>

#include "models/distribution.hpp"
#include "sim/config/toml.hpp"

namespace yanbi {

/// The distribution that `parent.key` describes; nothing when it is missing or wrong (a problem).
[[nodiscard]] std::optional<Distribution> read_delay(const TomlTable& parent,
                                                     const std::string& key);

}  // namespace yanbi
