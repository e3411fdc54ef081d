// SPDX-License-Identifier: Apache-2.0
// Vehicles on one road after the other, one rule of docs/vehicles.md at a time, each with an answer
// worked out by hand. Doors are closed where a delay is read to the instant: the ledger speaks of
// those who are not inside.

#include <gtest/gtest.h>

#include <vector>

#include "tests/sim/kernel/driving_city.hpp"

namespace yanbi::test {
namespace {

constexpr std::int32_t kForAll = 1000;  // places
constexpr std::int32_t kClosed = 0;

/// Roads from node to node, like the links of a chain.
std::vector<std::size_t> chain(DrivingCity& city, const std::vector<Road>& roads) {
  std::vector<std::size_t> numbers;
  std::size_t here = city.node();
  for (Road road : roads) {
    road.from = here;
    road.to = here = city.node();
    numbers.push_back(city.road(road));
  }
  return numbers;
}

Road road_of(std::uint32_t length_mm, float capacity = 1.0F) {
  Road road;
  road.length_mm = length_mm;
  road.capacity = capacity;
  return road;
}

/// Persons who have left `road` by the time `at_s`.
std::int64_t left_by(const DrivingCity& city, std::size_t road, double at_s) {
  return DrivingRun(city, drive(at_s)).volume(road);
}

TEST(VehiclesRoad, SevenSecondsAndTwoTenthsStaySoOverFiftyLinks) {
  Road road = road_of(100'000);
  road.speed = 50.0F / 3.6F;
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, std::vector<Road>(50, road));
  city.shelter(kForAll);
  city.trip({way});
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.arrived(0), to_tick(360.0));
  EXPECT_EQ(run.outcome().parties.free_flow[0], to_tick(360.0));
  EXPECT_EQ(run.outcome().diagnostics.traversals, 50U);
}

// 7.777 m at 10 m/s take 7963.648 instants, so 7964; forty of them 311.1 ticks.
TEST(VehiclesRoad, TimesThatAreNoWholeTicksAddUpUnrounded) {
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, std::vector<Road>(40, road_of(7'777)));
  city.shelter(kForAll);
  city.trip({way, to_tick(0.7)});
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.arrived(0), to_tick(Instant{7 * 1024 + 40 * 7964}));
  EXPECT_EQ(run.arrived(0), to_tick(31.9));
}

// 3 m on foot, 70 m of the first road, 100 m, 45 m of the last, 4 m on foot at 1 m/s.
TEST(VehiclesRoad, TheFirstAndTheLastRoadCountFromWhereThePartyStartsToWhereItStops) {
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, std::vector<Road>(3, road_of(100'000)));
  city.shelter(kForAll);
  city.trip({way, to_tick(1.0), 1, 30'000, 45'000, 3'000, 4'000});
  city.trip({{way[1]}, to_tick(50.0), 1, 20'000, 70'000});
  city.trip({{way[1]}, to_tick(90.1), 1, 50'000, 50'000});
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.arrived(0), to_tick(1.0 + 3.0 + 7.0 + 10.0 + 4.5 + 4.0));
  EXPECT_EQ(run.arrived(1), to_tick(50.0 + 5.0));
  EXPECT_EQ(run.arrived(2), to_tick(90.1));
}

TEST(VehiclesRoad, LinksShorterThanAStepTakeTheirOwnTimeAndNoMore) {
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, std::vector<Road>(20, road_of(1'000)));
  city.shelter(kForAll);
  city.trip({way, to_tick(0.3)});
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.arrived(0), to_tick(2.3));
  EXPECT_EQ(run.arrived(0).count, run.outcome().parties.free_flow[0].count + 3);
}

// All reach the end after 10 s. 0.3 vehicles/s are one each 34,133.33 instants: rounded up.
TEST(VehiclesRoad, TheExitPassesOneVehicleEachHeadwayInTheOrderOfTheirNumbers) {
  for (const auto& [capacity, headway] : {std::pair(0.5F, 20'480U), std::pair(0.3F, 34'134U)}) {
    DrivingCity city;
    const std::vector<std::size_t> way = chain(city, {road_of(100'000, capacity)});
    city.shelter(kClosed);
    for (int i = 0; i < 5; ++i) {
      city.trip({way});
    }
    const DrivingRun run(city, drive(600.0));
    for (std::uint32_t i = 0; i < 5; ++i) {
      EXPECT_EQ(run.held_up(i), i * headway);
      EXPECT_EQ(run.refused(i), to_tick(Instant{10 * 10'240 + i * headway}));
    }
  }
}

TEST(VehiclesRoad, WhoComesAfterTheHeadwayIsNotHeldUp) {
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, {road_of(100'000, 0.5F)});
  city.shelter(kClosed);
  city.trip({way});
  city.trip({way, to_tick(1.9)});
  city.trip({way, to_tick(4.0)});
  city.trip({way, to_tick(6.1)});
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.held_up(1), 1'024U);
  EXPECT_EQ(run.held_up(2), 0U);
  EXPECT_EQ(run.held_up(3), 0U);
}

// The second drives on 10 m before the end when the first is still 90 m behind.
TEST(VehiclesRoad, FirstInFirstOutWhereverTheyStart) {
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, {road_of(100'000, 0.5F)});
  city.shelter(kClosed);
  city.trip({way});
  city.trip({way, to_tick(1.0), 1, 90'000});
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.refused(0), to_tick(10.0));
  EXPECT_EQ(run.refused(1), to_tick(12.0));
  EXPECT_EQ(run.held_up(1), to_instants(10.0));
}

// The second wants to go where there is room, but the first, who waits for a full road, is before
// it. That road passes one vehicle each 20 s.
TEST(VehiclesRoad, AFirstVehicleThatCannotGoOnHoldsUpAllBehindIt) {
  DrivingCity city;
  const std::size_t start = city.node();
  const std::size_t fork = city.node();
  const std::size_t end = city.node();
  const std::size_t home = city.road({start, fork});
  const std::size_t full = city.road({fork, end, 7'500, 10.0F, 0.05F});
  const std::size_t empty = city.road({fork, end});
  city.shelter(kForAll);
  for (int i = 0; i < 3; ++i) {
    city.trip({{home, full}});
  }
  city.trip({{home, empty}});
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.arrived(0), to_tick(10.75));
  // It leaves `home` at 11.25 s, half a second after the first has left the full road.
  EXPECT_EQ(run.arrived(1), to_tick(30.75));
  // At 31.25 s; the last follows a headway of `home` later.
  EXPECT_EQ(run.arrived(2), to_tick(50.75));
  EXPECT_EQ(run.arrived(3), to_tick(31.25 + 1.0 + 10.0));
}

// Two places on 20 m, one vehicle out each 10 s. The first two go on to it at 10 s and 11 s; they
// leave it at 12 s and 22 s, and half a second later the next ones come.
TEST(VehiclesRoad, AFullRoadHoldsUpItsFeederUntilHalfASecondAfterAPlaceIsFreed) {
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, {road_of(100'000), road_of(20'000, 0.1F)});
  city.shelter(kClosed);
  for (int i = 0; i < 4; ++i) {
    city.trip({way});
  }
  EXPECT_EQ(left_by(city, way[0], 10.9), 1);
  EXPECT_EQ(left_by(city, way[0], 11.0), 2);
  EXPECT_EQ(left_by(city, way[0], 12.4), 2);
  EXPECT_EQ(left_by(city, way[0], 12.5), 3);
  EXPECT_EQ(left_by(city, way[0], 22.4), 3);
  EXPECT_EQ(left_by(city, way[0], 22.5), 4);
  const DrivingRun run(city, drive(600.0));
  for (std::uint32_t i = 0; i < 4; ++i) {
    EXPECT_EQ(run.refused(i), to_tick(12.0 + 10.0 * i));
    EXPECT_EQ(run.held_up(i), i * to_instants(10.0));
  }
  const LinkFacts& links = run.outcome().links;
  EXPECT_DOUBLE_EQ(links.delay[run.link(way[0]).index()], 0.0 + 1.0 + 2.5 + 12.5);
  EXPECT_DOUBLE_EQ(links.delay[run.link(way[1]).index()], 0.0 + 9.0 + 17.5 + 17.5);
}

// The same 0.3 s later: the half second counts from the exit, not from the beat of the steps.
TEST(VehiclesRoad, AFreedPlaceNeedNotFallOnAStep) {
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, {road_of(100'000), road_of(20'000, 0.1F)});
  city.shelter(kForAll);
  for (int i = 0; i < 3; ++i) {
    city.trip({way, to_tick(0.3)});
  }
  EXPECT_EQ(left_by(city, way[0], 12.7), 2);
  EXPECT_EQ(left_by(city, way[0], 12.8), 3);
}

// Rings of places lie in one of two stores, by their size: 25 and 26 vehicles.
TEST(VehiclesRoad, StoresAsManyVehiclesAsStandOnItsLanes) {
  for (const std::uint32_t storage : {1U, 2U, 25U, 26U, 100U}) {
    DrivingCity city;
    Road full = road_of(storage * 7'500 / 2 + 1'000, 0.001F);
    full.lanes = 2;
    const std::vector<std::size_t> way = chain(city, {road_of(1'000'000, 10.0F), full});
    city.shelter(kForAll);
    for (std::uint32_t i = 0; i < storage + 20; ++i) {
      city.trip({way});
    }
    // The first one gets out of it at once, and makes room for one more.
    EXPECT_EQ(left_by(city, way[0], 500.0), storage + 1) << storage;
  }
}

// Three roads with one place each; the last passes a vehicle each 10 s. Whenever one leaves it, the
// place travels back through all three, half a second for each.
TEST(VehiclesRoad, AQueueSpillsBackAndAFreedPlaceTravelsBackRoadByRoad) {
  DrivingCity city;
  const std::vector<std::size_t> way =
      chain(city, {road_of(100'000), road_of(10'000), road_of(10'000), road_of(10'000, 0.1F)});
  city.shelter(kForAll);
  for (int i = 0; i < 6; ++i) {
    city.trip({way});
  }
  const std::vector<double> leaves_home = {10.0, 11.5, 13.0, 14.5, 24.5, 34.5};
  for (std::size_t i = 0; i < leaves_home.size(); ++i) {
    EXPECT_EQ(left_by(city, way[0], leaves_home[i] - 0.1), static_cast<std::int64_t>(i));
    EXPECT_EQ(left_by(city, way[0], leaves_home[i]), static_cast<std::int64_t>(i + 1));
  }
  const DrivingRun run(city, drive(600.0));
  for (std::uint32_t i = 0; i < 6; ++i) {
    EXPECT_EQ(run.arrived(i), to_tick(13.0 + 10.0 * i));
  }
}

// 1 m in 0.1 s: the first comes to its end at 10.1 s, which is known there in the next step only.
// The place it leaves shows in the step after that, from 11.0 s on, and not at 10.6 s.
TEST(VehiclesRoad, APlaceFreedByLateNewsShowsInTheNextStep) {
  DrivingCity city;
  const std::vector<std::size_t> way =
      chain(city, {road_of(100'000, 10.0F), road_of(1'000, 10.0F), road_of(100'000)});
  city.shelter(kForAll);
  city.trip({way});
  city.trip({way});
  EXPECT_EQ(left_by(city, way[0], 10.9), 1);
  EXPECT_EQ(left_by(city, way[0], 11.0), 2);
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.arrived(0), to_tick(20.1));
  EXPECT_EQ(run.arrived(1), to_tick(21.1));
}

// 14 m have one place. It is driven over in 2.8 s and free again half a second later, so a vehicle
// passes each 3.3 s, however large the capacity.
TEST(VehiclesRoad, ARoadWithOnePlacePassesOneVehicleAfterTheOther) {
  Road narrow = road_of(14'000, 1.0F);
  narrow.speed = 5.0F;
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, {road_of(100'000), narrow});
  city.shelter(kForAll);
  for (int i = 0; i < 5; ++i) {
    city.trip({way});
  }
  const DrivingRun run(city, drive(600.0));
  for (std::uint32_t i = 0; i < 5; ++i) {
    EXPECT_EQ(run.arrived(i), to_tick(12.8 + 3.3 * i));
  }
}

// Each link costs a late vehicle one step more before the next end knows of it, and so its
// followers: they lose up to a step a link, although one vehicle each 2 s is what the road passes.
TEST(VehiclesRoad, WhoFollowsAtADistanceLosesAtMostAStepOnEachLinkShorterThanThat) {
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, std::vector<Road>(20, road_of(1'000, 0.5F)));
  city.shelter(kForAll);
  for (int i = 0; i < 5; ++i) {
    city.trip({way, to_tick(2.0 * i)});
  }
  const DrivingRun run(city, drive(600.0));
  for (std::uint32_t i = 0; i < 5; ++i) {
    EXPECT_GE(run.arrived(i), to_tick(2.0 * i + 2.0));
    EXPECT_LE(run.arrived(i), to_tick(2.0 * i + 2.0 + 20 * 0.5));
  }
  EXPECT_EQ(run.arrived(0), to_tick(2.0));
}

TEST(VehiclesRoad, APartyIsOneVehicleHoweverManyItIs) {
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, {road_of(100'000, 0.5F), road_of(15'000, 0.1F)});
  city.shelter(kForAll);
  for (const int persons : {4, 1, 3}) {
    city.trip({way, to_tick(0.0), static_cast<std::uint16_t>(persons)});
  }
  const DrivingRun run(city, drive(600.0));
  // Two stand on the second road at once, five persons in all.
  EXPECT_EQ(left_by(city, way[0], 12.0), 5);
  EXPECT_EQ(run.volume(way[0]), 8);
  EXPECT_EQ(run.outcome().links.peak_queue[run.link(way[0]).index()], 8);
  EXPECT_EQ(run.arrived(0), to_tick(11.5));
  EXPECT_EQ(run.arrived(1), to_tick(21.5));
  EXPECT_EQ(run.arrived(2), to_tick(31.5));
}

TEST(VehiclesRoad, TheEndOfTheRunCutsWhatLiesBeyondIt) {
  DrivingCity city;
  const std::vector<std::size_t> way = chain(city, {road_of(100'000, 0.5F), road_of(100'000)});
  city.shelter(kForAll);
  for (int i = 0; i < 4; ++i) {
    city.trip({way});
  }
  city.trip({way, to_tick(14.0)});  // never leaves
  const DrivingRun run(city, drive(13.0));
  EXPECT_TRUE(run.outcome().arrivals.empty());
  EXPECT_EQ(run.volume(way[0]), 2);
  EXPECT_EQ(run.outcome().diagnostics.waiting_at_end, 2);
  EXPECT_FALSE(run.outcome().diagnostics.gridlocked);
  EXPECT_TRUE(run.outcome().parties.departed_at[4].is_never());
  EXPECT_EQ(DrivingRun(city, drive(22.0)).outcome().arrivals.size(), 2U);
}

}  // namespace
}  // namespace yanbi::test
