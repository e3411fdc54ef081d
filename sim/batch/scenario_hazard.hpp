// SPDX-License-Identifier: Apache-2.0
#pragma once
// The hazard that a scenario names, held against its city and against what the scenario says of it.

#include <optional>

#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// Reads the scenario's hazard; nothing when it names none.
/// @throws InputError when the file cannot be used, was made for another city, or lacks what a key
/// of the scenario is about.
[[nodiscard]] std::optional<Hazard> load_hazard_for(const Scenario& scenario, const City& city);

}  // namespace yanbi
