// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/plan.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <tuple>
#include <vector>

#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

using test::BruteForce;

struct World {
  explicit World(City made)
      : city(std::move(made)), parties(test::parties_of(city)), shelters(test::shelters_of(city)) {}
  [[nodiscard]] Plan plan(const Scenario& scenario, int threads = 1) const {
    return make_plan(city, parties, shelters, scenario, threads);
  }
  [[nodiscard]] PlanSummary summary(const Plan& plan) const {
    return summarize(city, parties, shelters, plan);
  }
  City city;
  Parties parties;
  Shelters shelters;
};

World random_world() { return World(test::random_city(*rc::gen::arbitrary<std::uint32_t>())); }

bool takes(const Shelters& shelters, std::size_t s) {
  return shelters.places[s] > 0 && shelters.first_entrance[s] < shelters.first_entrance[s + 1];
}

RC_GTEST_PROP(NearestPlan, SendsEverybodyToTheNearestShelterWithinReach, ()) {
  const World world = random_world();
  const auto max_walk_m = *rc::gen::inRange(1, 30);
  const Plan plan = world.plan(test::scenario_with(PlanPolicy::kNearest, max_walk_m));
  const BruteForce brute(world.city, world.shelters);
  for (std::size_t p = 0; p < world.parties.size(); ++p) {
    const OriginId origin = world.parties.origin[p];
    std::uint64_t least = static_cast<std::uint64_t>(max_walk_m) * 1000;
    ShelterId nearest;
    for (std::size_t s = world.shelters.size(); s-- > 0;) {
      const std::uint64_t walk = brute.walk_mm(origin, ShelterId(s));
      if (takes(world.shelters, s) && walk <= least) {
        least = walk;
        nearest = ShelterId(s);
      }
    }
    RC_ASSERT(plan.shelter[p] == nearest);
    RC_ASSERT(plan.route[p].has_value() == nearest.has_value());
    if (nearest.has_value()) {
      const Route route = plan.routes[plan.route[p]];
      RC_ASSERT(walked_mm(route, world.city.network.links().length_mm) == least);
      RC_ASSERT(world.shelters.entrance_shelter[route.entrance.index()] == nearest);
      RC_ASSERT(test::fault_of(route, *world.city.origins.position[origin.index()], world.city,
                               world.shelters) == "");
    }
  }
}

/// The rule itself, written down: all pairs sorted, taken one after another.
std::vector<ShelterId> closest_pairs_first(const World& world, std::uint64_t max_walk_mm) {
  const BruteForce brute(world.city, world.shelters);
  std::vector<std::tuple<std::uint64_t, OriginId, ShelterId>> pairs;
  for (std::size_t o = 0; o < world.city.origins.size(); ++o) {
    for (std::size_t s = 0; s < world.shelters.size(); ++s) {
      const std::uint64_t walk = brute.walk_mm(OriginId(o), ShelterId(s));
      if (takes(world.shelters, s) && walk <= max_walk_mm) {
        pairs.emplace_back(walk, OriginId(o), ShelterId(s));
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  std::vector<ShelterId> assignment(world.parties.size());
  std::vector<std::int32_t> left = world.shelters.places;
  for (const auto& [walk, origin, shelter] : pairs) {
    for (std::size_t p = 0; p < world.parties.size(); ++p) {
      if (world.parties.origin[p] == origin && !assignment[p].has_value() &&
          world.parties.persons[p] <= left[shelter.index()]) {
        assignment[p] = shelter;
        left[shelter.index()] -= world.parties.persons[p];
      }
    }
  }
  return assignment;
}

RC_GTEST_PROP(PlanWithPlaces, FillsShelterByClosestPairFirst, ()) {
  const World world = random_world();
  const auto max_walk_m = *rc::gen::inRange(1, 40);
  const Plan plan = world.plan(test::scenario_with(PlanPolicy::kNearestWithPlaces, max_walk_m));
  RC_ASSERT(plan.shelter ==
            closest_pairs_first(world, static_cast<std::uint64_t>(max_walk_m) * 1000));
}

TEST(PlanWithPlaces, RingsOfDistanceDoNotChangeTheOrder) {
  // Walks of several rings; far more people than places near by.
  const World world(test::grid_city(8, 60, 10, 25, 5));
  const Plan plan = world.plan(test::scenario_with(PlanPolicy::kNearestWithPlaces, 1200.0));
  EXPECT_EQ(plan.shelter, closest_pairs_first(world, 1'200'000));
  const PlanSummary summary = world.summary(plan);
  EXPECT_GT(summary.p95_walk, 400.0);
  EXPECT_GT(summary.assigned, 200);
}

RC_GTEST_PROP(Plan, CountsEverybodyOnce, ()) {
  const World world = random_world();
  const PlanPolicy policy = *rc::gen::element(PlanPolicy::kNearest, PlanPolicy::kNearestWithPlaces);
  const PlanSummary summary = world.summary(world.plan(test::scenario_with(policy, 15.0)));
  RC_ASSERT(summary.persons == world.city.populations.front().total());
  RC_ASSERT(summary.assigned + summary.unplaced + summary.off_network == summary.persons);
  if (policy == PlanPolicy::kNearestWithPlaces) {
    RC_ASSERT(summary.over_capacity == 0);
  }
}

/// One street with two shelters at 100 m and 300 m from the people.
test::CityBuilder street_with_two_shelters(std::int32_t persons, std::int32_t near_places) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 1'000'000);
  builder.origin("home", persons, test::OnStreet{street, 0});
  builder.work("near", near_places);
  builder.door(test::OnStreet{street, 100'000});
  builder.work("far", 100);
  builder.door(test::OnStreet{street, 300'000});
  return builder;
}

TEST(PlanWithPlaces, AFullShelterIsPassedOver) {
  const World world(street_with_two_shelters(10, 4).build({1.0}));
  const Plan plan = world.plan(test::scenario_with(PlanPolicy::kNearestWithPlaces));
  EXPECT_EQ(std::count(plan.shelter.begin(), plan.shelter.end(), ShelterId(0)), 4);
  EXPECT_EQ(std::count(plan.shelter.begin(), plan.shelter.end(), ShelterId(1)), 6);
}

TEST(PlanWithPlaces, APartyThatDoesNotFitGoesOnAndASmallerOneTakesThePlace) {
  // Households of three until one person is left: 3, 3, 1 into 4 places.
  const World world(street_with_two_shelters(7, 4).build({0.0, 0.0, 1.0}));
  ASSERT_EQ(world.parties.persons, (std::vector<std::uint16_t>{3, 3, 1}));
  const Plan plan = world.plan(test::scenario_with(PlanPolicy::kNearestWithPlaces));
  EXPECT_EQ(plan.shelter, (std::vector<ShelterId>{ShelterId(0), ShelterId(1), ShelterId(0)}));
}

TEST(PlanWithPlaces, PeopleBeyondAllPlacesAreUnplaced) {
  const World world(street_with_two_shelters(120, 4).build({1.0}));
  const PlanSummary summary =
      world.summary(world.plan(test::scenario_with(PlanPolicy::kNearestWithPlaces)));
  EXPECT_EQ(summary.assigned, 104);
  EXPECT_EQ(summary.unplaced, 16);
}

TEST(NearestPlan, IgnoresWhetherTheShelterIsFullAndCountsTheExcess) {
  const World world(street_with_two_shelters(10, 4).build({1.0}));
  const PlanSummary summary = world.summary(world.plan(test::scenario_with(PlanPolicy::kNearest)));
  EXPECT_EQ(summary.assigned, 10);
  EXPECT_EQ(summary.over_capacity, 6);
  EXPECT_DOUBLE_EQ(summary.mean_walk, 100.0);
  EXPECT_DOUBLE_EQ(summary.p95_walk, 100.0);
}

TEST(NearestPlan, PassesOverAShelterWithoutPlaces) {
  const World world(street_with_two_shelters(3, 0).build({1.0}));
  const Plan plan = world.plan(test::scenario_with(PlanPolicy::kNearest));
  EXPECT_EQ(plan.shelter, std::vector<ShelterId>(3, ShelterId(1)));
}

TEST(NearestPlan, SendsNobodyFartherThanTheLongestWalk) {
  const World world(street_with_two_shelters(3, 10).build({1.0}));
  EXPECT_EQ(world.summary(world.plan(test::scenario_with(PlanPolicy::kNearest, 100.0))).assigned,
            3);
  EXPECT_EQ(world.summary(world.plan(test::scenario_with(PlanPolicy::kNearest, 99.999))).assigned,
            0);
}

TEST(Plan, PeopleOffTheNetworkAreNotCalledUnplaced) {
  test::CityBuilder builder = street_with_two_shelters(3, 10);
  builder.origin("island", 5, std::nullopt);
  const World world(builder.build({1.0}));
  const PlanSummary summary = world.summary(world.plan(test::scenario_with(PlanPolicy::kNearest)));
  EXPECT_EQ(summary.off_network, 5);
  EXPECT_EQ(summary.unplaced, 0);
}

TEST(Plan, StoresARouteOnceForAnOriginAndAShelter) {
  const World world(street_with_two_shelters(50, 100).build({1.0}));
  Scenario scenario = test::scenario_with(PlanPolicy::kNearest);
  scenario.redirection.enabled = false;
  const Plan plan = world.plan(scenario);
  EXPECT_EQ(plan.routes.size(), 1U);
  EXPECT_EQ(plan.route, std::vector<RouteId>(50, RouteId(0)));
}

TEST(Plan, SaysWhichSheltersNoStreetReaches) {
  test::CityBuilder builder = street_with_two_shelters(3, 10);
  builder.work("cut-off", 40);
  builder.door(std::nullopt);
  const World world(builder.build({1.0}));
  const Plan plan = world.plan(test::scenario_with(PlanPolicy::kNearest));
  ASSERT_EQ(plan.notes.size(), 1U);
  EXPECT_NE(plan.notes[0].find("1 shelters with 40 places"), std::string::npos);
}

TEST(Plan, StopsWhenAskedTo) {
  const World world(street_with_two_shelters(3, 10).build({1.0}));
  EXPECT_THROW(static_cast<void>(make_plan(world.city, world.parties, world.shelters,
                                           test::scenario_with(PlanPolicy::kNearest), 1,
                                           [](const ProgressReport&) { return false; })),
               Interrupted);
}

}  // namespace
}  // namespace yanbi
