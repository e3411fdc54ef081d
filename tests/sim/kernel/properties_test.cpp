// SPDX-License-Identifier: Apache-2.0
// What must hold for any city, plan and scenario. The kernel itself checks after every step that
// nobody is lost or counted twice (sim/kernel/simulation.cpp), because these tests run with
// assertions.

#include <gtest/gtest.h>

#include <map>

#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/run_city.hpp"

#ifndef YANBI_ENABLE_ASSERTS
#error "the property tests rely on the kernel's own checks: build them with YANBI_ENABLE_ASSERTS"
#endif

namespace yanbi::test {
namespace {

/// A scenario that depends on `seed` in every way that matters to the kernel.
Scenario random_scenario(std::uint32_t seed) {
  Scenario scenario = drill(1.34, seed % 7 == 0 ? 60.0 : 900.0);
  scenario.walking.free_speed_sd = seed % 2 == 0 ? 0.26 : 0.0;
  scenario.plan.policy = seed % 3 == 0 ? PlanPolicy::kNearestWithPlaces : PlanPolicy::kNearest;
  scenario.response.delay.shape = Distribution::Shape::kUniform;
  scenario.response.delay.b = seed % 5 == 0 ? 0.0 : 60.0;
  scenario.warning.reach = seed % 4 == 0 ? 0.8 : 1.0;
  scenario.redirection.enabled = seed % 6 != 0;
  scenario.redirection.interval = seed % 2 == 0 ? 60.0 : 1.0;
  scenario.run.split_parties = seed % 5 == 1;
  scenario.run.seed = seed;
  scenario.run.deadlines = {to_tick(20.0), to_tick(45.0), scenario.run.horizon};
  return scenario;
}

void expect_doors_within_their_rate(const CityRun& run) {
  std::map<ShelterId, std::vector<Arrival>> by_shelter;
  for (const Arrival& arrival : run.outcome.arrivals) {
    by_shelter[arrival.shelter].push_back(arrival);
  }
  for (const auto& [shelter, arrivals] : by_shelter) {
    double rate = 0.0;
    const std::size_t s = shelter.index();
    for (std::uint32_t e = run.shelters.first_entrance[s]; e < run.shelters.first_entrance[s + 1];
         ++e) {
      rate += run.shelters.entrance_rate[e];
    }
    const std::size_t doors = run.shelters.first_entrance[s + 1] - run.shelters.first_entrance[s];
    // In any window, at most rate * time persons, and one party begun before it at each door.
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
      std::int64_t persons = 0;
      for (std::size_t j = i; j < arrivals.size(); ++j) {
        persons += arrivals[j].persons;
        const double window = (arrivals[j].at.seconds() - arrivals[i].at.seconds()) + 0.1;
        EXPECT_LE(static_cast<double>(persons),
                  rate * window + 4.0 * static_cast<double>(doors) + 1e-6);
      }
    }
  }
}

TEST(KernelProperties, HoldForRandomCities) {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    const CityRun run(random_city(seed), random_scenario(seed));
    const Outcome& outcome = run.outcome;
    std::vector<std::int64_t> inside(run.shelters.size(), 0);
    for (const Arrival& arrival : outcome.arrivals) {
      inside[arrival.shelter.index()] += arrival.persons;
      EXPECT_LE(arrival.at, run.scenario.run.horizon);
    }
    for (std::size_t s = 0; s < run.shelters.size(); ++s) {
      EXPECT_EQ(inside[s], outcome.shelters.admitted[s]);
      EXPECT_LE(inside[s], std::max(0, run.shelters.places[s]));
    }
    for (std::size_t p = 0; p < run.parties.size(); ++p) {
      const PartyFacts& facts = outcome.parties;
      const bool arrived = !facts.arrived_at[p].is_never();
      EXPECT_EQ(arrived, facts.shelter[p].has_value());
      if (arrived && facts.refusals[p] == 0) {
        EXPECT_GE(facts.arrived_at[p].count, facts.departed_at[p].count + facts.free_flow[p].count);
      }
      if (arrived && run.scenario.run.split_parties == false && facts.refusals[p] == 0) {
        EXPECT_EQ(facts.shelter[p], run.plan.shelter[p]);
      }
      if (arrived) {
        EXPECT_TRUE(facts.complies[p] != 0 && !facts.warned_at[p].is_never());
      }
    }
    expect_doors_within_their_rate(run);
    // Threads in every step, however small: dear, so for some of the cities only.
    for (const int threads : {2, 3}) {
      if (seed % 20 == 0) {
        EXPECT_EQ(simulate(run.input(), 0, {threads, 1}).state_hash, outcome.state_hash);
      }
    }
  }
}

TEST(KernelProperties, WhoeverIsLateWithoutRefusalHasALateStartOrADelay) {
  for (std::uint32_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    const CityRun run(random_city(seed), random_scenario(seed));
    for (std::size_t d = 0; d < run.scenario.run.deadlines.size(); ++d) {
      const Tick deadline = run.scenario.run.deadlines[d];
      const DelaysAtDeadline& delays = run.outcome.at_deadline[d];
      for (std::size_t p = 0; p < run.parties.size(); ++p) {
        const PartyFacts& facts = run.outcome.parties;
        const bool in_time_if_alone =
            !facts.departed_at[p].is_never() && !facts.free_flow[p].is_never() &&
            facts.departed_at[p].count + facts.free_flow[p].count <= deadline.count;
        if (in_time_if_alone && facts.arrived_at[p] > deadline && facts.refused_at[p] > deadline) {
          EXPECT_GT(delays.entrance[p] + delays.congestion[p], 0U);
        }
      }
    }
  }
}

}  // namespace
}  // namespace yanbi::test
