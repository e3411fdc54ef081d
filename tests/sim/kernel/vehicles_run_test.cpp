// SPDX-License-Identifier: Apache-2.0
// What a run with vehicles leaves: doors and parked vehicles, delays by deadline, those whom a full
// shelter sends on, and vehicles that wait for each other for ever.

#include <gtest/gtest.h>

#include <vector>

#include "tests/sim/kernel/driving_city.hpp"

namespace yanbi::test {
namespace {

constexpr std::int32_t kForAll = 1000;  // places

// One place before both doors; the first door passes a person each 10 s. The second party waits
// there for half a minute, and the third drives past it to the other door.
TEST(VehiclesRun, WhoWaitsAtADoorHoldsUpNobodyOnTheRoad) {
  DrivingCity city;
  const std::size_t crossing = city.node();
  const std::size_t home = city.road({city.node(), crossing});
  const std::size_t before_door = city.road({crossing, city.node(), 10'000});
  const std::size_t slow = city.shelter(kForAll, 0.1);
  const std::size_t quick = city.shelter(kForAll);
  Trip trip{{home, before_door}, to_tick(0.0), 3};
  trip.shelter = slow;
  city.trip(trip);
  city.trip(trip);
  trip.shelter = quick;
  city.trip(trip);
  Scenario scenario = drive(600.0);
  scenario.run.deadlines = {to_tick(30.0), to_tick(600.0)};
  const DrivingRun run(city, scenario);
  EXPECT_EQ(run.arrived(0), to_tick(11.0 + 20.0));  // the last of three
  EXPECT_EQ(run.arrived(1), to_tick(41.0 + 20.0));
  EXPECT_EQ(run.arrived(2), to_tick(14.0));  // 11.5, 12.5 and half a second for the place
  const DelaysAtDeadline& delays = run.outcome().at_deadline[0];
  EXPECT_EQ(delays.congestion[1], to_instants(1.5));
  // It came to the door at 12.5 s and waits there at the deadline itself.
  EXPECT_EQ(delays.entrance[1], to_instants(17.5) + 1);
  EXPECT_FALSE(run.outcome().diagnostics.gridlocked);
}

// The fourth in the queue waits from 10 s until 16 s and then drives 10 s more.
TEST(VehiclesRun, DelaysAreCountedAsTheyStoodAtEachDeadline) {
  DrivingCity city;
  const std::size_t crossing = city.node();
  const std::size_t home = city.road({city.node(), crossing, 100'000, 10.0F, 0.5F});
  const std::size_t last = city.road({crossing, city.node()});
  city.shelter(kForAll);
  for (int i = 0; i < 4; ++i) {
    city.trip({{home, last}});
  }
  Scenario scenario = drive(600.0);
  scenario.run.deadlines = {to_tick(9.9),  to_tick(10.0), to_tick(13.0),
                            to_tick(16.0), to_tick(20.0), to_tick(25.9)};
  const DrivingRun run(city, scenario);
  ASSERT_EQ(run.arrived(3), to_tick(26.0));
  std::vector<std::uint32_t> congestion;
  for (const DelaysAtDeadline& delays : run.outcome().at_deadline) {
    congestion.push_back(delays.congestion[3]);
    EXPECT_EQ(delays.entrance[3], 0U);
  }
  const std::uint32_t all = to_instants(6.0);
  // Whoever waits at the last instant of a deadline has been delayed by one instant.
  EXPECT_EQ(congestion, (std::vector<std::uint32_t>{0, 1, to_instants(3.0) + 1, all, all, all}));
}

TEST(VehiclesRun, WhoStillWaitsAtTheHorizonHasBeenDelayedUntilThen) {
  DrivingCity city;
  const std::size_t crossing = city.node();
  const std::size_t home = city.road({city.node(), crossing, 15'000, 10.0F, 0.5F});
  city.shelter(kForAll);
  for (int i = 0; i < 4; ++i) {
    city.trip({{home}});
  }
  const DrivingRun run(city, drive(1.8));
  EXPECT_EQ(run.held_up(1), to_instants(0.3) + 1);  // on the road, at its end since 1.5 s
  EXPECT_EQ(run.held_up(2), to_instants(1.8) + 1);  // beside it
  EXPECT_EQ(run.held_up(3), to_instants(1.8) + 1);
  EXPECT_EQ(run.outcome().diagnostics.waiting_at_end, 3);
  EXPECT_EQ(run.outcome().diagnostics.entry_waits, 0U);
  EXPECT_FALSE(run.outcome().diagnostics.gridlocked);
}

// 4 m on foot to the door that sends the second party on, 4 m back, and 70 m of road to the other.
TEST(VehiclesRun, WhoIsRefusedDrivesOn) {
  DrivingCity city;
  const std::size_t road = city.road({city.node(), city.node()});
  const std::size_t near = city.shelter(1);
  const std::size_t far = city.shelter(kForAll);
  Trip trip{{road}, to_tick(0.0), 1, 0, 30'000, 0, 4'000, near};
  city.trip(trip);
  city.trip(trip);
  trip = {{road}, to_tick(0.0), 1, 30'000, 100'000, 4'000, 0, far};
  city.alternative(near, trip);
  Scenario scenario = drive(600.0);
  scenario.redirection.enabled = true;
  const DrivingRun run(city, scenario);
  EXPECT_EQ(run.arrived(0), to_tick(7.0));
  EXPECT_EQ(run.refused(1), to_tick(8.0));  // a headway of 1 s after the first
  EXPECT_EQ(run.arrived(1), to_tick(8.0 + 4.0 + 7.0));
  EXPECT_EQ(run.outcome().parties.shelter[1], ShelterId(far));
  EXPECT_EQ(run.outcome().diagnostics.redirections, 1U);
  EXPECT_EQ(run.volume(road), 3);
}

/// A ring of four roads with one place each; `vehicles` of them have somebody who wants to drive
/// over three roads.
DrivingCity ring(std::size_t vehicles) {
  DrivingCity city;
  for (int i = 0; i < 4; ++i) {
    city.node();
  }
  for (std::size_t i = 0; i < 4; ++i) {
    city.road({i, (i + 1) % 4, 10'000});
  }
  city.shelter(kForAll);
  for (std::size_t i = 0; i < vehicles; ++i) {
    city.trip({{i, (i + 1) % 4, (i + 2) % 4}, to_tick(0.0), 2});
  }
  return city;
}

TEST(VehiclesRun, ARingWhereEverybodyWaitsForTheNextIsReportedAndEndsTheRun) {
  for (const int threads : {1, 2, 3}) {
    const DrivingRun run(ring(4), drive(86'400.0), {threads, 0});
    EXPECT_TRUE(run.outcome().diagnostics.gridlocked);
    EXPECT_EQ(run.outcome().diagnostics.waiting_at_end, 8);
    EXPECT_TRUE(run.outcome().arrivals.empty());
    EXPECT_LT(run.outcome().diagnostics.steps, 100U);
    EXPECT_EQ(run.held_up(0), to_instants(86'400.0 - 1.0) + 1);
  }
}

TEST(VehiclesRun, ARingWithOnePlaceFreeGoesRound) {
  const DrivingRun run(ring(3), drive(86'400.0));
  EXPECT_FALSE(run.outcome().diagnostics.gridlocked);
  // The free place goes back from road to road, half a second each. The third comes round to the
  // first road at 2.0 s and finds a place there at 2.5 s; the others meet it later.
  EXPECT_EQ(run.arrived(0), to_tick(4.5));
  EXPECT_EQ(run.arrived(1), to_tick(4.0));
  EXPECT_EQ(run.arrived(2), to_tick(3.5));
}

TEST(VehiclesRun, ARunThatIsCutBeforeItsQueuesAreGoneIsNoGridlock) {
  const DrivingRun run(ring(3), drive(1.2));
  EXPECT_EQ(run.outcome().diagnostics.waiting_at_end, 4);
  EXPECT_FALSE(run.outcome().diagnostics.gridlocked);
}

// At 10.3 s the second takes the one place that the first has come to at 10.1 s, over a link so
// short that this is not known yet. A run that ends between the two does not see that: where links
// are shorter than a step, the end of a run changes what was before it by up to a step.
TEST(VehiclesRun, TheEndOfTheRunChangesWhatWasBeforeItByAStepAtMostWhereNewsIsLate) {
  DrivingCity city;
  const std::size_t before = city.node();
  const std::size_t crossing = city.node();
  const std::size_t home = city.road({city.node(), before});
  const std::size_t shortest = city.road({before, crossing, 1'000});
  const std::size_t other = city.road({city.node(), crossing});
  const std::size_t last = city.road({crossing, city.node(), 10'000});
  city.shelter(kForAll);
  city.trip({{home, shortest, last}});
  city.trip({{other, last}, to_tick(0.3)});
  Scenario longer = drive(600.0);
  longer.run.deadlines = {to_tick(10.2)};
  EXPECT_NEAR(DrivingRun(city, drive(10.2)).held_up(0), DrivingRun(city, longer).held_up(0),
              to_instants(0.5));
}

// Two vehicles stand at the end of the road when the first leaves it at 10.3 s; the second has
// pulled out 1 m before the end only 0.2 s before.
TEST(VehiclesRun, ThePeakOfAQueueDoesNotDependOnTheGroupingOfNodes) {
  DrivingCity city;
  const std::size_t head = city.node();
  const std::size_t road = city.road({city.node(), head});
  city.shelter(kForAll);
  city.trip({{road}, to_tick(0.3)});
  city.trip({{road}, to_tick(10.1), 1, 99'000});
  const DrivingRun one(city, drive(600.0), 1);
  const DrivingRun two(city, drive(600.0), 2);
  EXPECT_EQ(one.outcome().links.peak_queue, two.outcome().links.peak_queue);
  EXPECT_EQ(one.outcome().state_hash, two.outcome().state_hash);
}

TEST(VehiclesRun, AQueueThatNeverMovesHasAPeak) {
  const DrivingRun run(ring(4), drive(600.0));
  EXPECT_EQ(run.outcome().links.peak_queue, (std::vector<std::int32_t>{2, 2, 2, 2}));
}

// The last to begin a wait does so in the last step of the run.
TEST(VehiclesRun, GridlockInTheLastStepDoesNotDependOnTheGroupingOfNodes) {
  const DrivingRun one(ring(4), drive(1.0), 1);
  const DrivingRun two(ring(4), drive(1.0), 2);
  EXPECT_EQ(one.outcome().diagnostics.gridlocked, two.outcome().diagnostics.gridlocked);
}

}  // namespace
}  // namespace yanbi::test
