// SPDX-License-Identifier: Apache-2.0
#pragma once
// The answer of a command: the only thing that goes to stdout.

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace yanbi::app {

/// Writes `text` to stdout, with a line break at its end.
/// @throws RunError when stdout does not take it (disk full).
void answer_text(std::string_view text);
/// Writes one JSON document.
void answer_json(const nlohmann::ordered_json& document);

}  // namespace yanbi::app
