// SPDX-License-Identifier: Apache-2.0
// What happens on a street and at the crossings between streets, one rule at a time, each with an
// answer that can be worked out by hand; and that nobody waits for ever without a reason.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "models/walking.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/run_city.hpp"

namespace yanbi::test {
namespace {

constexpr double kSpeed = 1.34;       // m/s
constexpr double kWideDoor = 1000.0;  // m: a door that holds nobody up

Scenario drill_by_table(double horizon_s) {
  Scenario scenario = drill(kSpeed, horizon_s);
  scenario.plan.policy = PlanPolicy::kTable;
  scenario.plan.table = YANBI_SOURCE_DIR "/tests/sim/kernel/crossing_plan.csv";
  return scenario;
}

/// The party of an origin with one person.
std::size_t party_from(const CityRun& run, OriginId origin) {
  return static_cast<std::size_t>(
      std::find(run.parties.origin.begin(), run.parties.origin.end(), origin) -
      run.parties.origin.begin());
}

// 500 people on 100 m2 are 5 persons per m2, at which Weidmann's curve all but stands still; but
// those who move never slow down below the speed of the largest flow.
TEST(Street, ACrowdWalksNoSlowerThanAtTheLargestFlow) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t street = city.street(a, city.node(), 100'000);
  city.shape(1.0);
  city.origin("home", 500, OnStreet{street, 0});
  city.work("near", 500);
  city.door(OnStreet{street, 100'000}, 0.0, kWideDoor);
  const CityRun run(city.build(), drill(kSpeed, 3600.0));
  const WalkingParameters& walking = run.scenario.walking;
  EXPECT_NEAR(last_arrival(run.outcome),
              100.0 / (kSpeed * speed_ratio(walking, walking.capacity_density)), 1.0);
}

TEST(Street, ThoseWhoComeTheOtherWayMakeItDenser) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t street = city.street(a, city.node(), 100'000);
  city.shape(4.0);
  city.origin("east", 200, OnStreet{street, 0});
  city.origin("west", 1, OnStreet{street, 100'000}, 13.4);  // 10 s later
  city.work("a", 200);
  city.door(OnStreet{street, 100'000}, 0.0, kWideDoor);
  city.work("b", 1);
  city.door(OnStreet{street, 0}, 0.0, kWideDoor);
  const CityRun run(city.build(), drill_by_table(3600.0));
  const double ratio = speed_ratio(run.scenario.walking, 200.0 / 400.0);
  EXPECT_NEAR(run.outcome.parties.arrived_at[party_from(run, OriginId(1))].seconds(),
              10.0 + 100.0 / (kSpeed * ratio), 0.1);
}

TEST(Street, ThoseWhoStandInAQueueDoNotSlowDownTheOthers) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t street = city.street(a, city.node(), 100'000);
  city.origin("east", 200, OnStreet{street, 0});
  city.origin("west", 1, OnStreet{street, 0}, 13.4 * 20.0);  // 200 s later: all others stand
  city.work("a", 200);
  city.door(OnStreet{street, 100'000}, 0.0, 0.1);
  city.work("b", 1);
  city.door(OnStreet{street, 100'000}, 0.0, kWideDoor);
  const CityRun run(city.build(), drill_by_table(7200.0));
  const std::size_t late = party_from(run, OriginId(1));
  EXPECT_EQ(run.outcome.parties.arrived_at[late], run.outcome.parties.free_flow[late]);
}

// 54 people who wait at a door fill a street of 10 m2; the other direction then gets through one by
// one, each when the one before is gone.
TEST(Street, AStreetFullOfThoseWhoGoOneWayTakesTheOthersOneByOne) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t b = city.node();
  const std::size_t c = city.node();
  const std::size_t before = city.street(a, b, 10'000);
  const std::size_t full = city.street(b, c, 10'000);
  city.shape(1.0);
  const std::size_t after = city.street(c, city.node(), 10'000);
  city.origin("east", 100, OnStreet{before, 0});
  city.origin("west", 20, OnStreet{after, 10'000}, 134.0);  // 100 s later
  city.work("a", 100);
  city.door(OnStreet{full, 10'000}, 0.0, 0.001);
  city.work("b", 20);
  city.door(OnStreet{before, 0}, 0.0, kWideDoor);
  const CityRun run(city.build(), drill_by_table(3600.0));
  ASSERT_EQ(run.outcome.shelters.admitted[1], 20);
  EXPECT_GE(last_arrival(run.outcome), 100.0 + 20 * 10.0 / kSpeed);
}

// The queue of a narrow door reaches back over three streets into the one where everybody starts:
// most of the time that those outside have lost is the door's fault, however its beat falls in with
// the beat of the streets between.
TEST(Street, AQueueAtADoorIsTheDoorsFaultThreeStreetsBack) {
  for (const double door_width : {0.07, 0.1, 0.13, 0.2}) {
    SCOPED_TRACE(door_width);
    CityBuilder city;
    std::size_t here = city.node();
    std::vector<std::size_t> streets;
    for (const std::uint32_t length_mm : {200'000U, 10'000U, 10'000U, 10'000U}) {
      const std::size_t next = city.node();
      streets.push_back(city.street(here, next, length_mm));
      city.shape(1.0);
      here = next;
    }
    city.origin("home", 400, OnStreet{streets.front(), 0});
    city.work("near", 400);
    city.door(OnStreet{streets.back(), 10'000}, 0.0, door_width);
    const CityRun run(city.build(), drill(kSpeed, 1200.0));
    double door_s = 0.0;
    double street_s = 0.0;
    for (std::size_t p = 0; p < run.parties.size(); ++p) {
      if (run.outcome.parties.arrived_at[p].is_never()) {
        door_s += run.outcome.at_deadline[0].entrance[p] / Instant::kPerSecond;
        street_s += run.outcome.at_deadline[0].congestion[p] / Instant::kPerSecond;
      }
    }
    EXPECT_GT(door_s, 2.0 * street_s);
  }
}

/// Persons who have left each of three streets that meet before one of 1 m, when it has been
/// congested for a while. The third street's people come `late_s` later than the others.
std::array<std::int64_t, 3> shares(const std::array<double, 3>& widths, double late_s,
                                   double time_s) {
  CityBuilder city;
  const std::size_t node = city.node();
  const std::size_t end = city.node();
  std::array<std::size_t, 3> streets{};
  for (std::size_t i = 0; i < 3; ++i) {
    streets[i] = city.street(city.node(), node, 20'000, true);
    city.shape(widths[i]);
    city.origin("o" + std::to_string(i), 2000, OnStreet{streets[i], 0},
                i == 2 ? late_s * kSpeed : 0.0);
  }
  const std::size_t out = city.street(node, end, 20'000, true);
  city.shape(1.0);
  city.work("out", 6000);
  city.door(OnStreet{out, 20'000}, 0.0, kWideDoor);
  const CityRun run(city.build(), drill(kSpeed, time_s));
  std::array<std::int64_t, 3> left{};
  for (std::size_t l = 0; l < run.city.network.link_count(); ++l) {
    const std::size_t tail = run.city.network.tail(LinkId(l)).index();
    if (tail >= 2) {
      left.at(tail - 2) = run.outcome.links.volume[l];
    }
  }
  return left;
}

TEST(Street, MergingStreetsShareTheNextOneInProportionToTheirWidths) {
  const auto left = shares({1.0, 2.0, 1.0}, 0.0, 1000.0);
  EXPECT_NEAR(static_cast<double>(left[1]), 2.0 * static_cast<double>(left[0]), 6.0);
  EXPECT_NEAR(static_cast<double>(left[2]), static_cast<double>(left[0]), 3.0);
}

TEST(Street, WhoComesLateToAMergeGetsTheirShareFromThenOnAndNoMore) {
  const auto before = shares({1.0, 1.0, 1.0}, 500.0, 520.0);
  const auto after = shares({1.0, 1.0, 1.0}, 500.0, 1120.0);
  for (std::size_t i = 1; i < 3; ++i) {
    EXPECT_NEAR(static_cast<double>(after[i] - before[i]),
                static_cast<double>(after[0] - before[0]), 5.0);
  }
}

/// A town without loops, of narrow streets with large households, in which people go in all
/// directions and shelters fill.
City town_without_loops(std::uint32_t seed) {
  std::mt19937 dice(seed);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(dice() % n); };
  constexpr std::array<double, 4> kWidths = {0.3, 0.5, 1.0, 2.0};
  CityBuilder city;
  std::vector<std::uint32_t> length_mm;
  city.node();
  const std::uint32_t nodes = 3 + below(15);
  for (std::uint32_t n = 1; n < nodes; ++n) {
    length_mm.push_back(500 + below(20'000));
    city.street(below(n), city.node(), length_mm.back());
    city.shape(kWidths[below(4)]);
  }
  const auto somewhere = [&] {
    const std::uint32_t street = below(nodes - 1);
    return OnStreet{street, below(length_mm[street] + 1)};
  };
  for (int o = 0; o < 20; ++o) {
    // One draw at a time: the order in which arguments are worked out is the compiler's affair.
    const auto persons = static_cast<std::int32_t>(below(60));
    const OnStreet place = somewhere();
    city.origin("o" + std::to_string(o), persons, place, below(5));
  }
  const std::uint32_t works = 2 + below(8);
  for (std::uint32_t w = 0; w < works; ++w) {
    city.work("w" + std::to_string(w), static_cast<std::int32_t>(below(150)));
    const OnStreet place = somewhere();
    const std::uint32_t access = below(5);
    city.door(place, access, kWidths[below(4)]);
  }
  return city.build({0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1});
}

// Without loops no circle of people can wait for each other, since an empty street always takes a
// party: sooner or later everybody is inside or has been sent away for good. Whoever still waits
// has been forgotten.
TEST(Street, WithoutLoopsNobodyWaitsForEver) {
  for (std::uint32_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Scenario scenario = drill(kSpeed, 4.0 * 86400.0);
    scenario.walking.free_speed_sd = 0.26;
    scenario.plan.policy = seed % 3 == 0 ? PlanPolicy::kNearestWithPlaces : PlanPolicy::kNearest;
    scenario.response.delay.shape = Distribution::Shape::kUniform;
    scenario.response.delay.b = 120.0;
    scenario.redirection.interval = seed % 2 == 0 ? 1.0 : 60.0;
    scenario.run.split_parties = seed % 4 == 0;
    scenario.run.seed = seed;
    const CityRun run(town_without_loops(seed), scenario);
    EXPECT_EQ(run.outcome.diagnostics.waiting_at_end, 0);
    EXPECT_FALSE(run.outcome.diagnostics.gridlocked);
  }
}

}  // namespace
}  // namespace yanbi::test
