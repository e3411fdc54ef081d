// SPDX-License-Identifier: Apache-2.0
// One answer for any number of threads, on a city of more than 100,000 people whose shelters fill
// up, whose doors have queues and whose refused people walk on; and the threads really take part.

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/run_city.hpp"

namespace yanbi::test {
namespace {

Scenario night() {
  Scenario scenario = drill(1.34, 2400.0);
  scenario.walking.free_speed_sd = 0.26;
  scenario.plan.max_walk = 3000.0;
  scenario.response.delay.shape = Distribution::Shape::kUniform;
  scenario.response.delay.b = 240.0;
  scenario.run.deadlines = {to_tick(300.0), to_tick(600.0), to_tick(2400.0)};
  return scenario;
}

TEST(Threads, AnyNumberOfThemGivesTheSameAnswerAndAllOfThemWork) {
  const City city = grid_city(40, 25'000, 160, 600, 7);
  const CityRun one(city, night(), 1);
  ASSERT_GE(one.parties.total_persons(), 100'000);
  ASSERT_GT(one.outcome.diagnostics.redirections, 1000U);
  ASSERT_GT(std::accumulate(one.outcome.links.delay.begin(), one.outcome.links.delay.end(), 0.0),
            0.0);
  for (const int threads : {2, 3, 8}) {
    const Outcome outcome = simulate(one.input(), 0, {threads, 256});
    EXPECT_EQ(outcome.state_hash, one.outcome.state_hash) << threads << " threads";
    EXPECT_EQ(outcome.parties.arrived_at, one.outcome.parties.arrived_at);
    EXPECT_EQ(outcome.diagnostics.events, one.outcome.diagnostics.events);
    const std::vector<std::uint64_t>& events = outcome.diagnostics.events_by_thread;
    ASSERT_EQ(events.size(), static_cast<std::size_t>(threads));
    EXPECT_GE(std::count_if(events.begin(), events.end(), [](auto n) { return n > 0; }), 2)
        << "only one of " << threads << " threads did anything";
  }
  EXPECT_NE(simulate(one.input(), 1, 1).state_hash, one.outcome.state_hash)
      << "another replicate must be another run";
}

}  // namespace
}  // namespace yanbi::test
