// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/city_check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/scenario/population_choice.hpp"

namespace yanbi {
namespace {

using ::testing::HasSubstr;

City small_city() {
  City city;
  city.name = "Town";
  city.works.key = {"a/1", "a/2"};
  city.works.type = {WorkType::kPersonnel, WorkType::kMedical};
  city.works.places = {10, 20};
  city.layouts = {{.name = "1985",
                   .date = {},
                   .ledgers = {},
                   .statuses = {},
                   .types = {},
                   .works = {WorkId{0}, WorkId{1}}},
                  {.name = "medical",
                   .date = {},
                   .ledgers = {},
                   .statuses = {},
                   .types = {},
                   .works = {WorkId{1}}}};
  city.populations = {{.name = "night", .note = {}, .persons = {3, 4}, .household_shares = {1.0}},
                      {.name = "empty", .note = {}, .persons = {0, 0}, .household_shares = {1.0}}};
  return city;
}

Scenario scenario_with(const char* layout, const char* population) {
  Scenario scenario;
  scenario.layout = layout;
  scenario.population = population;
  return scenario;
}

TEST(CityCheck, KnownNamesAreRight) {
  EXPECT_TRUE(check_against_city(scenario_with("1985", "night"), small_city(), "s.toml").empty());
}

TEST(CityCheck, UnknownNamesAreAnsweredWithTheNearest) {
  const auto problems = check_against_city(scenario_with("1958", "nigth"), small_city(), "s.toml");
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].key, "layout");
  EXPECT_THAT(problems[0].remedy, HasSubstr("did you mean '1985'?"));
  EXPECT_EQ(problems[1].file, "s.toml");
  EXPECT_THAT(problems[1].remedy, HasSubstr("did you mean 'night'? The city has: night, empty"));
}

TEST(CityCheck, LayoutWithoutPersonnelSheltersIsRefused) {
  const auto problems =
      check_against_city(scenario_with("medical", "night"), small_city(), "s.toml");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0].reason, HasSubstr("no personnel shelter"));
}

TEST(CityCheck, AnUnknownGeographyToBindPeopleToIsRefused) {
  City city = small_city();
  city.geographies.emplace_back();
  city.geographies.back().name = "district";
  Scenario scenario = scenario_with("1985", "night");
  scenario.plan.binding = "district";
  EXPECT_TRUE(check_against_city(scenario, city, "s.toml").empty());
  scenario.plan.binding = "distric";
  const auto problems = check_against_city(scenario, city, "s.toml");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].key, "plan.binding");
  EXPECT_THAT(problems[0].remedy, HasSubstr("did you mean 'district'?"));
}

TEST(CityCheck, BothPopulationsOfATimeOfTheDayMustBeThere) {
  City city = small_city();
  city.origins.key = {"a", "b"};
  Scenario scenario = scenario_with("1985", "night and day at 07:00");
  scenario.day_night = {TimeOfDay{420}, "dya", "nihgt"};
  const auto problems = check_against_city(scenario, city, "s.toml");
  ASSERT_EQ(problems.size(), 2U);
  EXPECT_EQ(problems[0].key, "population_day");
  EXPECT_EQ(problems[1].key, "population_night");
  EXPECT_THAT(problems[1].remedy, HasSubstr("did you mean 'night'?"));
  scenario.day_night = {TimeOfDay{420}, "empty", "night"};
  EXPECT_TRUE(check_against_city(scenario, city, "s.toml").empty());
  EXPECT_EQ(population_of(city, scenario).persons, (std::vector<std::int32_t>{2, 2}));
  EXPECT_EQ(population_of(city, scenario).name, "night and day at 07:00");
  scenario.day_night.time = TimeOfDay{14 * 60};
  const auto nobody = check_against_city(scenario, city, "s.toml");
  ASSERT_EQ(nobody.size(), 1U);
  EXPECT_EQ(nobody[0].key, "time_of_day");
}

TEST(CityCheck, SpeedByAgeNeedsAges) {
  City city = small_city();
  Scenario scenario = scenario_with("1985", "night");
  scenario.people.speed_by_age = SpeedByAge::kBohannon;
  const auto problems = check_against_city(scenario, city, "s.toml");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_EQ(problems[0].key, "walking.speed_by_age");
  city.populations[0].age_groups = {{"all", 0, std::nullopt}};
  city.populations[0].profiles = {{"all", {1.0}, {1.0}}};
  city.populations[0].profile = {0, 0};
  EXPECT_TRUE(check_against_city(scenario, city, "s.toml").empty());
}

TEST(CityCheck, PopulationWithoutPeopleIsRefused) {
  const auto problems = check_against_city(scenario_with("1985", "empty"), small_city(), "s.toml");
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(problems[0].reason, HasSubstr("nobody"));
}

}  // namespace
}  // namespace yanbi
