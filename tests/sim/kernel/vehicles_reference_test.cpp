// SPDX-License-Identifier: Apache-2.0
// The kernel against a slow model of the same rules, to the instant, on random towns that congest,
// spill back and now and then lock up.

#include "tests/sim/kernel/vehicles_reference.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <tuple>

#include "tests/sim/kernel/driving_city.hpp"

namespace yanbi::test {
namespace {

/// Draws that are the same with every standard library, unlike those of its distributions.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(engine_() % count); }
  template <class T, std::size_t kCount>
  T one_of(const std::array<T, kCount>& values) {
    return values.at(below(kCount));
  }

 private:
  std::mt19937_64 engine_;
};

constexpr std::size_t kNeverInParallel = 1'000'000'000;  // events in a step

/// What the roads of a town are like.
struct Kind {
  const char* name;
  std::array<std::uint32_t, 4> length_mm;
  std::array<float, 4> capacity;
  std::uint32_t most_trips;
  std::uint32_t longest_route;
  std::uint32_t window;  ///< ticks in which they leave
};

constexpr std::array kKinds = {
    Kind{"streets", {60'000, 100'000, 187'500, 233'333}, {0.3F, 0.5F, 0.5F, 1.0F}, 150, 8, 600},
    Kind{"blocks", {16'000, 30'000, 45'000, 77'777}, {0.2F, 0.3F, 0.5F, 1.0F}, 150, 8, 400},
    Kind{"yards", {500, 3'000, 8'000, 15'000}, {0.3F, 0.5F, 2.0F, 5.0F}, 100, 12, 300},
    Kind{"all", {700, 7'000, 31'000, 120'000}, {0.1F, 0.5F, 1.0F, 30.0F}, 200, 10, 400}};

void add_roads(Dice& dice, const Kind& kind, DrivingCity& city) {
  // Speeds for which no travel time lies half-way between two instants: rounding is then clear.
  constexpr std::array kSpeeds = {5.0F, 10.0F, 12.5F, 20.0F};
  const std::uint32_t side = 2 + dice.below(3);
  for (std::uint32_t n = 0; n < side * side; ++n) {
    city.node();
  }
  const auto add = [&](std::uint32_t from, std::uint32_t to) {
    Road road{from, to};
    road.length_mm = dice.one_of(kind.length_mm);
    road.speed = dice.one_of(kSpeeds);
    road.capacity = dice.one_of(kind.capacity);
    road.lanes = static_cast<std::uint8_t>(1 + dice.below(3));
    city.road(road);
  };
  const auto join = [&](std::uint32_t a, std::uint32_t b) {
    const std::uint32_t how = dice.below(10);
    if (how != 0) {
      add(a, b);
    }
    if (how != 1) {
      add(b, a);
    }
    if (how == 2) {
      add(a, b);  // one more beside it
    }
  };
  for (std::uint32_t y = 0; y < side; ++y) {
    for (std::uint32_t x = 0; x < side; ++x) {
      const std::uint32_t here = y * side + x;
      if (x + 1 < side) {
        join(here, here + 1);
      }
      if (y + 1 < side) {
        join(here, here + side);
      }
    }
  }
  if (dice.below(3) == 0) {
    const std::uint32_t node = dice.below(side * side);
    add(node, node);  // round and back
  }
}

/// A way that wanders about, turns back and goes round in circles.
std::vector<std::size_t> random_way(Dice& dice, const DrivingCity& city, std::uint32_t longest) {
  const std::vector<Road>& roads = city.roads();
  std::vector<std::size_t> way = {dice.below(static_cast<std::uint32_t>(roads.size()))};
  for (std::uint32_t left = dice.below(longest); left > 0; --left) {
    std::vector<std::size_t> onward;
    for (std::size_t r = 0; r < roads.size(); ++r) {
      if (roads[r].from == roads[way.back()].to) {
        onward.push_back(r);
      }
    }
    if (onward.empty()) {
      break;
    }
    way.push_back(onward[dice.below(static_cast<std::uint32_t>(onward.size()))]);
  }
  return way;
}

void add_trips(Dice& dice, const Kind& kind, std::uint32_t shelters, DrivingCity& city) {
  const std::uint32_t trips = 1 + dice.below(kind.most_trips);
  for (std::uint32_t t = 0; t < trips; ++t) {
    Trip trip;
    trip.roads = random_way(dice, city, kind.longest_route);
    trip.departs = Tick{static_cast<std::int32_t>(dice.below(kind.window))};
    trip.persons = static_cast<std::uint16_t>(1 + dice.below(4));
    const std::uint32_t first = city.roads()[trip.roads.front()].length_mm;
    const std::uint32_t last = city.roads()[trip.roads.back()].length_mm;
    trip.start_mm = dice.below(2) == 0 ? 0 : dice.below(first + 1);
    const std::uint32_t least_end = trip.roads.size() == 1 ? trip.start_mm : 0;
    trip.end_mm = dice.below(2) == 0 ? last : least_end + dice.below(last - least_end + 1);
    trip.access_mm = dice.below(2) == 0 ? 0 : dice.below(3'000);
    trip.egress_mm = dice.below(2) == 0 ? 0 : dice.below(3'000);
    trip.shelter = dice.below(shelters);
    city.trip(trip);
  }
}

/// With places for everybody, or for nobody: the delays on the way are then known to the instant
/// although the parties have come to their doors, since they never get in.
DrivingCity random_town(std::uint64_t seed, const Kind& kind, bool with_places) {
  Dice dice(seed);
  DrivingCity city;
  add_roads(dice, kind, city);
  const std::uint32_t shelters = 1 + dice.below(4);
  for (std::uint32_t s = 0; s < shelters; ++s) {
    const double rate = dice.below(2) == 0 ? DrivingCity::kAtOnce : 0.1 * (1 + dice.below(20));
    city.shelter(with_places ? 1'000'000 : 0, rate);
  }
  add_trips(dice, kind, shelters, city);
  return city;
}

double horizon_of(std::uint64_t seed) { return seed % 4 == 0 ? 45.3 : 7200.0; }

void expect_same(const ReferenceOutcome& reference, const DrivingRun& run) {
  const Outcome& outcome = run.outcome();
  for (std::size_t p = 0; p < reference.inside.size(); ++p) {
    EXPECT_EQ(outcome.parties.arrived_at[p], to_tick(reference.inside[p])) << "party " << p;
  }
  EXPECT_EQ(outcome.links.volume, reference.volume);
  for (std::size_t l = 0; l < reference.delay.size(); ++l) {
    EXPECT_NEAR(outcome.links.delay[l], reference.delay[l], 1e-6) << "link " << l;
  }
  EXPECT_EQ(outcome.diagnostics.traversals, reference.traversals);
  EXPECT_EQ(outcome.diagnostics.entry_waits, reference.entry_waits);
  EXPECT_EQ(outcome.diagnostics.waiting_at_end, reference.waiting_at_end);
  EXPECT_EQ(outcome.diagnostics.gridlocked, reference.gridlocked);
}

/// The same where nobody gets in: to the instant.
void expect_same_at_closed_doors(const ReferenceOutcome& reference, const DrivingRun& run) {
  const Outcome& outcome = run.outcome();
  EXPECT_EQ(outcome.parties.refused_at.size(), reference.at_door.size());
  for (std::size_t p = 0; p < reference.at_door.size(); ++p) {
    EXPECT_EQ(outcome.parties.refused_at[p], to_tick(reference.at_door[p])) << "party " << p;
  }
  EXPECT_EQ(outcome.at_deadline.back().congestion, reference.held_up);
  EXPECT_EQ(outcome.links.volume, reference.volume);
}

/// Whatever the grouping of nodes into chunks.
void expect_same_in_other_chunks(std::uint64_t seed, const Kind& kind, const Scenario& scenario) {
  Scenario unrecorded = scenario;
  unrecorded.output.links = false;
  const DrivingRun one(random_town(seed, kind, false), unrecorded);
  for (const ThreadUse& use : {ThreadUse{2, kNeverInParallel}, ThreadUse{5, kNeverInParallel}}) {
    EXPECT_EQ(one.on(use).state_hash, one.outcome().state_hash) << use.threads << " threads";
  }
}

class VehiclesReference : public ::testing::TestWithParam<std::tuple<Kind, LinkModel>> {};

TEST_P(VehiclesReference, MovesEverybodyAsTheKernelDoes) {
  const auto& [kind, links] = GetParam();
  int towns_that_lock_up = 0;
  std::uint64_t held_up = 0;
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    SCOPED_TRACE(seed);
    const Scenario scenario = drive(horizon_of(seed), links);
    const DrivingRun open(random_town(seed, kind, true), scenario);
    const ReferenceOutcome reference = drive_by_reference(open.input());
    expect_same(reference, open);
    const DrivingRun closed(random_town(seed, kind, false), scenario);
    expect_same_at_closed_doors(drive_by_reference(closed.input()), closed);
    if (seed % 5 == 0) {
      expect_same_in_other_chunks(seed, kind, scenario);
    }
    if (HasFailure()) {
      return;  // one town tells enough
    }
    towns_that_lock_up += reference.gridlocked ? 1 : 0;
    for (const std::uint32_t instants : reference.held_up) {
      held_up += instants;
    }
  }
  // Or the towns would be too easy to tell anything.
  EXPECT_GT(held_up, 10'000U * 10'240U);
  EXPECT_GT(towns_that_lock_up, 0);
}

INSTANTIATE_TEST_SUITE_P(Towns, VehiclesReference,
                         ::testing::Combine(::testing::ValuesIn(kKinds),
                                            ::testing::Values(LinkModel::kQueue,
                                                              LinkModel::kKinematicWave)),
                         [](const auto& town) {
                           return std::string(std::get<0>(town.param).name) + "_" +
                                  name_of(std::get<1>(town.param));
                         });

}  // namespace
}  // namespace yanbi::test
