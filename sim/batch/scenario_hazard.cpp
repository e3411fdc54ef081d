// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/scenario_hazard.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/hazard/hazard_file.hpp"

namespace yanbi {

std::optional<Hazard> load_hazard_for(const Scenario& scenario, const City& city) {
  if (!scenario.hazard.file) {
    return std::nullopt;
  }
  Hazard hazard = load_hazard(*scenario.hazard.file);
  std::vector<Problem> problems = check_hazard_against_city(hazard, city, *scenario.hazard.file);
  const auto need = [&](bool wanted, bool there, const char* key, const char* what) {
    if (wanted && !there) {
      problems.push_back({*scenario.hazard.file, 0, key, "true",
                          fmt::format("has no effect: the hazard has no {}", what),
                          "remove the key, or name another hazard"});
    }
  };
  need(scenario.flood.only_at_risk, hazard.flood.has_value(), "flood.only_at_risk", "flood");
  need(scenario.doors.close_at_first_impact, hazard.attack.has_value(),
       "doors.close_at_first_impact", "strikes");
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  return hazard;
}

}  // namespace yanbi
