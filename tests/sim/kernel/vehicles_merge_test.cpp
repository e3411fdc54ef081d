// SPDX-License-Identifier: Apache-2.0
// Who goes first where several want to enter one road: those who came by other roads, and those
// who pull out from beside it.

#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

#include "tests/sim/kernel/driving_city.hpp"

namespace yanbi::test {
namespace {

constexpr std::int32_t kForAll = 10'000;  // places

/// Roads of 1.5 km that meet before one with two places, from which a vehicle gets out each 5 s.
class Merge {
 public:
  explicit Merge(const std::vector<float>& capacities) {
    const std::size_t crossing = city_.node();
    for (const float capacity : capacities) {
      feeders_.push_back(city_.road({city_.node(), crossing, 1'500'000, 10.0F, capacity}));
    }
    shared_ = city_.road({crossing, city_.node(), 15'000, 10.0F, 0.2F});
    city_.shelter(kForAll);
  }
  void come_by(std::size_t feeder, int vehicles, double departs_s = 0.0) {
    add({feeders_[feeder], shared_}, vehicles, departs_s);
  }
  void pull_out(int vehicles, double departs_s) { add({shared_}, vehicles, departs_s); }

  /// Vehicles that came in by each feeder, and at last those who pulled out, up to `at_s`; known
  /// from who has got through.
  [[nodiscard]] std::vector<int> through(double at_s, double pull_out_share = 0.1) const {
    Scenario scenario = drive(at_s);
    scenario.driving.pull_out_share = pull_out_share;
    const DrivingRun run(city_, scenario);
    std::vector<int> through(feeders_.size() + 1, 0);
    for (std::size_t t = 0; t < came_by_.size(); ++t) {
      through.at(came_by_[t]) += run.arrived(t).is_never() ? 0 : 1;
    }
    return through;
  }

 private:
  void add(const std::vector<std::size_t>& way, int vehicles, double departs_s) {
    for (int i = 0; i < vehicles; ++i) {
      city_.trip({way, to_tick(departs_s)});
      came_by_.push_back(way.size() == 1 ? feeders_.size() : way.front());
    }
  }
  DrivingCity city_;
  std::vector<std::size_t> feeders_;
  std::size_t shared_ = 0;
  std::vector<std::size_t> came_by_;
};

TEST(VehiclesMerge, EqualRoadsTakeTurns) {
  Merge merge({0.5F, 0.5F});
  merge.come_by(0, 100);
  merge.come_by(1, 100);
  std::vector<int> before = merge.through(200.0);
  for (double at_s = 250.0; at_s < 700.0; at_s += 50.0) {
    const std::vector<int> through = merge.through(at_s);
    EXPECT_EQ(through[0] - before[0], 5) << at_s;
    EXPECT_EQ(through[1] - before[1], 5) << at_s;
    before = through;
  }
}

TEST(VehiclesMerge, RoadsTakeTurnsInProportionToTheirCapacity) {
  Merge merge({0.25F, 0.5F});
  merge.come_by(0, 100);
  merge.come_by(1, 150);
  for (double at_s = 200.0; at_s < 700.0; at_s += 35.0) {
    const std::vector<int> through = merge.through(at_s);
    EXPECT_NEAR(through[1], 2 * through[0], 2) << at_s;
  }
}

TEST(VehiclesMerge, ASmallRoadBesideLargeOnesIsNotForgotten) {
  Merge merge({1.0F, 0.05F, 1.0F});
  merge.come_by(0, 200);
  merge.come_by(1, 10);
  merge.come_by(2, 200);
  // 205 get through in 1025 s, 100 + 5 + 100.
  const std::vector<int> through = merge.through(151.5 + 1025.0);
  EXPECT_NEAR(through[1], 5, 1);
  EXPECT_NEAR(through[0], 100, 2);
  EXPECT_NEAR(through[2], 100, 2);
}

TEST(VehiclesMerge, WhoComesLateGetsTheirShareFromThenOnAndNoMore) {
  Merge merge({0.5F, 0.5F, 0.5F});
  merge.come_by(0, 180);
  merge.come_by(1, 180);
  merge.come_by(2, 180, 300.0);
  const std::vector<int> before = merge.through(460.0);
  const std::vector<int> after = merge.through(460.0 + 450.0);
  for (std::size_t feeder = 0; feeder < 3; ++feeder) {
    EXPECT_NEAR(after[feeder] - before[feeder], 30, 2) << feeder;
  }
}

// A road of 0.25 vehicles/s, and a tenth of 0.2 vehicles/s for those who stand beside.
TEST(VehiclesMerge, WhoPullsOutGetsTheirShareOfTheTurns) {
  Merge merge({0.25F});
  merge.come_by(0, 190);
  merge.pull_out(100, 149.0);
  const std::vector<int> before = merge.through(200.0);
  const std::vector<int> after = merge.through(200.0 + 675.0);
  EXPECT_NEAR(after[0] - before[0], 125, 1);
  EXPECT_NEAR(after[1] - before[1], 10, 1);
  const std::vector<int> equal_before = merge.through(200.0, 1.0);
  const std::vector<int> equal_after = merge.through(200.0 + 450.0, 1.0);
  EXPECT_NEAR(equal_after[0] - equal_before[0], 50, 1);
  EXPECT_NEAR(equal_after[1] - equal_before[1], 40, 1);
}

// The same on a road that is as wide as the one that feeds it. A place is free on it whenever the
// next vehicle comes, at the same instant.
TEST(VehiclesMerge, WhoPullsOutGetsNoMoreWhereTheNextVehicleComesWithThePlace) {
  Merge merge({0.2F});
  merge.come_by(0, 190);
  merge.pull_out(100, 149.0);
  const std::vector<int> before = merge.through(200.0);
  const std::vector<int> after = merge.through(200.0 + 550.0);
  EXPECT_NEAR(after[0] - before[0], 100, 1);
  EXPECT_NEAR(after[1] - before[1], 10, 1);
}

// Nobody else wants the road: those beside it go on as soon as there is a place, in the order in
// which they came. The two places are taken at 0 s; a vehicle gets out at 1.5, 6.5, 11.5 s.
TEST(VehiclesMerge, WhoStandsBesideAFullRoadPullsOutInOrder) {
  DrivingCity city;
  const std::size_t road = city.road({city.node(), city.node(), 15'000, 10.0F, 0.2F});
  city.shelter(0);
  city.trip({{road}, to_tick(1.0)});  // the second in the queue, though it has the first number
  for (int i = 0; i < 3; ++i) {
    city.trip({{road}});
  }
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.held_up(1), 0U);
  EXPECT_EQ(run.held_up(2), to_instants(5.0));
  // Beside the road until 2.0 s, on it from 3.5 s until 11.5 s.
  EXPECT_EQ(run.held_up(3), to_instants(2.0 + 8.0));
  EXPECT_EQ(run.refused(3), to_tick(11.5));
  // Beside it until 7.0 s, on it from 8.5 s until 16.5 s.
  EXPECT_EQ(run.held_up(0), to_instants(6.0 + 8.0));
  EXPECT_EQ(run.refused(0), to_tick(16.5));
  EXPECT_EQ(run.outcome().diagnostics.entry_waits, to_instants(2.0) + to_instants(6.0));
}

// At 10 s a vehicle comes by the road, and another wants to pull out, with one place between them.
TEST(VehiclesMerge, AtTheSameInstantWhoComesByTheRoadGoesBeforeWhoPullsOut) {
  DrivingCity city;
  const std::size_t crossing = city.node();
  const std::size_t feeder = city.road({city.node(), crossing});
  const std::size_t shared = city.road({crossing, city.node(), 10'000});
  city.shelter(kForAll);
  city.trip({{shared}, to_tick(10.0)});
  city.trip({{feeder, shared}});
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.arrived(1), to_tick(11.0));
  EXPECT_EQ(run.arrived(0), to_tick(12.5));
}

// Whoever comes at the very instant at which the place is free takes turns with whoever waits: here
// neither has had one, and the tie goes to the road with the lower number.
TEST(VehiclesMerge, WhoComesWhenThePlaceIsFreeTakesTurnsWithWhoWaits) {
  DrivingCity city;
  const std::size_t crossing = city.node();
  const std::size_t first = city.road({city.node(), crossing});
  const std::size_t second = city.road({city.node(), crossing});
  const std::size_t shared = city.road({crossing, city.node(), 10'000});
  city.shelter(kForAll);
  city.trip({{first, shared}, to_tick(0.0)});   // on the shared road from 10 s to 11 s
  city.trip({{first, shared}, to_tick(1.5)});   // at the crossing at 11.5 s, when the place is free
  city.trip({{second, shared}, to_tick(0.7)});  // waits at the crossing since 10.7 s
  const DrivingRun run(city, drive(600.0));
  EXPECT_EQ(run.arrived(0), to_tick(11.0));
  EXPECT_EQ(run.arrived(1), to_tick(12.5));
  EXPECT_EQ(run.arrived(2), to_tick(14.0));
}

}  // namespace
}  // namespace yanbi::test
