// SPDX-License-Identifier: Apache-2.0
// Who waits, for how long and for what: nobody for a street that has room, nobody for a turn that
// they have lost elsewhere, and everybody for the backward wave.

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

Scenario drill_by_table(const std::string& table, double horizon_s) {
  Scenario scenario = drill(1.34, horizon_s);
  scenario.plan.policy = PlanPolicy::kTable;
  scenario.plan.table = YANBI_SOURCE_DIR "/tests/sim/kernel/" + table;
  return scenario;
}

/// Seconds that a party needed beyond its free-flow time.
double lost_time(const CityRun& run, std::size_t party) {
  const PartyFacts& facts = run.outcome.parties;
  return facts.arrived_at[party].seconds() - facts.departed_at[party].seconds() -
         facts.free_flow[party].seconds();
}

// Someone steps on and off a street of 100 x 3 m about once a minute in each direction: there is
// never a reason to wait, although the place that the one before left is still on its way back.
TEST(Waiting, WalkersWhoMeetOnANearlyEmptyStreetDoNotHoldEachOtherUp) {
  CityBuilder city;
  const std::size_t n0 = city.node();
  const std::size_t n1 = city.node();
  const std::size_t n2 = city.node();
  const std::size_t n3 = city.node();
  const std::size_t left = city.street(n0, n1, 30'000);
  city.street(n1, n2, 100'000);
  const std::size_t right = city.street(n2, n3, 30'000);
  city.origin("east", 20, OnStreet{left, 0});
  city.origin("west", 20, OnStreet{right, 30'000});
  city.work("a", 100);
  city.door(OnStreet{right, 20'000}, 0.0, 10.0);
  city.work("b", 100);
  city.door(OnStreet{left, 10'000}, 0.0, 10.0);
  Scenario scenario = drill_by_table("crossing_plan.csv", 7200.0);
  scenario.response.delay.shape = Distribution::Shape::kUniform;
  scenario.response.delay.b = 1200.0;
  const CityRun run(city.build(), scenario);
  ASSERT_EQ(run.outcome.arrivals.size(), 40U);
  for (std::size_t p = 0; p < run.parties.size(); ++p) {
    EXPECT_LE(lost_time(run, p), 2.0) << "party " << p;
  }
}

// Two streams share a bottleneck in turn. What one of them went through at another bottleneck
// before, where it also took turns, must not cost it its turns here.
TEST(Waiting, AnEarlierMergeElsewhereCostsNobodyTheirTurn) {
  const auto last_of_second_wave = [](std::int32_t first_wave) {
    CityBuilder city;
    const std::size_t node = city.node();
    const std::size_t shared = city.street(city.node(), node, 50'000, true);
    city.shape(2.0);
    const std::size_t to_x = city.street(city.node(), node, 50'000, true);
    city.shape(1.0);
    const std::size_t to_y = city.street(city.node(), node, 50'000, true);
    city.shape(2.0);
    const std::size_t x = city.street(node, city.node(), 50'000, true);
    city.shape(1.0);
    const std::size_t y = city.street(node, city.node(), 50'000, true);
    city.shape(1.0);
    city.origin("first/x", first_wave, OnStreet{shared, 0});
    city.origin("second/y", 300, OnStreet{shared, 0}, 1000.0);
    city.origin("others/x", first_wave, OnStreet{to_x, 0});
    city.origin("others/y", 1500, OnStreet{to_y, 0}, 1000.0);
    city.work("x", 5000);
    city.door(OnStreet{x, 50'000}, 0.0, 100.0);
    city.work("y", 5000);
    city.door(OnStreet{y, 50'000}, 0.0, 100.0);
    const CityRun run(city.build(), drill_by_table("merges_plan.csv", 7200.0));
    Tick last;
    for (std::size_t p = 0; p < run.parties.size(); ++p) {
      if (run.parties.origin[p] == OriginId(1)) {
        last = std::max(last, run.outcome.parties.arrived_at[p]);
      }
    }
    return last.seconds();
  };
  // The first wave is gone before the second comes, so it makes no difference.
  EXPECT_NEAR(last_of_second_wave(500), last_of_second_wave(1), 5.0);
}

// A full street takes the next person when the place that somebody has left by a door has travelled
// from there to its tail at the speed of the backward wave: at once would be too soon.
TEST(Waiting, AFreedPlaceIsSeenAtTheTailWhenTheBackwardWaveHasComeThere) {
  for (const std::uint32_t door_mm : {10'000U, 5'000U}) {
    CityBuilder city;
    const std::size_t a = city.node();
    const std::size_t b = city.node();
    const std::size_t c = city.node();
    const std::size_t home = city.street(a, b, 20'000);
    const std::size_t full = city.street(b, c, 10'000);
    city.shape(1.0);
    city.origin("home", 80, OnStreet{home, 0});
    city.work("near", 80);
    city.door(OnStreet{full, door_mm}, 0.0, 0.01 / 1.3);  // one person each 100 s
    const auto stepped_on_by = [&](double time) {
      const CityRun run(city.build(), drill(1.34, time));
      return run.outcome.links.volume[0];  // persons who left `home` for the full street
    };
    const CityRun run(city.build(), drill(1.34, 400.0));
    const double freed = run.outcome.arrivals.at(2).at.seconds();
    const double seen = freed + door_mm / 1000.0 / backward_wave_speed(run.scenario.walking);
    const std::int64_t before = stepped_on_by(freed);
    EXPECT_GT(before, 50);
    EXPECT_EQ(stepped_on_by(seen - 1.0), before);
    EXPECT_EQ(stepped_on_by(seen + 1.0), before + 1);
  }
}

// Two neighbours with few places and a large shelter farther away, with news of free places only
// every ten minutes: whom both neighbours have refused does not go to and fro between them.
TEST(Waiting, WhoeverWasRefusedDoesNotGoBackOnOldNews) {
  CityBuilder city;
  const std::size_t a = city.node();
  const std::size_t b = city.node();
  const std::size_t street = city.street(a, b, 400'000);
  city.origin("home", 60, OnStreet{street, 0});
  city.work("first", 10);
  city.door(OnStreet{street, 50'000}, 0.0, 10.0);
  city.work("neighbour", 10);
  city.door(OnStreet{street, 70'000}, 0.0, 10.0);
  city.work("far", 100);
  city.door(OnStreet{street, 400'000}, 0.0, 10.0);
  Scenario scenario = drill(1.34, 3600.0);
  scenario.redirection.interval = 600.0;
  const CityRun run(city.build(), scenario);
  EXPECT_EQ(run.outcome.shelters.admitted, (std::vector<std::int32_t>{10, 10, 40}));
  EXPECT_EQ(run.outcome.shelters.refused, (std::vector<std::int32_t>{50, 40, 0}));
}

/// A town of narrow streets with large households, where doors, streets and meeting walkers hold
/// people up and shelters fill.
City narrow_town(std::uint32_t seed) {
  std::mt19937 dice(seed);
  const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(dice() % n); };
  constexpr std::array<double, 4> kWidths = {0.3, 0.5, 1.0, 2.0};
  CityBuilder city;
  const std::uint32_t side = 2 + below(4);
  std::vector<std::uint32_t> length_mm;
  const auto add_street = [&](std::uint32_t a, std::uint32_t b) {
    length_mm.push_back(500 + below(20'000));
    city.street(a, b, length_mm.back(), below(5) == 0);
    city.shape(kWidths[below(4)]);
  };
  for (std::uint32_t n = 0; n < side * side; ++n) {
    city.node();
  }
  for (std::uint32_t y = 0; y < side; ++y) {
    for (std::uint32_t x = 0; x < side; ++x) {
      const std::uint32_t here = y * side + x;
      if (x + 1 < side) {
        add_street(here, here + 1);
      }
      if (y + 1 < side) {
        add_street(here + side, here);
      }
    }
  }
  const auto somewhere = [&] {
    const std::uint32_t street = below(static_cast<std::uint32_t>(length_mm.size()));
    return OnStreet{street, below(length_mm[street] + 1)};
  };
  for (int o = 0; o < 25; ++o) {
    // One draw at a time: the order in which arguments are worked out is the compiler's affair.
    const auto persons = static_cast<std::int32_t>(below(60));
    const OnStreet place = somewhere();
    city.origin("o" + std::to_string(o), persons, place, below(5));
  }
  const std::uint32_t works = 3 + below(10);
  for (std::uint32_t w = 0; w < works; ++w) {
    city.work("w" + std::to_string(w), static_cast<std::int32_t>(below(150)));
    const std::uint32_t doors = 1 + below(3);
    for (std::uint32_t d = 0; d < doors; ++d) {
      const OnStreet place = somewhere();
      const std::uint32_t access = below(5);
      city.door(place, access, kWidths[below(4)]);
    }
  }
  return city.build({0.2, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1});
}

Scenario alarm(std::uint32_t seed, double horizon_s) {
  Scenario scenario = drill(1.34, horizon_s);
  scenario.walking.free_speed_sd = 0.26;
  scenario.response.delay.shape = Distribution::Shape::kUniform;
  scenario.response.delay.b = 120.0;
  scenario.redirection.interval = seed % 2 == 0 ? 1.0 : 60.0;
  scenario.run.split_parties = seed % 4 == 0;
  scenario.run.seed = seed;
  return scenario;
}

// What is true at a deadline does not depend on how long the run goes on afterwards.
TEST(Waiting, TheEndOfTheRunChangesNothingBeforeIt) {
  for (std::uint32_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    const double deadline_s = 60.0 + 2.0 * seed;
    Scenario longer = alarm(seed, 3.0 * deadline_s);
    longer.run.deadlines = {to_tick(deadline_s)};
    const CityRun ends_there(narrow_town(seed), alarm(seed, deadline_s));
    const CityRun goes_on(narrow_town(seed), longer);
    const Tick deadline = to_tick(deadline_s);
    for (std::size_t p = 0; p < ends_there.parties.size(); ++p) {
      const Tick arrived = goes_on.outcome.parties.arrived_at[p];
      EXPECT_EQ(ends_there.outcome.parties.arrived_at[p],
                arrived <= deadline ? arrived : Tick::never());
      const Tick refused = goes_on.outcome.parties.refused_at[p];
      EXPECT_EQ(ends_there.outcome.parties.refused_at[p],
                refused <= deadline ? refused : Tick::never());
      if (arrived > deadline) {
        const DelaysAtDeadline& there = ends_there.outcome.at_deadline[0];
        const DelaysAtDeadline& on = goes_on.outcome.at_deadline[0];
        EXPECT_EQ(there.persons_inside[p], on.persons_inside[p]);
        EXPECT_EQ(there.entrance[p] + there.congestion[p], on.entrance[p] + on.congestion[p]);
      }
    }
  }
}

}  // namespace
}  // namespace yanbi::test
