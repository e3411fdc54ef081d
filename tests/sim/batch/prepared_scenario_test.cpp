// SPDX-License-Identifier: Apache-2.0
// Scenarios through the public face: who moves at a time of the day, and whom sirens warn.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <numeric>

#include "sim/yanbi.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/one_zone.hpp"
#include "tests/support/run_city.hpp"

namespace yanbi::test {
namespace {

using ::testing::HasSubstr;

/// A street with 30 people at one end and 10 at the other at night; by day 10 and 50. A shelter in
/// the middle has room for all.
std::shared_ptr<const City> two_populations() {
  CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t street = builder.street(a, b, 400'000);
  builder.origin("west", 30, OnStreet{street, 0});
  builder.origin("east", 10, OnStreet{street, 400'000});
  builder.work("shelter", 100);
  builder.door(OnStreet{street, 200'000});
  City city = builder.build();
  city.crs = "EPSG:4548";
  city.origins.x = {0.0, 400.0};
  city.origins.y = {0.0, 0.0};
  city.populations.front().name = "night";
  city.populations.push_back(city.populations.front());
  city.populations.back().name = "day";
  city.populations.back().persons = {10, 50};
  return std::make_shared<const City>(with_one_zone(std::move(city)));
}

Scenario drill_in(const City& city) {
  Scenario scenario = drill(1.34, 900.0);
  scenario.layout = city.layouts.front().name;
  scenario.population = "night";
  return scenario;
}

Scenario at_time(const City& city, int minutes) {
  Scenario scenario = drill_in(city);
  scenario.day_night = {TimeOfDay{minutes}, "day", "night"};
  scenario.population = "in between";
  return scenario;
}

std::vector<RunScores> runs_of(const PreparedScenario& prepared) {
  return run_replicates(prepared.city(), prepared.input(), 1).runs;
}

TEST(PreparedScenario, ATimeOfTheDayMovesThePeopleInBetween) {
  const auto city = two_populations();
  const PreparedScenario morning(city, at_time(*city, 7 * 60), 1);
  EXPECT_EQ(morning.parties().total_persons(), 50);
  const std::vector<RunScores> runs = runs_of(morning);
  EXPECT_EQ(runs[0].geographies[0].population[0], 50);
  EXPECT_EQ(runs[0].geographies[0].sheltered[0], 50);
  EXPECT_EQ(make_score_view(*city, morning.scenario(), runs).population, "in between");
}

TEST(PreparedScenario, NoonIsTheDayAndMidnightTheNight) {
  const auto city = two_populations();
  Scenario day = drill_in(*city);
  day.population = "day";
  EXPECT_EQ(runs_of({city, at_time(*city, 12 * 60), 1})[0].state_hash,
            runs_of({city, day, 1})[0].state_hash);
  EXPECT_EQ(runs_of({city, at_time(*city, 0), 1})[0].state_hash,
            runs_of({city, drill_in(*city), 1})[0].state_hash);
}

TEST(PreparedScenario, SirensWarnThoseAroundThem) {
  const auto city = two_populations();
  const std::filesystem::path path =
      std::filesystem::path(::testing::TempDir()) / "prepared_sirens.csv";
  std::ofstream(path) << "id,x,y,reach_m,fails,delay_s\nwest,0,0,100,0,5\n";
  Scenario scenario = drill_in(*city);
  scenario.warning.reach = 0.0;
  scenario.warning.sirens = path.string();
  scenario.warning.siren.heard = 1.0;
  const std::vector<RunScores> runs = runs_of({city, scenario, 1});
  EXPECT_EQ(runs[0].geographies[0].sheltered[0], 30);
  std::ofstream(path) << "id,x,y\nwest,118.05,900000.0\n";
  try {
    const PreparedScenario far(city, scenario, 1);
    FAIL() << "a siren far from every building must be a problem";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("no siren is within reach"));
  }
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace yanbi::test
