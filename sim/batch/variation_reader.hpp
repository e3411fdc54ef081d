// SPDX-License-Identifier: Apache-2.0
#pragma once
// Reads what a batch varies: factors, listed cases and uncertain keys. Inside of the batch room.

#include "sim/batch/batch_spec.hpp"
#include "sim/batch/key_settings.hpp"
#include "sim/config/toml.hpp"

namespace yanbi {

/// Reads [factors], [[factor]], [[case]] and [uncertain] of a batch file into `spec`. What is wrong
/// becomes problems of the file.
void read_variations(const TomlTable& root, const SettingWriter& writer, BatchSpec& spec);

}  // namespace yanbi
