// SPDX-License-Identifier: Apache-2.0
// The facts that a run leaves, in cases small enough to be worked out by hand.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/run_city.hpp"

namespace yanbi::test {
namespace {

constexpr double kSpeed = 1.34;  // m/s

/// `persons` who stand before a door of 1 m already when the alarm comes.
City crowd_at_a_door(std::int32_t persons, const std::vector<double>& household_shares = {1.0}) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t street = city.street(a, city.node(), 50'000);
  city.origin("home", persons, OnStreet{street, 20'000});
  city.work("near", persons);
  city.door(OnStreet{street, 20'000}, 0.0, 1.0);
  return city.build(household_shares);
}

TEST(Facts, FreeFlowTimeKnowsStairs) {
  for (const WayForm form : {WayForm::kStairsUp, WayForm::kStairsDown}) {
    CityBuilder city;
    const std::size_t a = city.node();
    const std::size_t street = city.street(a, city.node(), 20'000);
    city.shape(2.0, form);
    city.origin("home", 1, OnStreet{street, 0}, 3.0);
    city.work("near", 1);
    city.door(OnStreet{street, 20'000}, 2.0, 1.0);
    const CityRun run(city.build(), drill(kSpeed, 600.0));
    EXPECT_EQ(run.outcome.parties.free_flow[0], run.outcome.parties.arrived_at[0]);
  }
}

TEST(Facts, WaitsAtADoorAreThoseOfPersons) {
  const CityRun alone(crowd_at_a_door(100), drill(kSpeed, 600.0));
  EXPECT_NEAR(alone.outcome.shelters.entrance_wait_p95[0].seconds(), 94.0 / 1.3, 0.2);
  // A household of five and one of one: 95 % of six persons are all six.
  const CityRun mixed(crowd_at_a_door(6, {0.0, 0.0, 0.0, 0.0, 1.0}), drill(kSpeed, 600.0));
  EXPECT_NEAR(mixed.outcome.shelters.entrance_wait_p95[0].seconds(), 5.0 / 1.3, 0.2);
}

TEST(Facts, WhoeverStandsAtADoorAtADeadlineWaitsForTheDoor) {
  Scenario scenario = drill(kSpeed, 600.0);
  scenario.run.deadlines = {to_tick(10.0), to_tick(600.0)};
  const CityRun run(crowd_at_a_door(100), scenario);
  int outside = 0;
  for (std::size_t p = 0; p < run.parties.size(); ++p) {
    if (run.outcome.parties.arrived_at[p] > to_tick(10.0)) {
      EXPECT_GT(run.outcome.at_deadline[0].entrance[p], 0U);
      EXPECT_EQ(run.outcome.at_deadline[0].congestion[p], 0U);
      ++outside;
    }
  }
  EXPECT_EQ(outside, 100 - 13);  // 1.3 persons a second, the first at once, the 14th just too late
}

TEST(Facts, RefusalsAndLoadsOfStreetsCountPersons) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t b = city.node();
  const std::size_t first = city.street(a, b, 20'000);
  city.shape(1.0);
  const std::size_t second = city.street(b, city.node(), 20'000);
  city.shape(1.0);
  city.origin("home", 12, OnStreet{first, 0});
  city.work("near", 5);
  city.door(OnStreet{second, 20'000}, 0.0, 10.0);
  Scenario scenario = drill(kSpeed, 600.0);
  scenario.redirection.enabled = false;
  const CityRun run(city.build({0.0, 0.0, 0.0, 1.0}), scenario);
  EXPECT_EQ(run.outcome.shelters.admitted[0], 4);
  EXPECT_EQ(run.outcome.shelters.refused[0], 8);
  EXPECT_EQ(run.outcome.links.volume[0], 12);
  EXPECT_EQ(run.outcome.links.peak_queue[0], 8);  // the first household goes on at once
  // The second waits for the first's four persons to pass 1 m at 1.22 persons/s, the third for
  // eight; less the time by which they walk slower among those before them.
  const double slower = 20.0 / kSpeed * (1.0 / 0.99 - 1.0);
  EXPECT_NEAR(run.outcome.links.delay[0], 4.0 * (4.0 + 8.0) / 1.22, 8.0 * slower);
}

TEST(Facts, TheWayFromOneDoorToTheNextHasBothAccesses) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t street = city.street(a, city.node(), 100'000);
  city.origin("home", 2, OnStreet{street, 0});
  city.work("near", 1);
  city.door(OnStreet{street, 13'400}, 6.7, 100.0);
  city.work("next", 1);
  city.door(OnStreet{street, 80'400}, 13.4, 100.0);
  const CityRun run(city.build(), drill(kSpeed, 600.0));
  ASSERT_EQ(run.outcome.arrivals.size(), 2U);
  // 10 + 5 s to the first door; then back to the street, 67 m along it, and to the second.
  EXPECT_NEAR(last_arrival(run.outcome), 15.0 + 5.0 + 50.0 + 10.0, 0.5);
}

TEST(Facts, AHouseholdGivesUpAfterTheRefusalsOfTheScenario) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t street = city.street(a, city.node(), 200'000);
  city.origin("home", 30, OnStreet{street, 0});
  for (std::uint32_t w = 1; w <= 6; ++w) {
    city.work("w" + std::to_string(w), 1);
    city.door(OnStreet{street, w * 20'000}, 0.0, 100.0);
  }
  Scenario scenario = drill(kSpeed, 3600.0);
  scenario.redirection.interval = 3600.0;  // nobody knows what has filled up since the alarm
  scenario.redirection.most_redirections = 2;
  const CityRun run(city.build(), scenario);
  const auto& refusals = run.outcome.parties.refusals;
  EXPECT_EQ(*std::max_element(refusals.begin(), refusals.end()), 3);
  EXPECT_EQ(run.outcome.shelters.admitted, (std::vector<std::int32_t>{1, 1, 1, 0, 0, 0}));
}

// Four one-way streets in a ring, each filled by people who want to go on to the next.
TEST(Facts, ACircleOfPeopleWhoWaitForEachOtherIsReported) {
  CityBuilder city;
  std::array<std::size_t, 4> nodes{};
  std::array<std::size_t, 4> streets{};
  std::generate(nodes.begin(), nodes.end(), [&] { return city.node(); });
  for (std::size_t i = 0; i < 4; ++i) {
    streets[i] = city.street(nodes[i], nodes[(i + 1) % 4], 10'000, true);
    city.shape(1.0);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    city.origin("o" + std::to_string(i), 200, OnStreet{streets[i], 0});
    city.work("w" + std::to_string(i), 200);
    city.door(OnStreet{streets[(i + 3) % 4], 10'000}, 0.0, 10.0);
  }
  Scenario scenario = drill(kSpeed, 86400.0);
  scenario.plan.policy = PlanPolicy::kTable;
  scenario.plan.table = YANBI_SOURCE_DIR "/tests/sim/kernel/ring_plan.csv";
  const CityRun run(city.build(), scenario);
  EXPECT_TRUE(run.outcome.diagnostics.gridlocked);
  EXPECT_EQ(run.outcome.diagnostics.waiting_at_end +
                static_cast<std::int64_t>(run.outcome.arrivals.size()),
            800);
}

}  // namespace
}  // namespace yanbi::test
