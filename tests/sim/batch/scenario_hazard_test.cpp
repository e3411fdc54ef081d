// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/scenario_hazard.hpp"

#include <gtest/gtest.h>

#include <string>

#include "sim/base/problem.hpp"
#include "sim/hazard/hazard_file.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

/// A city without water, and strikes for it.
Hazard strikes_for(const City& city) {
  Hazard hazard;
  hazard.name = "strikes";
  hazard.city_hash = hash_city(city);
  hazard.attack.emplace();
  hazard.attack->effects = {{"e", 1.0, 0.0, std::nullopt}};
  hazard.attack->strikes = {{"s", {}}};
  hazard.attack->waves = {{to_tick(1.0), {0}, std::nullopt}};
  return hazard;
}

City one_street() {
  test::CityBuilder builder;
  builder.street(builder.node(), builder.node(), 100'000);
  return builder.build();
}

TEST(ScenarioHazard, AScenarioWithoutOneHasNone) {
  EXPECT_FALSE(load_hazard_for(Scenario{}, one_street()).has_value());
}

TEST(ScenarioHazard, WhatAKeyIsAboutMustBeInTheHazard) {
  const test::TemporaryFolder folder;
  const City city = one_street();
  save_hazard(strikes_for(city), folder / "hazard.h5");
  Scenario scenario;
  scenario.hazard.file = (folder / "hazard.h5").string();
  scenario.doors.close_at_first_impact = true;
  EXPECT_TRUE(load_hazard_for(scenario, city).has_value());
  scenario.flood.only_at_risk = true;
  try {
    static_cast<void>(load_hazard_for(scenario, city));
    FAIL() << "there is no flood";
  } catch (const InputError& error) {
    ASSERT_EQ(error.problems().size(), 1U);
    EXPECT_EQ(error.problems().front().key, "flood.only_at_risk");
  }
}

TEST(ScenarioHazard, OneOfAnotherCityIsRefused) {
  const test::TemporaryFolder folder;
  const City city = one_street();
  Hazard hazard = strikes_for(city);
  ++hazard.city_hash;
  save_hazard(hazard, folder / "hazard.h5");
  Scenario scenario;
  scenario.hazard.file = (folder / "hazard.h5").string();
  EXPECT_THROW(static_cast<void>(load_hazard_for(scenario, city)), InputError);
}

}  // namespace
}  // namespace yanbi
