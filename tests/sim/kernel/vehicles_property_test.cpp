// SPDX-License-Identifier: Apache-2.0
// What must hold for vehicles in any town: held against a congested grid of some thousand trips.
// The kernel itself checks after every step that nobody is lost or counted twice, because these
// tests run with assertions.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <vector>

#include "tests/sim/kernel/driving_city.hpp"

#ifndef YANBI_ENABLE_ASSERTS
#error "the property tests rely on the kernel's own checks: build them with YANBI_ENABLE_ASSERTS"
#endif

namespace yanbi::test {
namespace {

constexpr std::uint32_t kSide = 10;
constexpr std::uint32_t kTrips = 3'000;
constexpr float kCapacity = 0.2F;
constexpr double kHeadway = 5.0;  // s

/// A grid of one-lane roads with eight places each, and trips between any two crossings. Everybody
/// drives along a row first and then along a column, so no circle of vehicles can wait for each
/// other: whoever is on a column waits for columns only.
class Grid {
 public:
  Grid() {
    for (std::uint32_t n = 0; n < kSide * kSide; ++n) {
      city_.node();
    }
    for (std::uint32_t y = 0; y < kSide; ++y) {
      for (std::uint32_t x = 0; x + 1 < kSide; ++x) {
        join(y * kSide + x, y * kSide + x + 1);
        join(x * kSide + y, (x + 1) * kSide + y);
      }
    }
    for (std::uint32_t n = 0; n < kSide * kSide; ++n) {
      city_.shelter(100'000);
    }
    std::mt19937_64 dice(20'240'817);
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(dice() % n); };
    while (ways_.size() < kTrips) {
      // One draw at a time: the order in which arguments are worked out is the compiler's affair.
      const std::uint32_t from = below(kSide * kSide);
      const std::uint32_t to = below(kSide * kSide);
      const auto departs = static_cast<std::int32_t>(below(1'000));
      const auto persons = static_cast<std::uint16_t>(1 + below(4));
      if (from != to) {
        ways_.push_back(way(from, to));
        Trip trip{ways_.back(), Tick{departs}, persons};
        trip.shelter = to;
        city_.trip(trip);
        persons_.push_back(persons);
      }
    }
  }

  [[nodiscard]] const DrivingCity& city() const noexcept { return city_; }
  [[nodiscard]] const std::vector<std::size_t>& way_of(std::size_t trip) const {
    return ways_[trip];
  }
  [[nodiscard]] std::int64_t persons_of(std::size_t trip) const { return persons_[trip]; }

 private:
  void join(std::uint32_t a, std::uint32_t b) {
    road_[{a, b}] = city_.road({a, b, 60'000, 12.5F, kCapacity});
    road_[{b, a}] = city_.road({b, a, 60'000, 12.5F, kCapacity});
  }
  [[nodiscard]] std::vector<std::size_t> way(std::uint32_t from, std::uint32_t to) const {
    std::vector<std::size_t> way;
    const auto drive_to = [&](std::uint32_t next) {
      way.push_back(road_.at({from, next}));
      from = next;
    };
    while (from % kSide != to % kSide) {
      drive_to(from % kSide < to % kSide ? from + 1 : from - 1);
    }
    while (from != to) {
      drive_to(from < to ? from + kSide : from - kSide);
    }
    return way;
  }

  DrivingCity city_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> road_;
  std::vector<std::vector<std::size_t>> ways_;
  std::vector<std::int64_t> persons_;
};

const Grid& grid() {
  static const Grid kGrid;
  return kGrid;
}

/// The run that most tests look at, with each kind of links.
const DrivingRun& run_with(LinkModel links) {
  static const DrivingRun kQueues(grid().city(), drive(4.0 * 3600.0, LinkModel::kQueue));
  static const DrivingRun kWaves(grid().city(), drive(4.0 * 3600.0, LinkModel::kKinematicWave));
  return links == LinkModel::kQueue ? kQueues : kWaves;
}

class VehiclesOnAGrid : public ::testing::TestWithParam<LinkModel> {
 protected:
  static const DrivingRun& run() { return run_with(GetParam()); }
};

TEST_P(VehiclesOnAGrid, EverybodyArrivesAndNobodySoonerThanAlone) {
  const PartyFacts& facts = run().outcome().parties;
  double held_up_s = 0.0;
  for (std::size_t p = 0; p < kTrips; ++p) {
    ASSERT_FALSE(facts.arrived_at[p].is_never()) << p;
    EXPECT_GE(facts.arrived_at[p].count, facts.departed_at[p].count + facts.free_flow[p].count);
    EXPECT_EQ(facts.shelter[p], run().input().plan.shelter[p]);
    held_up_s += facts.arrived_at[p].seconds() - facts.departed_at[p].seconds() -
                 facts.free_flow[p].seconds();
  }
  EXPECT_GT(held_up_s / kTrips, 100.0) << "or the grid is not congested";
  EXPECT_EQ(run().outcome().diagnostics.waiting_at_end, 0);
  EXPECT_FALSE(run().outcome().diagnostics.gridlocked);
}

TEST_P(VehiclesOnAGrid, EveryRoadIsLeftByThoseWhoseWayLeadsOverIt) {
  std::vector<std::int64_t> volume(grid().city().roads().size(), 0);
  std::uint64_t traversals = 0;
  for (std::size_t p = 0; p < kTrips; ++p) {
    for (const std::size_t road : grid().way_of(p)) {
      volume[road] += grid().persons_of(p);
      ++traversals;
    }
  }
  for (std::size_t road = 0; road < volume.size(); ++road) {
    EXPECT_EQ(run().volume(road), volume[road]) << road;
  }
  EXPECT_EQ(run().outcome().diagnostics.traversals, traversals);
}

// The delay of a link is what its vehicles waited at its exit, all persons together; what is left
// of what people lost they lost beside their first roads, one to four of them in each vehicle.
TEST_P(VehiclesOnAGrid, WhatPeopleLoseIsLostAtExitsAndBesideRoads) {
  const Outcome& outcome = run().outcome();
  const double at_exits =
      std::accumulate(outcome.links.delay.begin(), outcome.links.delay.end(), 0.0);
  double lost = 0.0;  // person-seconds
  double persons = 0.0;
  for (std::size_t p = 0; p < kTrips; ++p) {
    const auto of_party = static_cast<double>(grid().persons_of(p));
    persons += of_party;
    lost += of_party * (run().arrived(p).seconds() - outcome.parties.departed_at[p].seconds() -
                        outcome.parties.free_flow[p].seconds());
  }
  const double rounding = 0.1 * persons;  // arrivals and free-flow times are whole ticks
  const double beside = static_cast<double>(outcome.diagnostics.entry_waits) / Instant::kPerSecond;
  EXPECT_GT(beside, 1000.0);
  EXPECT_GT(at_exits, 10.0 * rounding);
  EXPECT_GE(lost - at_exits, beside - rounding);
  EXPECT_LE(lost - at_exits, 4.0 * beside + rounding);
}

// All who get out of one road and through a door at its end come one headway after the other.
TEST_P(VehiclesOnAGrid, NoExitPassesMoreThanItsCapacity) {
  std::map<std::size_t, std::vector<Tick>> by_last_road;
  for (std::size_t p = 0; p < kTrips; ++p) {
    by_last_road[grid().way_of(p).back()].push_back(run().arrived(p));
  }
  for (auto& [road, arrivals] : by_last_road) {
    std::sort(arrivals.begin(), arrivals.end());
    for (std::size_t i = 1; i < arrivals.size(); ++i) {
      EXPECT_GE(arrivals[i].seconds() - arrivals[i - 1].seconds(), kHeadway - 0.1 - 1e-9) << road;
    }
  }
}

TEST_P(VehiclesOnAGrid, WhoGoesTheSameWayArrivesInTheOrderOfLeaving) {
  std::map<std::vector<std::size_t>, std::vector<std::size_t>> by_way;
  for (std::size_t p = 0; p < kTrips; ++p) {
    by_way[grid().way_of(p)].push_back(p);
  }
  int pairs = 0;
  const std::vector<Tick>& departed = run().outcome().parties.departed_at;
  for (auto& [way, trips] : by_way) {
    std::sort(trips.begin(), trips.end(), [&](std::size_t a, std::size_t b) {
      return std::pair(departed[a], a) < std::pair(departed[b], b);
    });
    for (std::size_t i = 1; i < trips.size(); ++i, ++pairs) {
      EXPECT_LT(run().arrived(trips[i - 1]), run().arrived(trips[i]));
    }
  }
  EXPECT_GT(pairs, 100);
}

TEST_P(VehiclesOnAGrid, AnyNumberOfThreadsAndAnyRepeatGivesTheSameAnswer) {
  const Outcome& one = run().outcome();
  EXPECT_EQ(run().on(1).state_hash, one.state_hash);
  // Threads in every step, however small, are dear where other programs use the cores too: so they
  // share the beginning, until the grid is congested, and one alone does the whole in the chunks
  // that they would work on.
  const DrivingRun beginning(grid().city(), drive(60.0, GetParam()));
  for (const ThreadUse& use : {ThreadUse{2, 0}, ThreadUse{3, 40}, ThreadUse{8, 40}}) {
    EXPECT_EQ(beginning.on(use).state_hash, beginning.outcome().state_hash) << use.threads;
  }
  constexpr std::size_t kNeverInParallel = 1'000'000'000;  // events in a step
  for (const int threads : {2, 3, 8}) {
    SCOPED_TRACE(threads);
    const Outcome outcome = run().on({threads, kNeverInParallel});
    EXPECT_EQ(outcome.state_hash, one.state_hash);
    EXPECT_EQ(outcome.parties.arrived_at, one.parties.arrived_at);
    EXPECT_EQ(outcome.links.volume, one.links.volume);
    EXPECT_EQ(outcome.links.delay, one.links.delay);
    EXPECT_EQ(outcome.diagnostics.traversals, one.diagnostics.traversals);
    EXPECT_EQ(outcome.diagnostics.entry_waits, one.diagnostics.entry_waits);
  }
}

// What has happened by a time does not depend on how long the run goes on afterwards.
TEST_P(VehiclesOnAGrid, TheEndOfTheRunChangesNothingBeforeIt) {
  const double end_s = 300.3;
  const DrivingRun cut(grid().city(), drive(end_s, GetParam()));
  Scenario longer = drive(4.0 * 3600.0, GetParam());
  longer.run.deadlines = {to_tick(end_s)};
  const DrivingRun whole(grid().city(), longer);
  int inside = 0;
  for (std::size_t p = 0; p < kTrips; ++p) {
    const Tick arrived = whole.arrived(p);
    const bool is_inside = arrived <= to_tick(end_s);
    inside += is_inside ? 1 : 0;
    EXPECT_EQ(cut.arrived(p), is_inside ? arrived : Tick::never());
    if (!is_inside) {
      EXPECT_EQ(cut.held_up(p), whole.held_up(p));
    }
  }
  EXPECT_GT(inside, 100);
  EXPECT_LT(inside, static_cast<int>(kTrips) - 100);
  EXPECT_GT(cut.outcome().diagnostics.waiting_at_end, 0);
  EXPECT_FALSE(cut.outcome().diagnostics.gridlocked);
}

INSTANTIATE_TEST_SUITE_P(Links, VehiclesOnAGrid,
                         ::testing::Values(LinkModel::kQueue, LinkModel::kKinematicWave),
                         [](const auto& links) { return name_of(links.param); });

}  // namespace
}  // namespace yanbi::test
