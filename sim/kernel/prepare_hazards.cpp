// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/prepare_hazards.hpp"

namespace yanbi {

HazardInput prepare_hazards(const Hazard* hazard, const City& city, const Shelters& shelters,
                            const Scenario& scenario, int threads) {
  HazardInput input;
  input.hazard = hazard;
  if (hazard != nullptr && hazard->flood) {
    input.water = make_water_times(*hazard->flood, city.works, city.network, city.origins.size(),
                                   shelters, scenario, threads);
  }
  if (scenario.status_feed) {
    input.feed = read_status_feed(*scenario.status_feed, city.works, shelters);
  }
  return input;
}

Population people_to_shelter(const Population& population, const HazardInput& hazards,
                             const Scenario& scenario) {
  Population people = population;
  if (!scenario.flood.only_at_risk || hazards.water.origin_wet_at.empty()) {
    return people;
  }
  for (std::size_t o = 0; o < people.persons.size(); ++o) {
    if (hazards.water.origin_wet_at[o].is_never()) {
      people.persons[o] = 0;
    }
  }
  return people;
}

}  // namespace yanbi
