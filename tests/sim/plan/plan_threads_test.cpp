// SPDX-License-Identifier: Apache-2.0
// The plan is the same for any number of threads, column by column.
#include <gtest/gtest.h>

#include <vector>

#include "sim/plan/plan.hpp"
#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

/// Everything in a plan as numbers, in order.
std::vector<std::uint32_t> columns_of(const Plan& plan) {
  std::vector<std::uint32_t> all;
  for (std::size_t p = 0; p < plan.shelter.size(); ++p) {
    all.push_back(plan.shelter[p].raw());
    all.push_back(plan.route[p].raw());
  }
  for (std::size_t r = 0; r < plan.routes.size(); ++r) {
    const Route route = plan.routes[RouteId(r)];
    all.insert(all.end(),
               {plan.routes.first_link(RouteId(r)), route.start_offset_mm, route.end_offset_mm,
                route.access_mm, route.egress_mm, route.entrance.raw()});
    for (const LinkId link : route.links) {
      all.push_back(link.raw());
    }
  }
  all.insert(all.end(), plan.first_alternative.begin(), plan.first_alternative.end());
  for (const Alternative& alternative : plan.alternatives) {
    all.insert(all.end(), {alternative.shelter.raw(), alternative.route.raw()});
  }
  return all;
}

class PlanOnThreads : public ::testing::TestWithParam<PlanPolicy> {};

TEST_P(PlanOnThreads, IsTheSameForAnyNumber) {
  const City city = test::grid_city(40, 4000, 300, 40, 11);
  const Parties parties = test::parties_of(city);
  const Shelters shelters = test::shelters_of(city);
  const Scenario scenario = test::scenario_with(GetParam(), 1500.0);
  const Plan serial = make_plan(city, parties, shelters, scenario, 1);
  const PlanSummary summary = summarize(city, parties, shelters, serial);
  ASSERT_GT(summary.assigned, 8000);
  ASSERT_GT(serial.alternatives.size(), 1000U);
  const std::vector<std::uint32_t> expected = columns_of(serial);
  for (const int threads : {2, 3, 8}) {
    EXPECT_EQ(columns_of(make_plan(city, parties, shelters, scenario, threads)), expected)
        << threads << " threads";
  }
}

INSTANTIATE_TEST_SUITE_P(Policies, PlanOnThreads,
                         ::testing::Values(PlanPolicy::kNearest, PlanPolicy::kNearestWithPlaces,
                                           PlanPolicy::kOptimum),
                         [](const auto& policy) {
                           return policy.param == PlanPolicy::kNearest   ? "Nearest"
                                  : policy.param == PlanPolicy::kOptimum ? "Optimum"
                                                                         : "NearestWithPlaces";
                         });

}  // namespace
}  // namespace yanbi
