// SPDX-License-Identifier: Apache-2.0
// The policy "optimum" as a whole, against LEMON over all pairs with walks by another method.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "sim/plan/assign_optimum.hpp"
#include "sim/plan/plan.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/sim/plan/lemon_reference.hpp"

namespace yanbi {
namespace {

using test::BruteForce;

struct World {
  explicit World(City made)
      : city(std::move(made)), parties(test::parties_of(city)), shelters(test::shelters_of(city)) {}
  [[nodiscard]] Plan plan(double max_walk, const char* binding = nullptr) const {
    Scenario scenario = test::scenario_with(PlanPolicy::kOptimum, max_walk);
    if (binding != nullptr) {
      scenario.plan.binding = binding;
    }
    return make_plan(city, parties, shelters, scenario, 1);
  }
  [[nodiscard]] PlanSummary summary(const Plan& plan) const {
    return summarize(city, parties, shelters, plan);
  }
  City city;
  Parties parties;
  Shelters shelters;
};

/// Everybody alone: nothing is lost by rounding.
City in_households_of_one(City city) {
  city.populations.front().household_shares = {1.0};
  return city;
}

/// Zones by turns.
Geography zones_of(const City& city, std::size_t count) {
  Geography zones;
  zones.name = "district";
  for (std::size_t z = 0; z < count; ++z) {
    zones.key.push_back(std::to_string(z));
    zones.label.emplace_back();
  }
  for (std::size_t o = 0; o < city.origins.size(); ++o) {
    zones.zone_of_origin.emplace_back(o % count);
  }
  for (std::size_t w = 0; w < city.works.size(); ++w) {
    zones.zone_of_work.emplace_back(w % count);
  }
  return zones;
}

/// The most placed and the least walk, over all pairs.
test::ReferenceOptimum reference(const World& world, std::uint64_t max_walk_mm,
                                 const Geography* binding = nullptr) {
  const BruteForce brute(world.city, world.shelters);
  std::vector<std::int64_t> supply(world.city.origins.size(), 0);
  for (std::size_t p = 0; p < world.parties.size(); ++p) {
    supply[world.parties.origin[p].index()] += world.parties.persons[p];
  }
  std::vector<std::int64_t> capacity(world.shelters.places.begin(), world.shelters.places.end());
  std::vector<test::ReferenceArc> arcs;
  for (std::size_t o = 0; o < supply.size(); ++o) {
    for (std::size_t s = 0; s < capacity.size(); ++s) {
      const std::uint64_t walk = brute.walk_mm(OriginId(o), ShelterId(s));
      const bool is_bound_elsewhere =
          binding != nullptr &&
          binding->zone_of_origin[o] != binding->zone_of_work[world.shelters.work[s].index()];
      if (walk <= max_walk_mm && !is_bound_elsewhere) {
        arcs.push_back({o, s, static_cast<std::int64_t>(walk)});
      }
    }
  }
  return test::solve_with_lemon(supply, capacity, arcs);
}

std::int64_t walked_mm_by_all(const World& world, const Plan& plan) {
  std::int64_t sum = 0;
  for (std::size_t p = 0; p < world.parties.size(); ++p) {
    if (plan.shelter[p].has_value()) {
      sum += world.parties.persons[p] *
             static_cast<std::int64_t>(
                 walked_mm(plan.routes[plan.route[p]], world.city.network.links().length_mm));
    }
  }
  return sum;
}

RC_GTEST_PROP(Optimum, IsThatOfAllPairsInRandomCities, ()) {
  const World world(in_households_of_one(test::random_city(*rc::gen::arbitrary<std::uint32_t>())));
  const auto max_walk_m = *rc::gen::inRange(1, 40);
  const Plan plan = world.plan(max_walk_m);
  const test::ReferenceOptimum expected =
      reference(world, static_cast<std::uint64_t>(max_walk_m) * 1000);
  const PlanSummary summary = world.summary(plan);
  RC_ASSERT(plan.optimum->placed == expected.served);
  RC_ASSERT(plan.optimum->walk_mm == expected.cost);
  RC_ASSERT(plan.optimum->bound_mm == expected.cost);
  RC_ASSERT(plan.optimum->is_most_placed);
  RC_ASSERT(summary.assigned == expected.served);
  RC_ASSERT(summary.over_capacity == 0);
  RC_ASSERT(walked_mm_by_all(world, plan) == expected.cost);
}

RC_GTEST_PROP(Optimum, KeepsPeopleInTheirZones, ()) {
  City city = in_households_of_one(test::random_city(*rc::gen::arbitrary<std::uint32_t>()));
  city.geographies = {zones_of(city, 3)};
  const World world(std::move(city));
  const Plan plan = world.plan(40.0, "district");
  const Geography& zones = world.city.geographies.front();
  const test::ReferenceOptimum expected = reference(world, 40'000, &zones);
  RC_ASSERT(plan.optimum->placed == expected.served);
  RC_ASSERT(plan.optimum->bound_mm == expected.cost);
  for (std::size_t p = 0; p < world.parties.size(); ++p) {
    if (plan.shelter[p].has_value()) {
      const WorkId work = world.shelters.work[plan.shelter[p].index()];
      RC_ASSERT(zones.zone_of_work[work.index()] ==
                zones.zone_of_origin[world.parties.origin[p].index()]);
    }
  }
}

RC_GTEST_PROP(Optimum, BoundsEveryPlanThatPlacesAsMany, ()) {
  const World world(in_households_of_one(test::random_city(*rc::gen::arbitrary<std::uint32_t>())));
  const Plan optimum = world.plan(30.0);
  const Plan other = make_plan(world.city, world.parties, world.shelters,
                               test::scenario_with(PlanPolicy::kNearestWithPlaces, 30.0), 1);
  const std::int64_t placed = world.summary(other).assigned;
  RC_ASSERT(placed <= optimum.optimum->placed);
  RC_ASSERT(placed < optimum.optimum->placed ||
            walked_mm_by_all(world, other) >= optimum.optimum->bound_mm);
}

RC_GTEST_PROP(Optimum, WholePartiesNeverExceedPlaces, ()) {
  const World world(test::random_city(*rc::gen::arbitrary<std::uint32_t>()));
  const Plan plan = world.plan(*rc::gen::inRange(1, 40));
  const PlanSummary summary = world.summary(plan);
  RC_ASSERT(summary.over_capacity == 0);
  RC_ASSERT(summary.rounding->persons >= 0);
  RC_ASSERT(summary.assigned + summary.rounding->persons == plan.optimum->placed);
}

struct CityCase {
  const char* name;
  std::int32_t places;
  double max_walk;
};

class OptimumOfAGrid : public ::testing::TestWithParam<CityCase> {};

/// Hundreds of origins: most pairs are never listed, so those left out must be priced out.
TEST_P(OptimumOfAGrid, IsThatOfAllPairs) {
  const World world(in_households_of_one(test::grid_city(8, 250, 40, GetParam().places, 5)));
  const Plan plan = world.plan(GetParam().max_walk);
  const test::ReferenceOptimum expected =
      reference(world, static_cast<std::uint64_t>(GetParam().max_walk * 1000.0));
  EXPECT_EQ(plan.optimum->placed, expected.served);
  EXPECT_EQ(plan.optimum->walk_mm, expected.cost);
  EXPECT_EQ(plan.optimum->bound_mm, expected.cost);
  EXPECT_LT(plan.optimum->pairs, 250 * 40 / 2);
}

INSTANTIATE_TEST_SUITE_P(
    Places, OptimumOfAGrid,
    ::testing::Values(CityCase{"TooFew", 20, 1e6}, CityCase{"TooFewAndNear", 20, 500.0},
                      CityCase{"AsMany", 31, 1e6}, CityCase{"AsManyAndNear", 31, 600.0},
                      CityCase{"AsManyNotSoNear", 31, 1000.0}, CityCase{"Plenty", 60, 1e6}),
    [](const auto& city_case) { return city_case.param.name; });

/// Two households and two shelters along one street: nearest first would leave the second nowhere.
test::CityBuilder crossed_street() {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 1'000'000);
  builder.origin("end", 10, test::OnStreet{street, 0});
  builder.origin("middle", 10, test::OnStreet{street, 150'000});
  builder.work("between", 10);
  builder.door(test::OnStreet{street, 100'000});
  builder.work("far", 10);
  builder.door(test::OnStreet{street, 400'000});
  return builder;
}

TEST(Optimum, GivesWayWhereThatPlacesMore) {
  // From "end" only "between" is near enough; closest pairs first give it to "middle".
  const World world(crossed_street().build({1.0}));
  const PlanSummary summary = world.summary(world.plan(300.0));
  EXPECT_EQ(summary.assigned, 20);
  EXPECT_DOUBLE_EQ(summary.mean_walk, (100.0 + 250.0) / 2.0);
}

TEST(Optimum, WithoutPeopleIsEmpty) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 100'000);
  builder.origin("empty", 0, test::OnStreet{street, 0});
  builder.work("w", 5);
  builder.door(test::OnStreet{street, 0});
  const World world(builder.build());
  const Plan plan = world.plan(1000.0);
  EXPECT_EQ(plan.optimum->placed, 0);
  EXPECT_TRUE(plan.optimum->is_most_placed);
  EXPECT_DOUBLE_EQ(plan.optimum->gap(), 0.0);
}

TEST(Optimum, WithoutPlacesNobodyIsPlaced) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 100'000);
  builder.origin("home", 7, test::OnStreet{street, 0});
  builder.origin("island", 2, std::nullopt);
  builder.work("full", 0);
  builder.door(test::OnStreet{street, 0});
  builder.work("cut-off", 50);
  builder.door(std::nullopt);
  const World world(builder.build());
  const PlanSummary summary = world.summary(world.plan(1000.0));
  EXPECT_EQ(summary.unplaced, 7);
  EXPECT_EQ(summary.off_network, 2);
  EXPECT_TRUE(summary.optimum->is_most_placed);
}

TEST(Optimum, AGiantOriginFillsWhatItReaches) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 1'000'000);
  builder.origin("tower", 5000, test::OnStreet{street, 0});
  for (std::uint32_t w = 0; w < 30; ++w) {
    builder.work("w" + std::to_string(w), 100);
    builder.door(test::OnStreet{street, 10'000 * w});
  }
  const World world(builder.build({0.0, 0.5, 0.5}));
  const PlanSummary summary = world.summary(world.plan(195.0));
  // Doors at 0, 10, ..., 190 m; parties of two and three fill each shelter.
  EXPECT_EQ(summary.optimum->placed, 2000);
  EXPECT_EQ(summary.rounding->persons, 0);
  EXPECT_DOUBLE_EQ(summary.mean_walk, 95.0);
}

TEST(Optimum, SaysWhatWholeHouseholdsCost) {
  // Households of three into five and four places: two fit, of three as persons.
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 1'000'000);
  builder.origin("home", 9, test::OnStreet{street, 0});
  builder.work("near", 5);
  builder.door(test::OnStreet{street, 100'000});
  builder.work("far", 4);
  builder.door(test::OnStreet{street, 200'000});
  const World world(builder.build({0.0, 0.0, 1.0}));
  const PlanSummary summary = world.summary(world.plan(1000.0));
  EXPECT_EQ(summary.optimum->placed, 9);
  EXPECT_EQ(summary.optimum->walk_mm, 5 * 100'000 + 4 * 200'000);
  EXPECT_EQ(summary.assigned, 6);
  ASSERT_TRUE(summary.rounding.has_value());
  EXPECT_EQ(summary.rounding->persons, 3);
  EXPECT_DOUBLE_EQ(summary.rounding->walk, 3 * 100.0 + 3 * 200.0 - 1300.0);
}

TEST(Optimum, AHouseholdThatDoesNotFitGoesWherePlacesAreLeft) {
  // Three and three into five places near by; the far shelter has room for one household more.
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 1'000'000);
  builder.origin("home", 6, test::OnStreet{street, 0});
  builder.work("near", 5);
  builder.door(test::OnStreet{street, 100'000});
  builder.work("far", 40);
  builder.door(test::OnStreet{street, 200'000});
  const World world(builder.build({0.0, 0.0, 1.0}));
  EXPECT_EQ(world.summary(world.plan(1000.0)).assigned, 6);
}

TEST(Optimum, ASmallHouseholdMakesWayForALargeOne) {
  // The least walking splits the pair, one to each shelter. It only fits as a whole where the
  // single is, who takes the place that is left in the other.
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 1'000'000);
  builder.origin("single", 1, test::OnStreet{street, 0});
  builder.origin("pair", 2, test::OnStreet{street, 120'000});
  builder.work("two places", 2);
  builder.door(test::OnStreet{street, 100'000});
  builder.work("one place", 1);
  builder.door(test::OnStreet{street, 200'000});
  const World world(builder.build({0.0, 1.0}));
  const Plan plan = world.plan(1000.0);
  EXPECT_EQ(plan.optimum->walk_mm, 100'000 + 20'000 + 80'000);
  EXPECT_EQ(plan.shelter, (std::vector<ShelterId>{ShelterId(1), ShelterId(0)}));
  EXPECT_DOUBLE_EQ(world.summary(plan).rounding->walk, 40.0);
}

TEST(Optimum, IsNotReportedOfOtherPolicies) {
  const World world(crossed_street().build({1.0}));
  const Plan plan = make_plan(world.city, world.parties, world.shelters,
                              test::scenario_with(PlanPolicy::kNearest), 1);
  EXPECT_FALSE(plan.optimum.has_value());
  EXPECT_FALSE(world.summary(plan).rounding.has_value());
}

}  // namespace
}  // namespace yanbi
