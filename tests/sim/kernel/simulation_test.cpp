// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/simulation.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/run_city.hpp"

namespace yanbi::test {
namespace {

/// One street of 100 m, 3 m wide, with `persons` at its start and a door of 1 m at its end.
CityBuilder one_street(std::int32_t persons, std::int32_t places) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t b = city.node();
  const std::size_t street = city.street(a, b, 100'000);
  city.origin("home", persons, OnStreet{street, 0});
  city.work("near", places);
  city.door(OnStreet{street, 100'000}, 0.0, 1.0);
  return city;
}

TEST(Simulation, SomebodyAloneArrivesAtExactlyTheFreeFlowTime) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t b = city.node();
  const std::size_t c = city.node();
  const std::size_t first = city.street(a, b, 33'333);
  const std::size_t second = city.street(b, c, 7'777);
  city.origin("home", 1, OnStreet{first, 1'111}, 12.0);
  city.work("near", 1);
  city.door(OnStreet{second, 5'555}, 8.0, 1.0);
  const CityRun run(city.build(), drill(1.34, 600.0));
  const double metres = 12.0 + 32.222 + 5.555 + 8.0;
  EXPECT_NEAR(run.outcome.parties.arrived_at[0].seconds(), metres / 1.34, 0.1);
  EXPECT_EQ(run.outcome.parties.arrived_at[0], run.outcome.parties.free_flow[0]);
  EXPECT_EQ(run.outcome.at_deadline[0].congestion[0], 0U);
}

TEST(Simulation, AFullShelterSendsArrivalsOnToTheNextWithPlaces) {
  CityBuilder city = one_street(30, 10);
  const std::size_t c = city.node();
  const std::size_t onward = city.street(1, c, 50'000);
  city.work("next", 100);
  city.door(OnStreet{onward, 50'000}, 0.0, 1.0);
  const CityRun run(city.build(), drill(1.34, 1200.0));
  EXPECT_EQ(run.outcome.shelters.admitted, (std::vector<std::int32_t>{10, 20}));
  EXPECT_EQ(run.outcome.shelters.refused, (std::vector<std::int32_t>{20, 0}));
  EXPECT_EQ(run.outcome.diagnostics.redirections, 20U);
  EXPECT_FALSE(run.outcome.shelters.time_full[0].is_never());
  EXPECT_TRUE(run.outcome.shelters.time_full[1].is_never());
}

TEST(Simulation, WithoutRedirectionTheRefusedStayOutside) {
  Scenario scenario = drill(1.34, 1200.0);
  scenario.redirection.enabled = false;
  const CityRun run(one_street(30, 10).build(), scenario);
  EXPECT_EQ(run.outcome.arrivals.size(), 10U);
  EXPECT_EQ(
      std::count_if(run.outcome.parties.refused_at.begin(), run.outcome.parties.refused_at.end(),
                    [](Tick t) { return !t.is_never(); }),
      20);
}

TEST(Simulation, EveryoneInTheQueueLearnsAtOnceThatTheLastPlaceIsTaken) {
  Scenario scenario = drill(1.34, 1200.0);
  scenario.redirection.enabled = false;
  const CityRun run(one_street(60, 10).build(), scenario);
  const Tick full = run.outcome.shelters.time_full[0];
  for (const Tick refused : run.outcome.parties.refused_at) {
    EXPECT_TRUE(refused.is_never() || refused >= full);
  }
}

TEST(Simulation, APartyThatDoesNotFitIsRefusedWholeUnlessPartiesMaySplit) {
  CityBuilder city = one_street(9, 4);
  Scenario scenario = drill(1.34, 1200.0);
  scenario.redirection.enabled = false;
  const CityRun whole(city.build({0.0, 0.0, 1.0}), scenario);  // three households of three
  EXPECT_EQ(whole.outcome.shelters.admitted[0], 3);
  scenario.run.split_parties = true;
  const CityRun split(city.build({0.0, 0.0, 1.0}), scenario);
  EXPECT_EQ(split.outcome.shelters.admitted[0], 4);
  const auto& inside = split.outcome.at_deadline[0].persons_inside;
  EXPECT_EQ(std::accumulate(inside.begin(), inside.end(), 0), 1);
}

TEST(Simulation, AQueueAtADoorIsTheDoorsFaultUpstreamToo) {
  // A door of 0.1 m passes 0.13 p/s; the street of 10 x 1 m before it holds 54, so the queue
  // reaches back over the node into the 200 m street where everybody starts.
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t b = city.node();
  const std::size_t c = city.node();
  const std::size_t home = city.street(a, b, 200'000);
  const std::size_t before_door = city.street(b, c, 10'000);
  city.shape(1.0);
  city.origin("home", 300, OnStreet{home, 0});
  city.work("near", 300);
  city.door(OnStreet{before_door, 10'000}, 0.0, 0.1);
  const CityRun run(city.build(), drill(1.34, 1200.0));
  std::uint64_t entrance = 0;
  std::uint64_t congestion = 0;
  for (std::size_t p = 0; p < run.parties.size(); ++p) {
    if (run.outcome.parties.arrived_at[p].is_never()) {
      entrance += run.outcome.at_deadline[0].entrance[p];
      congestion += run.outcome.at_deadline[0].congestion[p];
    }
  }
  EXPECT_GT(entrance, 3 * congestion);
}

TEST(Simulation, TwoStreamsThatMeetShareTheWidth) {
  const auto clearance = [](std::int32_t east, std::int32_t west) {
    CityBuilder city;
    const std::size_t n0 = city.node();
    const std::size_t n1 = city.node();
    const std::size_t n2 = city.node();
    const std::size_t n3 = city.node();
    const std::size_t left = city.street(n0, n1, 30'000);
    city.shape(6.0);
    city.street(n1, n2, 30'000);
    city.shape(1.0);
    const std::size_t right = city.street(n2, n3, 30'000);
    city.shape(6.0);
    city.origin("east", east, OnStreet{left, 0});
    city.origin("west", west, OnStreet{right, 30'000});
    city.work("a", east);
    city.door(OnStreet{right, 20'000}, 0.0, 100.0);
    city.work("b", west);
    city.door(OnStreet{left, 10'000}, 0.0, 100.0);
    Scenario scenario = drill(1.34, 7200.0);
    scenario.plan.policy = PlanPolicy::kTable;
    scenario.plan.table = YANBI_SOURCE_DIR "/tests/sim/kernel/crossing_plan.csv";
    const CityRun run(city.build(), scenario);
    EXPECT_EQ(run.outcome.arrivals.size(), static_cast<std::size_t>(east + west));
    return last_arrival(run.outcome);
  };
  const double alone = clearance(200, 1);
  const double both = clearance(200, 200);
  EXPECT_GT(both, 1.5 * alone);
  EXPECT_LT(both, 3.0 * alone);
}

TEST(Simulation, StopsWhenItIsToldTo) {
  const CityRun run(one_street(30, 10).build(), drill(1.34, 1200.0));
  EXPECT_THROW(
      static_cast<void>(simulate(run.input(), 0, 1, [](const ProgressReport&) { return false; })),
      Interrupted);
}

TEST(Simulation, NobodyArrivesAfterTheHorizon) {
  const CityRun run(one_street(300, 300).build(), drill(1.34, 120.0));
  ASSERT_FALSE(run.outcome.arrivals.empty());
  EXPECT_LE(run.outcome.arrivals.back().at, to_tick(120.0));
  EXPECT_LT(run.outcome.arrivals.size(), 300U);
  EXPECT_GT(run.outcome.diagnostics.waiting_at_end, 0);
  EXPECT_FALSE(run.outcome.diagnostics.gridlocked);
}

}  // namespace
}  // namespace yanbi::test
