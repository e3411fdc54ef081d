// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether a scenario and a city go together.

#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// Names that the city does not have (with the nearest one that it has), and choices with which
/// nobody could be sheltered. `file` is the scenario's path, for the messages.
[[nodiscard]] std::vector<Problem> check_against_city(const Scenario& scenario, const City& city,
                                                      const std::string& file);

}  // namespace yanbi
