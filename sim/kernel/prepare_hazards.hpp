// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the replicates of a scenario share of its hazards, and whom these leave at home.

#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/kernel/hazard_timeline.hpp"
#include "sim/plan/shelters.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// Works out the times of a flood and reads the status feed. `hazard` may be nullptr; it must live
/// as long as the result. @throws InputError when the feed is wrong.
[[nodiscard]] HazardInput prepare_hazards(const Hazard* hazard, const City& city,
                                          const Shelters& shelters, const Scenario& scenario,
                                          int threads);

/// The population without those who stay where the scenario shelters only people at risk: those
/// whose home the water never reaches.
[[nodiscard]] Population people_to_shelter(const Population& population, const HazardInput& hazards,
                                           const Scenario& scenario);

}  // namespace yanbi
