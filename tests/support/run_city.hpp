// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs a city made by hand from plan to outcome, for tests of the kernel.

#include "sim/city/city.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/plan/plan.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi::test {

/// Everything that one run reads and leaves, kept together so that references stay valid.
struct CityRun {
  CityRun(City the_city, Scenario the_scenario, int threads = 1, std::uint32_t replicate = 0)
      : city(std::move(the_city)),
        scenario(std::move(the_scenario)),
        parties(make_parties(city.origins, city.populations.front(), scenario.run.seed)),
        shelters(make_shelters(city, city.layouts.front(), scenario.entrance)),
        plan(make_plan(city, parties, shelters, scenario, threads)),
        outcome(simulate(input(), replicate, threads)) {}

  [[nodiscard]] SimulationInput input() const {
    return {city.network, city.origins, parties, shelters, plan, scenario};
  }

  City city;
  Scenario scenario;
  Parties parties;
  Shelters shelters;
  Plan plan;
  Outcome outcome;
};

/// Everybody hears the alarm at once, leaves at once and walks at `speed` m/s; one deadline at the
/// end of `horizon_s`.
inline Scenario drill(double speed, double horizon_s) {
  Scenario scenario;
  scenario.name = "drill";
  scenario.walking.free_speed_mean = speed;
  scenario.walking.free_speed_sd = 0.0;
  scenario.plan.max_walk = 1e6;
  scenario.run.deadlines = {to_tick(horizon_s)};
  scenario.run.horizon = to_tick(horizon_s);
  scenario.output.links = true;
  return scenario;
}

/// The time at which the last person came in, s; 0 when nobody did.
inline double last_arrival(const Outcome& outcome) {
  return outcome.arrivals.empty() ? 0.0 : outcome.arrivals.back().at.seconds();
}

}  // namespace yanbi::test
