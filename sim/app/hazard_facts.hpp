// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is in a hazard, as lines for people and as JSON.

#include <nlohmann/json_fwd.hpp>

#include <string>

#include "sim/yanbi.hpp"

namespace yanbi::app {

/// Frames, wet places, strikes and waves.
[[nodiscard]] std::string hazard_summary(const Hazard& hazard);
/// The summary, hashes, and every note.
[[nodiscard]] std::string hazard_report(const Hazard& hazard);
[[nodiscard]] nlohmann::ordered_json hazard_json(const Hazard& hazard);

}  // namespace yanbi::app
