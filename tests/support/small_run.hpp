// SPDX-License-Identifier: Apache-2.0
#pragma once
// Two replicates of the small city, made by hand: what a run would leave, with one party turned
// away and taken in elsewhere, one that the warning does not reach or that stays, one off the
// network.

#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/kernel/outcome.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/plan/plan.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/support/small_city.hpp"

namespace yanbi::test {

inline Scenario small_scenario() {
  Scenario scenario;
  scenario.name = "air raid";
  scenario.city = "/secret/place/city.h5";
  scenario.layout = "all";
  scenario.population = "night";
  scenario.run.seed = 9'876'543'210;
  scenario.run.replicates = 2;
  scenario.run.deadlines = {to_tick(60.0), to_tick(120.0)};
  scenario.run.horizon = to_tick(300.0);
  scenario.output.curve_interval = 60.0;
  scenario.output.occupancy = true;
  scenario.output.links = true;
  scenario.output.agents = true;
  scenario.text = "name = \"air raid\"\ncity = \"/secret/place/city.h5\"\n";
  return scenario;
}

inline Parties small_parties() {
  return {{OriginId(0), OriginId(0), OriginId(1), OriginId(2)}, {3, 3, 4, 2}, {11, 12, 13, 14}};
}

inline Shelters small_shelters() {
  Shelters shelters;
  shelters.work = {WorkId(0), WorkId(1)};
  shelters.places = {3, 100};
  shelters.first_entrance = {0, 1, 2};
  shelters.entrance_shelter = {ShelterId(0), ShelterId(1)};
  shelters.entrance_position = {LinkPosition{LinkId(0), 40'000}, LinkPosition{LinkId(2), 40'250}};
  shelters.entrance_access_mm = {5'000, 5'000};
  shelters.entrance_rate = {1.56, 1.17};
  return shelters;
}

inline Plan small_plan() {
  Plan plan;
  const std::vector<LinkId> to_first = {LinkId(0)};
  const std::vector<LinkId> to_second = {LinkId(2)};
  const RouteId first = plan.routes.add({to_first, 10'000, 40'000, 1'000, 5'000, EntranceId(0)});
  const RouteId second = plan.routes.add({to_second, 10'125, 40'250, 1'000, 5'000, EntranceId(1)});
  plan.shelter = {ShelterId(0), ShelterId(0), ShelterId(1), ShelterId()};
  plan.route = {first, first, second, RouteId()};
  plan.first_alternative = {0, 0, 0};
  return plan;
}

inline Outcome small_outcome(std::uint32_t replicate) {
  const Tick never = Tick::never();
  const bool second = replicate == 1;
  Outcome outcome;
  PartyFacts& facts = outcome.parties;
  // The third party is out of the warning's reach in one replicate, and stays in the other.
  facts.warned_at = {Tick{0}, Tick{0}, second ? to_tick(20.0) : never, Tick{0}};
  facts.complies = {1, 1, 0, 1};
  facts.departed_at = {to_tick(10.0), to_tick(10.0), never, never};
  facts.refused_at = {never, to_tick(45.3), never, never};
  facts.refusals = {0, 1, 0, 0};
  facts.arrived_at = {to_tick(second ? 40.1 : 40.0), to_tick(second ? 130.0 : 110.0), never, never};
  facts.shelter = {ShelterId(0), ShelterId(1), ShelterId(), ShelterId()};
  facts.free_flow = {to_tick(24.0), to_tick(24.0), to_tick(30.0), never};
  for (int d = 0; d < 2; ++d) {
    outcome.at_deadline.push_back({{0, 4096, 0, 0}, {1024, 10'240, 0, 0}, {}, {0, 0, 0, 0}});
  }
  outcome.shelters = {{3, 3}, {3, 0}, {3, 3}, {facts.arrived_at[0], never}, {to_tick(1.2), Tick{0}},
                      {},     {},     {}};
  outcome.links = {{6, 0, 3, 0}, {2, 0, 0, 0}, {4.5, 0.0, 0.25, 0.0}};
  outcome.arrivals = {{facts.arrived_at[0], PartyId(0), ShelterId(0), 3},
                      {facts.arrived_at[1], PartyId(1), ShelterId(1), 3}};
  outcome.diagnostics.steps = 300;
  outcome.diagnostics.events = 40;
  outcome.diagnostics.traversals = 9;
  outcome.diagnostics.redirections = 1;
  outcome.diagnostics.events_by_thread = {20, 20};
  outcome.state_hash = 0x0123456789abcdefU + replicate;
  return outcome;
}

/// All parts of the run, kept alive together.
struct SmallRun {
  City city = small_city();
  Scenario scenario = small_scenario();
  Parties parties = small_parties();
  Shelters shelters = small_shelters();
  Plan plan = small_plan();
  std::vector<Outcome> outcomes = {small_outcome(0), small_outcome(1)};
  HazardInput hazards;

  [[nodiscard]] SimulationInput input() const {
    return {city.network, city.origins, parties, shelters, plan, scenario, &hazards, &city.works};
  }
};

/// The same with a hazard: the first party is taken in, its shelter is lost when water comes and it
/// is caught; strikes hit at the alarm. The second replicate is touched by nothing.
struct SmallHazardRun : SmallRun {
  Hazard hazard = small_hazard();

  SmallHazardRun() {
    hazards.hazard = &hazard;
    hazards.water.origin_wet_at = {to_tick(42.0), Tick::never(), Tick::never()};
    scenario.hazard.alarm_at = to_tick(30.0);
    Outcome& outcome = outcomes[0];
    PartyFacts& facts = outcome.parties;
    const Tick never = Tick::never();
    facts.arrived_at[0] = never;
    facts.shelter[0] = ShelterId();
    facts.lost_at = {to_tick(70.0), never, never, never};
    facts.blocked_at = {never, to_tick(50.0), never, never};
    facts.caught_at = {to_tick(90.0), never, never, never};
    facts.caught_on = {LinkId(2), LinkId(), LinkId(), LinkId()};
    facts.detours = {1, 2, 0, 0};
    facts.vulnerable = {1, 0, 0, 0};
    for (DelaysAtDeadline& delays : outcome.at_deadline) {
      delays.hazard = {512, 0, 0, 0};
    }
    outcome.at_deadline[0].persons_inside[0] = 3;
    outcome.shelters.admitted[0] = 0;
    outcome.shelters.lost_at = {to_tick(70.0), never};
    outcome.shelters.lost_persons = {1, 0};
    outcome.shelters.sent_on = {2, 0};
    outcome.arrivals = {{to_tick(40.0), PartyId(0), ShelterId(0), 3},
                        {to_tick(70.0), PartyId(0), ShelterId(0), -3},
                        {to_tick(110.0), PartyId(1), ShelterId(1), 3}};
    outcome.exposures = {{Tick{0}, 0, 0, 12, 0, 0}, {Tick{0}, 0, 1, 0, 0, 0}};
    outcome.diagnostics.detours = 3;
  }
  SmallHazardRun(const SmallHazardRun&) = delete;
  SmallHazardRun& operator=(const SmallHazardRun&) = delete;

  static Hazard small_hazard() {
    Hazard made;
    made.name = "dam above the park";
    made.synthetic = true;
    made.flood.emplace();
    made.flood->frame = {Tick{0}};
    made.attack.emplace();
    made.attack->effects = {{"near the park", 0.5, 0.5, {}}, {"far", 0.1, 0.1, {}}};
    made.attack->waves = {{to_tick(20.0), {}, {}}, {to_tick(9000.0), {}, {}}};
    return made;
  }
};

}  // namespace yanbi::test
