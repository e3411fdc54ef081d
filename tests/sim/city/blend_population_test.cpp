// SPDX-License-Identifier: Apache-2.0
#include "sim/city/blend_population.hpp"

#include <gtest/gtest.h>

#include <random>

namespace yanbi {
namespace {

using Persons = std::vector<std::int32_t>;

Origins origins_named(std::vector<std::string> keys) {
  Origins origins;
  origins.key = std::move(keys);
  return origins;
}

Population population_with(std::string name, Persons persons, std::vector<double> households) {
  return {.name = std::move(name),
          .note = {},
          .persons = std::move(persons),
          .household_shares = std::move(households)};
}

TEST(BlendPopulations, TheEndsAreThePopulationsThemselves) {
  const Origins origins = origins_named({"a", "b"});
  const Population night = population_with("night", {7, 0}, {0.2, 0.8});
  const Population day = population_with("day", {1, 9}, {1.0});
  EXPECT_EQ(blend_populations(origins, night, day, 0.0, "n").persons, night.persons);
  EXPECT_EQ(blend_populations(origins, night, day, 1.0, "d").persons, day.persons);
  EXPECT_EQ(blend_populations(origins, night, day, 0.0, "n").name, "n");
}

TEST(BlendPopulations, LargestRemaindersMakeTheTotalTheBlendOfTheTotals) {
  // A quarter of the day: 1.25, 2.5 and 3.75 persons, 7.5 in all; eight, half up.
  const Population blend =
      blend_populations(origins_named({"a", "b", "c"}), population_with("night", {1, 2, 3}, {1.0}),
                        population_with("day", {2, 4, 6}, {1.0}), 0.25, "dawn");
  EXPECT_EQ(blend.persons, (Persons{1, 3, 4}));
}

TEST(BlendPopulations, HouseholdsAndAgesAreThoseOfTheNearer) {
  const Origins origins = origins_named({"a"});
  Population night = population_with("night", {4}, {0.2, 0.8});
  night.profiles = {{"west", {0.5, 0.5}, {0.3, 0.7}}};
  night.profile = {0};
  night.age_groups = {{"0-14", 0, 14}, {"15+", 15, std::nullopt}};
  const Population day = population_with("day", {8}, {1.0});
  const Population early = blend_populations(origins, night, day, 0.49, "early");
  EXPECT_EQ(early.profiles, night.profiles);
  EXPECT_EQ(early.age_groups, night.age_groups);
  EXPECT_EQ(early.household_shares, night.household_shares);
  const Population late = blend_populations(origins, night, day, 0.5, "late");
  EXPECT_TRUE(late.profiles.empty());
  EXPECT_EQ(late.household_shares, day.household_shares);
}

TEST(BlendPopulations, NobodyIsLostAnywhereInBetween) {
  std::mt19937 random(3);
  std::uniform_int_distribution<std::int32_t> persons(0, 40);
  std::vector<std::string> keys;
  Persons at_night;
  Persons by_day;
  for (int o = 0; o < 300; ++o) {
    keys.push_back(std::to_string(o));
    at_night.push_back(persons(random));
    by_day.push_back(persons(random));
  }
  by_day[0] += 10'000;  // commuters
  const Origins origins = origins_named(keys);
  const Population night = population_with("night", at_night, {1.0});
  const Population day = population_with("day", by_day, {1.0});
  for (double share = 0.0; share <= 1.0; share += 0.03125) {
    const Population blend = blend_populations(origins, night, day, share, "between");
    const double total = share * static_cast<double>(day.total()) +
                         (1.0 - share) * static_cast<double>(night.total());
    EXPECT_NEAR(static_cast<double>(blend.total()), total, 0.5);
    for (std::size_t o = 0; o < keys.size(); ++o) {
      EXPECT_NEAR(blend.persons[o], share * by_day[o] + (1.0 - share) * at_night[o], 1.0);
    }
  }
}

}  // namespace
}  // namespace yanbi
