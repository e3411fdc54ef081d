// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is in a city, for people and for programs.

#include <nlohmann/json_fwd.hpp>

#include <string>

#include "sim/yanbi.hpp"

namespace yanbi::app {

/// A few lines: people, streets, zones, shelters of each layout. Ends with a line break.
[[nodiscard]] std::string city_summary(const City& city);

/// The summary, the shelters of each ledger in each layout, and the importer's notes.
[[nodiscard]] std::string city_report(const City& city);

/// The JSON document of `yanbi city info --json`; its keys are described in docs/commands.md.
[[nodiscard]] nlohmann::ordered_json city_json(const City& city);

}  // namespace yanbi::app
