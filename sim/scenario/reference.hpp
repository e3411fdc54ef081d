// SPDX-License-Identifier: Apache-2.0
#pragma once
// The parameters as text: a file of all defaults, and the key reference for people.

#include <string>

namespace yanbi {

/// A TOML document that gives every default, with unit, range, source and meaning as comments. Keys
/// without a default are left out.
[[nodiscard]] std::string default_settings();

/// The same as a whole scenario file, with the keys that must be given in front, as comments.
[[nodiscard]] std::string default_scenario_text();

/// Tables of all keys and of the keys of a delay, in Markdown, ending with a line break.
[[nodiscard]] std::string key_reference();

}  // namespace yanbi
