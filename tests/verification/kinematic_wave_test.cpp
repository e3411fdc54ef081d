// SPDX-License-Identifier: Apache-2.0
// Kinematic waves on roads, set up as the tests of UXsim are (github.com/toruseo/UXsim, tests/):
// a lane has a free speed of 20 m/s, a jam density of 0.2 vehicles/m and a capacity of 0.8
// vehicles/s, so that the backward wave has w = 0.8 / (0.2 - 0.8 / 20) = 5 m/s. What must come out
// is worked out in each comment from the theory alone (Lighthill and Whitham 1955, Newell 1993) and
// held to 1 %.
//
// Counts are read at the ends of links at the end of a run: where flow, density or a wave is to be
// seen inside a road, it is a row of links of 100 m, and the run is cut at different times.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/sim/kernel/driving_city.hpp"
#include "tests/verification/row.hpp"

namespace yanbi::test {
namespace {

constexpr double kLaneCapacity = 0.8;        // vehicles/s
constexpr std::uint32_t kPieceLength = 100;  // m
constexpr std::int32_t kForEverybody = 100'000;

void expect_within_one_percent(double measured, double expected) {
  EXPECT_NEAR(measured, expected, 0.01 * expected);
}

Scenario wave_scenario(double horizon_s) {
  Scenario scenario = drive(horizon_s, LinkModel::kKinematicWave);
  scenario.driving.space_per_vehicle = 5.0;  // m of a lane: 0.2 vehicles/m
  return scenario;
}

/// A stretch of road that is alike all along.
struct Stretch {
  std::uint32_t length = 1000;  ///< m
  std::uint8_t lanes = 1;
  double capacity = kLaneCapacity;  ///< vehicles/s, all lanes
  float speed = 20.0F;
};

/// Roads in pieces, and counts of vehicles at the ends of these.
class WaveRoads {
 public:
  WaveRoads() { city_.shelter(kForEverybody); }
  DrivingCity& city() { return city_; }

  /// Adds a stretch from a node on, in pieces of `piece` m; `at` moves to its end.
  std::vector<std::size_t> add(const Stretch& stretch, std::size_t& at,
                               std::uint32_t piece = kPieceLength) {
    std::vector<std::size_t> pieces;
    for (std::uint32_t done = 0; done < stretch.length; done += piece) {
      const std::size_t next = city_.node();
      pieces.push_back(city_.road({at, next, piece * 1000, stretch.speed,
                                   static_cast<float>(stretch.capacity), stretch.lanes}));
      at = next;
    }
    return pieces;
  }
  /// Vehicles on a way, so many a second from `from_s` until `until_s`.
  void depart(const std::vector<std::size_t>& way, double rate, double until_s,
              double from_s = 0.0) {
    for (int i = 0; from_s + i / rate < until_s - 1e-9; ++i) {
      city_.trip({way, to_tick(from_s + i / rate)});
    }
  }
  [[nodiscard]] DrivingRun run(double until_s) const { return {city_, wave_scenario(until_s)}; }
  /// Vehicles that have passed the end of a piece.
  [[nodiscard]] double passed(std::size_t piece, double at_s) const {
    return static_cast<double>(run(at_s).volume(piece));
  }
  /// Vehicles a second past the end of a piece.
  [[nodiscard]] double flow(std::size_t piece, double from_s, double until_s) const {
    return (passed(piece, until_s) - passed(piece, from_s)) / (until_s - from_s);
  }
  /// Vehicles per metre between the ends of two pieces that are `distance` m apart, on average over
  /// a time.
  [[nodiscard]] double density(std::size_t first, std::size_t last, double distance, double from_s,
                               double until_s) const {
    constexpr int kLooks = 20;
    double vehicles = 0.0;
    for (int i = 0; i < kLooks; ++i) {
      const DrivingRun now = run(from_s + (until_s - from_s) * (i + 0.5) / kLooks);
      vehicles += static_cast<double>(now.volume(first) - now.volume(last));
    }
    return vehicles / kLooks / distance;
  }

 private:
  DrivingCity city_;
};

std::vector<std::size_t> one_after_the_other(std::vector<std::size_t> first,
                                             const std::vector<std::size_t>& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

/// Seconds from departure to arrival of everybody who has arrived.
double total_travel(const DrivingRun& run) {
  double total = 0.0;
  for (const Arrival& arrival : run.outcome().arrivals) {
    const Tick departed = run.outcome().parties.departed_at[arrival.party.index()];
    total += arrival.at.seconds() - departed.seconds();
  }
  return total;
}

// One link of 1000 m, 0.5 vehicles/s for 500 s, which is below capacity: 250 vehicles, 1000 m / 20
// m/s = 50 s each, 12,500 s in all, nobody held up.
TEST(KinematicWave, OneLinkBelowCapacityTakesTheFreeTime) {
  WaveRoads roads;
  std::size_t at = roads.city().node();
  roads.depart(roads.add({}, at, 1000), 0.5, 500.0);
  const DrivingRun run = roads.run(1000.0);
  ASSERT_EQ(run.outcome().arrivals.size(), 250U);
  expect_within_one_percent(total_travel(run), 12'500.0);
  for (std::size_t trip = 0; trip < 250; ++trip) {
    EXPECT_EQ(run.held_up(trip), 0U);
  }
  report("UXsim, one link, 0.5 vehicles/s: mean time", "50 s", total_travel(run) / 250.0, "s");
}

// One link, 2 vehicles/s for 500 s: the entry passes 0.8 vehicles/s, which then drive freely: flow
// 0.8, density 0.8 / 20 = 0.04 vehicles/m, speed 20 m/s; the rest wait beside the origin.
TEST(KinematicWave, OneLinkPassesItsCapacityAtItsFreeSpeed) {
  WaveRoads roads;
  std::size_t at = roads.city().node();
  const std::vector<std::size_t> road = roads.add({}, at);
  roads.depart(road, 2.0, 500.0);
  const double flow = roads.flow(road.back(), 100.0, 500.0);
  const double density = roads.density(road.front(), road.back(), 900.0, 100.0, 500.0);
  expect_within_one_percent(flow, 0.8);
  expect_within_one_percent(density, 0.04);
  expect_within_one_percent(flow / density, 20.0);
  report("UXsim, one link, 2 vehicles/s: outflow", "0.8 vehicles/s", flow, "vehicles/s");
}

// Two links of 1000 m, 20 and then 10 m/s, 0.5 vehicles/s for 500 s. A lane with 10 m/s has the
// capacity 10 * 5 * 0.2 / (10 + 5) = 0.667 vehicles/s, so nobody is held up: 50 + 100 s each,
// 37,500 s in all, and 0.5 / 10 = 0.05 vehicles/m on the second link.
TEST(KinematicWave, ASlowLinkIsDenserAndTakesLonger) {
  WaveRoads roads;
  std::size_t at = roads.city().node();
  const std::size_t fast = roads.add({}, at, 1000).front();
  const std::size_t slow = roads.add({1000, 1, 2.0 / 3.0, 10.0F}, at, 1000).front();
  roads.depart({fast, slow}, 0.5, 500.0);
  const DrivingRun run = roads.run(1000.0);
  ASSERT_EQ(run.outcome().arrivals.size(), 250U);
  expect_within_one_percent(total_travel(run), 37'500.0);
  const double density = roads.density(fast, slow, 1000.0, 200.0, 500.0);
  expect_within_one_percent(density, 0.05);
  report("UXsim, 20 m/s and then 10 m/s: mean time", "150 s", total_travel(run) / 250.0, "s");
  report("UXsim, 20 m/s and then 10 m/s: density of the second", "0.05 vehicles/m", density,
         "vehicles/m");
}

/// 3 km of two lanes that 1.6 vehicles/s enter, their capacity, before something narrower.
struct Bottleneck {
  explicit Bottleneck(const Stretch& narrow) {
    std::size_t at = roads.city().node();
    wide = roads.add({3000, 2, 2 * kLaneCapacity}, at);
    after = roads.add(narrow, at);
    roads.depart(one_after_the_other(wide, after), 1.6, 1200.0);
  }
  /// The piece of the wide road that ends so many metres from its start.
  [[nodiscard]] std::size_t until(std::uint32_t metres) const {
    return wide[metres / kPieceLength - 1];
  }
  /// When the flow at that place fell from 1.6 to `flow`, from the vehicles that have passed later:
  /// 1.6 (shock - metres / 20) + flow (at - shock).
  [[nodiscard]] double shock_at(std::uint32_t metres, double flow, double at_s) const {
    const double before = 1.6 * (at_s - metres / 20.0);
    return at_s - (before - roads.passed(until(metres), at_s)) / (1.6 - flow);
  }

  WaveRoads roads;
  std::vector<std::size_t> wide;
  std::vector<std::size_t> after;
};

// Two lanes and then one, 3 km each. One lane takes 0.8 vehicles/s, on which they drive at 20 m/s.
// Before it the two lanes pass 0.8 vehicles/s on the congested branch: k = 0.4 - 0.8 / 5 = 0.24
// vehicles/m, v = 0.8 / 0.24 = 3.33 m/s. The shock between (1.6, 0.08) and (0.8, 0.24) moves with
// (0.8 - 1.6) / (0.24 - 0.08) = -5 m/s.
TEST(KinematicWave, AQueueBeforeALaneDropGrowsAsAShock) {
  const Bottleneck drop(Stretch{3000, 1, kLaneCapacity});
  const double upstream = drop.roads.flow(drop.until(2000), 500.0, 1000.0);
  const double density =
      drop.roads.density(drop.until(1500), drop.until(2500), 1000.0, 600.0, 900.0);
  expect_within_one_percent(upstream, 0.8);
  expect_within_one_percent(density, 0.24);
  expect_within_one_percent(upstream / density, 0.8 / 0.24);
  const double downstream = drop.roads.flow(drop.after[14], 500.0, 1000.0);
  const double free = drop.roads.density(drop.after[4], drop.after[24], 2000.0, 600.0, 900.0);
  expect_within_one_percent(downstream, 0.8);
  expect_within_one_percent(downstream / free, 20.0);
  const double shock =
      2000.0 / (drop.shock_at(2500, 0.8, 1000.0) - drop.shock_at(500, 0.8, 1000.0));
  EXPECT_NEAR(shock, -5.0, 0.05);
  report("UXsim, two lanes and then one: flow before", "0.8 vehicles/s", upstream, "vehicles/s");
  report("UXsim, two lanes and then one: density before", "0.24 vehicles/m", density, "vehicles/m");
  report("UXsim, two lanes and then one: speed of the shock", "-5 m/s", shock, "m/s");
}

// A capacity of 1.0 vehicles/s at the end of two lanes, given by what follows: k = 0.4 - 1.0 / 5 =
// 0.2 vehicles/m and v = 5 m/s before it. UXsim sets it at the exit of a link, at the entry of the
// next or at the node between; here these are one place.
TEST(KinematicWave, ACapacityBetweenTwoLinksIsReachedAndQueuesBeforeIt) {
  const Bottleneck limit(Stretch{1000, 2, 1.0});
  const double flow = limit.roads.flow(limit.after.front(), 500.0, 1000.0);
  const double density =
      limit.roads.density(limit.until(2000), limit.until(3000), 1000.0, 500.0, 900.0);
  expect_within_one_percent(flow, 1.0);
  expect_within_one_percent(density, 0.2);
  report("UXsim, capacity of 1.0 after two lanes: flow", "1.0 vehicles/s", flow, "vehicles/s");
  report("UXsim, capacity of 1.0 after two lanes: density before", "0.2 vehicles/m", density,
         "vehicles/m");
}

// 1000 vehicles leave within 500 s for a link of 1000 m. It takes 0.8 vehicles/s: at 500 s, 400
// have entered and 0.8 (500 - 50) = 360 have got out; 40 are on it and 600 wait. Vehicle n leaves
// at n / 2, enters at n / 0.8 and takes 50 s: the 360 took the sum of 0.75 n + 50, which is 48,600
// + 18,000 = 66,600 s. (UXsim moves platoons of five: 350, 40, 610 and 67,050 s.)
TEST(KinematicWave, WhoDoesNotGetInWaitsAtTheOrigin) {
  WaveRoads roads;
  std::size_t at = roads.city().node();
  roads.depart(roads.add({}, at, 1000), 2.0, 500.0);
  const DrivingRun run = roads.run(500.0);
  const auto completed = static_cast<double>(run.outcome().arrivals.size());
  const auto waiting = static_cast<double>(run.outcome().diagnostics.waiting_at_end);
  expect_within_one_percent(completed, 360.0);
  expect_within_one_percent(waiting, 600.0);
  expect_within_one_percent(1000.0 - completed - waiting, 40.0);
  expect_within_one_percent(total_travel(run), 66'600.0);
  report("UXsim, queue at the origin: out at 500 s", "360 (UXsim 350)", completed, "vehicles");
  report("UXsim, queue at the origin: waiting", "600 (UXsim 610)", waiting, "vehicles");
  report("UXsim, queue at the origin: time of those out", "66,600 s (UXsim 67,050 s)",
         total_travel(run), "s");
}

/// Flows from two roads into one lane, 0.6 vehicles/s on each, when all have their state.
std::vector<double> merged_flows(std::uint8_t lanes_of_second) {
  WaveRoads roads;
  const std::size_t meeting = roads.city().node();
  std::vector<std::size_t> feeders;
  for (const std::uint8_t lanes : {std::uint8_t{1}, lanes_of_second}) {
    feeders.push_back(roads.city().road({roads.city().node(), meeting, 1'000'000, 20.0F,
                                         static_cast<float>(lanes * kLaneCapacity), lanes}));
  }
  std::size_t at = meeting;
  const std::size_t shared = roads.add({}, at, 1000).front();
  for (const std::size_t feeder : feeders) {
    roads.depart({feeder, shared}, 0.6, 1500.0);
  }
  return {roads.flow(feeders[0], 200.0, 1400.0), roads.flow(feeders[1], 200.0, 1400.0),
          roads.flow(shared, 200.0, 1400.0)};
}

// Two roads of which the second has twice the priority: here, twice the capacity. Of 0.8 vehicles/s
// the first gets 0.267, the second 0.533, which is less than either wants.
TEST(KinematicWave, AMergeIsSharedByPriority) {
  const std::vector<double> flows = merged_flows(2);
  expect_within_one_percent(flows[0], 0.8 / 3.0);
  expect_within_one_percent(flows[1], 2.0 * 0.8 / 3.0);
  expect_within_one_percent(flows[2], 0.8);
  report("UXsim, merge of 0.6 and 0.6, priority 1:2: second to first", "2", flows[1] / flows[0],
         "");
}

// Five times the priority is 0.667 of 0.8 vehicles/s, more than the 0.6 that come: these pass, and
// the first road gets the other 0.2.
TEST(KinematicWave, WhatAPriorityDoesNotUseGoesToTheOther) {
  const std::vector<double> flows = merged_flows(5);
  expect_within_one_percent(flows[0], 0.2);
  expect_within_one_percent(flows[1], 0.6);
  expect_within_one_percent(flows[2], 0.8);
  report("UXsim, merge of 0.6 and 0.6, priority 1:5: first", "0.2 vehicles/s", flows[0],
         "vehicles/s");
}

// 0.3 vehicles/s to a branch that takes 0.2 and 0.2 to another for 1000 s, first in first out: 0.2
// is three in five of what gets through, 1 / 3 vehicles/s. Vehicle n comes at 2 n and gets out at
// 50
// + 3 n. The link has 200 places and the wave needs 200 s, so n enters no sooner than 50 + 3 (n -
// 200) + 200 = 3 n - 350, which is later than 2 n from n = 350 on: until then it takes 50 + n, and
// 400 s from there. Mean over 500: (350 * 50 + 350^2 / 2 + 150 * 400) / 500 = 277.5 s. By 1000 s,
// 950 / 3 = 316.7 have got out, 190 and 126.7. (UXsim expects 333 s +-20 %.)
TEST(KinematicWave, ADivergeIsHeldUpByItsFullerBranch) {
  WaveRoads roads;
  std::size_t fork = roads.city().node();
  const std::size_t home = roads.add({}, fork, 1000).front();
  std::size_t at = fork;
  const std::size_t narrow = roads.add({1000, 1, 0.2}, at, 1000).front();
  at = fork;
  const std::size_t other = roads.add({}, at, 1000).front();
  constexpr int kTrips = 500;
  for (int i = 0; i < kTrips; ++i) {
    roads.city().trip({{home, i % 5 == 1 || i % 5 == 3 ? other : narrow}, to_tick(2.0 * i)});
  }
  const DrivingRun run = roads.run(3600.0);
  ASSERT_EQ(run.outcome().arrivals.size(), std::size_t{kTrips});
  const double beside =
      static_cast<double>(run.outcome().diagnostics.entry_waits) / Instant::kPerSecond;
  const double on_link = (total_travel(run) - beside) / kTrips - 50.0;  // 50 s on either branch
  expect_within_one_percent(on_link, 277.5);
  const DrivingRun cut = roads.run(1000.0);
  expect_within_one_percent(static_cast<double>(cut.volume(home)), 950.0 / 3.0);
  report("UXsim, diverge: mean time on the link before", "277.5 s (UXsim 333 s +-20 %)", on_link,
         "s");
}

// A jam dissolves from its head. The second vehicle wants a road that the first blocks and stands
// for 200 s at the end of 2 km of one lane, with the others, 0.4 vehicles/s, behind it. The jam
// grows with 0.4 / (0.2 - 0.4 / 20) = 2.22 m/s; from when the way is free its head moves back with
// 5 m/s, so that who stands 300 m before the end moves 60 s later. The waves meet after 2.22 * 200
// / (5 - 2.22) = 160 s, 800 m before the end, and the last who was held up passes it another 40 s
// later: 200 s after the way was free.
TEST(KinematicWave, AQueueDissolvesFromItsHead) {
  WaveRoads roads;
  std::size_t fork = roads.city().node();
  const std::vector<std::size_t> lane = roads.add({2000}, fork);
  // One place, driven over in 202 s: the first is there from 100 s until 302 s, the second comes to
  // the fork at 102.5 s. A road so short has no wave of its own: its place is free after a step.
  const std::size_t blocked = roads.city().road({fork, roads.city().node(), 5'050, 0.025F, 0.8F});
  const double free_at = 302.5;
  const std::size_t on = roads.add({}, fork, 1000).front();
  roads.depart(one_after_the_other(lane, {blocked}), 0.4, 5.0);  // two
  roads.depart(one_after_the_other(lane, {on}), 0.4, 1000.0, 5.0);
  EXPECT_EQ(roads.passed(lane.back(), free_at - 0.1), 1.0);
  EXPECT_EQ(roads.passed(lane.back(), free_at), 2.0);
  const std::size_t before = lane[lane.size() - 4];  // 300 m before the end
  const double stood = roads.passed(before, 250.0);
  EXPECT_EQ(roads.passed(before, free_at + 59.4), stood);
  EXPECT_EQ(roads.passed(before, free_at + 60.6), stood + 1.0);
  EXPECT_NEAR(roads.passed(before, free_at + 60.0 + 50.0) - stood, 0.8 * 50.0, 1.0);
  const DrivingRun run = roads.run(2000.0);
  const PartyFacts& facts = run.outcome().parties;
  double last = 0.0;
  for (std::size_t trip = 2; trip < facts.arrived_at.size(); ++trip) {
    const std::int32_t free = facts.departed_at[trip].count + facts.free_flow[trip].count;
    if (run.arrived(trip).count > free + 1) {
      last = run.arrived(trip).seconds() - 50.0;  // from the fork on
    }
  }
  expect_within_one_percent(last - free_at, 200.0);
  report("UXsim, queue that dissolves from its head: gone after", "200 s", last - free_at, "s");
}

}  // namespace
}  // namespace yanbi::test
