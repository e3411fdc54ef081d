// SPDX-License-Identifier: Apache-2.0
// A plan that is written and given back is the same plan: the run ends in the same state.

#include <gtest/gtest.h>

#include <string>

#include "sim/plan/plan_table.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/files.hpp"
#include "tests/support/run_city.hpp"

namespace yanbi::test {
namespace {

/// A run by a plan whose shelters fill up, so that people are sent on.
CityRun planned() {
  Scenario scenario = drill(1.34, 1800.0);
  scenario.walking.free_speed_sd = 0.26;
  scenario.plan.policy = PlanPolicy::kNearestWithPlaces;
  scenario.plan.max_walk = 3000.0;
  return {grid_city(10, 600, 20, 70, 7), scenario};
}

/// The run of the plan of `first` as it comes back from a table.
CityRun given_back(const CityRun& first, const PlanCsvFormat& format) {
  const TemporaryFolder folder;
  write_plan_csv(folder / "plan.csv", first.city, first.parties, first.shelters, first.plan,
                 format);
  Scenario scenario = first.scenario;
  scenario.plan.policy = PlanPolicy::kTable;
  scenario.plan.table = (folder / "plan.csv").string();
  return {first.city, scenario};
}

class GivenBack : public testing::TestWithParam<PlanCsvFormat> {};

TEST_P(GivenBack, EndsInTheSameState) {
  const CityRun first = planned();
  ASSERT_GT(first.outcome.arrivals.size(), 500U);
  EXPECT_EQ(given_back(first, GetParam()).outcome.state_hash, first.outcome.state_hash);
}

INSTANTIATE_TEST_SUITE_P(, GivenBack,
                         testing::Values(PlanCsvFormat{PlanGrouping::kOrigin, false},
                                         PlanCsvFormat{PlanGrouping::kOrigin, true},
                                         PlanCsvFormat{PlanGrouping::kParty, false},
                                         PlanCsvFormat{PlanGrouping::kParty, true}),
                         [](const auto& each) {
                           return std::string(each.param.by == PlanGrouping::kParty ? "ByParty"
                                                                                    : "ByOrigin") +
                                  (each.param.routes ? "WithRoutes" : "");
                         });

TEST(GivenPlan, DeparturesCountAndComeBack) {
  CityRun first = planned();
  const std::uint64_t drawn = first.outcome.state_hash;
  first.plan.departs_at.assign(first.parties.size(), Tick::never());
  for (std::size_t p = 0; p < first.parties.size(); p += 2) {
    first.plan.departs_at[p] = Tick{static_cast<std::int32_t>(p % 1200)};
  }
  first.outcome = simulate(first.input(), 0, 1);
  EXPECT_NE(first.outcome.state_hash, drawn);
  const CityRun again = given_back(first, {PlanGrouping::kParty, true});
  EXPECT_EQ(again.outcome.state_hash, first.outcome.state_hash);
}

}  // namespace
}  // namespace yanbi::test
