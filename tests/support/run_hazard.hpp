// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs a city made by hand under a hazard made by hand, for tests of the kernel.

#include <cstdint>
#include <utility>
#include <vector>

#include "sim/hazard/hazard.hpp"
#include "sim/kernel/prepare_hazards.hpp"
#include "sim/kernel/simulation.hpp"
#include "tests/support/run_city.hpp"

namespace yanbi::test {

/// Everything that one run under a hazard reads and leaves.
struct HazardRun {
  HazardRun(City the_city, Scenario the_scenario, Hazard the_hazard,
            std::vector<StatusChange> feed = {}, int threads = 1, std::uint32_t replicate = 0)
      : city(std::move(the_city)),
        scenario(std::move(the_scenario)),
        hazard(std::move(the_hazard)),
        shelters(make_shelters(city, city.layouts.front(), scenario.entrance)),
        hazards(prepare_hazards(&hazard, city, shelters, scenario, threads)),
        parties(make_parties(city.origins,
                             people_to_shelter(city.populations.front(), hazards, scenario),
                             scenario.run.seed)),
        plan(make_plan(city, parties, shelters, scenario, threads)) {
    hazards.feed = std::move(feed);
    outcome = simulate(input(), replicate, threads);
  }

  [[nodiscard]] SimulationInput input() const {
    return {city.network, city.origins, parties, shelters, plan, scenario, &hazards, &city.works};
  }
  [[nodiscard]] const PartyFacts& facts() const { return outcome.parties; }

  City city;
  Scenario scenario;
  Hazard hazard;
  Shelters shelters;
  HazardInput hazards;
  Parties parties;
  Plan plan;
  Outcome outcome;
};

/// The links of a street of the city, both directions, ascending.
inline std::vector<std::uint32_t> links_of(const City& city, std::uint32_t street) {
  std::vector<std::uint32_t> links;
  for (std::uint32_t l = 0; l < city.network.link_count(); ++l) {
    if (city.network.links().street[l] == street) {
      links.push_back(l);
    }
  }
  return links;
}

/// Depths, mm, at the frames; the same on each place.
inline WaterRows water_on(std::vector<std::uint32_t> places,
                          const std::vector<std::uint16_t>& depth) {
  WaterRows rows;
  rows.place = std::move(places);
  for (std::size_t i = 0; i < rows.place.size(); ++i) {
    rows.depth.insert(rows.depth.end(), depth.begin(), depth.end());
  }
  return rows;
}

/// A flood with frames at these seconds.
inline Flood flood_at(const std::vector<double>& seconds) {
  Flood flood;
  for (const double second : seconds) {
    flood.frame.push_back(to_tick(second));
  }
  return flood;
}

}  // namespace yanbi::test
