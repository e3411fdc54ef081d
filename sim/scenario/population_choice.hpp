// SPDX-License-Identifier: Apache-2.0
#pragma once
// The people whom a scenario moves: a population of the city, or one between two of them.

#include "sim/city/city.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// The population that the scenario names, or, at its time of day, the people between its
/// populations of night and day; named as `scenario.population`. Precondition: the city has them
/// (check_against_city).
[[nodiscard]] Population population_of(const City& city, const Scenario& scenario);

}  // namespace yanbi
