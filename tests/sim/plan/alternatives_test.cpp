// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/alternatives.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

using test::BruteForce;

Plan plan_of(const City& city, const Shelters& shelters, const Scenario& scenario) {
  return make_plan(city, test::parties_of(city), shelters, scenario, 1);
}

bool takes(const Shelters& shelters, ShelterId s) {
  return shelters.places[s.index()] > 0 &&
         shelters.first_entrance[s.index()] < shelters.first_entrance[s.index() + 1];
}

RC_GTEST_PROP(Alternatives, AreTheNearestOtherSheltersThatTakePeople, ()) {
  const City city = test::random_city(*rc::gen::arbitrary<std::uint32_t>());
  const Shelters shelters = test::shelters_of(city);
  Scenario scenario = test::scenario_with(PlanPolicy::kNearest);
  scenario.redirection.alternatives = *rc::gen::inRange(1, 5);
  scenario.redirection.max_walk = *rc::gen::inRange(1, 30);
  const Plan plan = plan_of(city, shelters, scenario);
  const BruteForce brute(city, shelters);
  const auto limit = static_cast<std::uint64_t>(scenario.redirection.max_walk * 1000.0);
  for (std::size_t e = 0; e < shelters.entrance_count(); ++e) {
    const ShelterId own = shelters.entrance_shelter[e];
    std::vector<std::pair<std::uint64_t, ShelterId>> expected;
    for (std::size_t s = 0; s < shelters.size() && takes(shelters, own); ++s) {
      const std::uint64_t walk = brute.walk_mm(EntranceId(e), ShelterId(s));
      if (ShelterId(s) != own && takes(shelters, ShelterId(s)) && walk <= limit) {
        expected.emplace_back(walk, ShelterId(s));
      }
    }
    std::sort(expected.begin(), expected.end());
    expected.resize(
        std::min(expected.size(), static_cast<std::size_t>(scenario.redirection.alternatives)));
    std::vector<std::pair<std::uint64_t, ShelterId>> found;
    for (const Alternative& alternative : plan.alternatives_of(EntranceId(e))) {
      const Route route = plan.routes[alternative.route];
      found.emplace_back(walked_mm(route, city.network.links().length_mm), alternative.shelter);
      RC_ASSERT(test::fault_of(route, shelters.entrance_position[e], city, shelters) == "");
      RC_ASSERT(route.access_mm == shelters.entrance_access_mm[e]);
      RC_ASSERT(shelters.entrance_shelter[route.entrance.index()] == alternative.shelter);
    }
    RC_ASSERT(found == expected);
  }
}

/// Three shelters on one street; the first has two doors at one place.
City three_on_a_street(std::int32_t places_of_the_middle) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 1'000'000);
  builder.origin("home", 1, test::OnStreet{street, 0});
  builder.work("a", 10);
  builder.door(test::OnStreet{street, 100'000}, 1.0, 1.2);
  builder.door(test::OnStreet{street, 100'000}, 1.0, 0.9);
  builder.work("b", places_of_the_middle);
  builder.door(test::OnStreet{street, 200'000});
  builder.work("c", 10);
  builder.door(test::OnStreet{street, 400'000});
  return builder.build();
}

TEST(Alternatives, LeaveOutSheltersWithoutPlaces) {
  const City city = three_on_a_street(0);
  const Shelters shelters = test::shelters_of(city);
  const Plan plan = plan_of(city, shelters, test::scenario_with(PlanPolicy::kNearest));
  ASSERT_EQ(plan.alternatives_of(EntranceId(0)).size(), 1U);
  EXPECT_EQ(plan.alternatives_of(EntranceId(0))[0].shelter, ShelterId(2));
}

TEST(Alternatives, OfDoorsAtOnePlaceShareTheirRoutes) {
  const City city = three_on_a_street(10);
  const Shelters shelters = test::shelters_of(city);
  ASSERT_EQ(shelters.entrance_count(), 4U);
  const Plan plan = plan_of(city, shelters, test::scenario_with(PlanPolicy::kNearest));
  ASSERT_EQ(plan.alternatives_of(EntranceId(0)).size(), 2U);
  ASSERT_EQ(plan.alternatives_of(EntranceId(1)).size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(plan.alternatives_of(EntranceId(0))[i].route,
              plan.alternatives_of(EntranceId(1))[i].route);
  }
}

TEST(Alternatives, AreNoneWhereRedirectionIsOff) {
  const City city = three_on_a_street(10);
  const Shelters shelters = test::shelters_of(city);
  Scenario scenario = test::scenario_with(PlanPolicy::kNearest);
  scenario.redirection.enabled = false;
  const Plan plan = plan_of(city, shelters, scenario);
  for (std::size_t e = 0; e < shelters.entrance_count(); ++e) {
    EXPECT_TRUE(plan.alternatives_of(EntranceId(e)).empty());
  }
}

}  // namespace
}  // namespace yanbi
