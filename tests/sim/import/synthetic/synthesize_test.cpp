// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/synthesize.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "sim/base/problem.hpp"

namespace yanbi {
namespace {

std::filesystem::path demo() {
  return std::filesystem::path(YANBI_SOURCE_DIR) / "scenarios" / "demo" / "city.toml";
}

TEST(Synthesize, TheDemonstrationHasPeopleDistrictsAndTwoLayouts) {
  const City city = synthesize_city(demo(), std::nullopt);
  EXPECT_TRUE(city.synthetic);
  ASSERT_NE(city.find_population("night"), nullptr);
  ASSERT_NE(city.find_population("day"), nullptr);
  EXPECT_EQ(city.find_population("night")->total(), 20000);
  EXPECT_EQ(city.find_population("day")->total(), 20000);
  ASSERT_NE(city.find_geography("district"), nullptr);
  EXPECT_EQ(city.find_geography("district")->size(), 6U);
  ASSERT_NE(city.find_geography("grid"), nullptr);
  ASSERT_NE(city.find_layout("current"), nullptr);
  ASSERT_NE(city.find_layout("planned"), nullptr);
  EXPECT_LT(city.find_layout("current")->works.size(), city.find_layout("planned")->works.size());
}

TEST(Synthesize, EverybodyAndEveryDoorIsOnTheNetwork) {
  const City city = synthesize_city(demo(), std::nullopt);
  const auto& homes = city.origins.position;
  const auto& doors = city.works.entrances.position;
  EXPECT_TRUE(std::all_of(homes.begin(), homes.end(), [](const auto& p) { return p.has_value(); }));
  EXPECT_TRUE(std::all_of(doors.begin(), doors.end(), [](const auto& p) { return p.has_value(); }));
  std::set<WorkId> with_doors(city.works.entrances.work.begin(), city.works.entrances.work.end());
  EXPECT_EQ(with_doors.size(), city.works.size());
}

TEST(Synthesize, ThereAreStairsAndStreetsOfSeveralWidths) {
  const City city = synthesize_city(demo(), std::nullopt);
  const LinkColumns& links = city.network.links();
  EXPECT_GE(std::set<float>(links.width.begin(), links.width.end()).size(), 3U);
  EXPECT_GT(std::count(links.form.begin(), links.form.end(), WayForm::kStairsUp), 0);
  EXPECT_EQ(std::count(links.form.begin(), links.form.end(), WayForm::kStairsUp),
            std::count(links.form.begin(), links.form.end(), WayForm::kStairsDown));
}

TEST(Synthesize, OneSeedMakesOneCityAndAnotherSeedAnother) {
  const std::uint64_t hash = hash_city(synthesize_city(demo(), std::nullopt));
  EXPECT_EQ(hash, hash_city(synthesize_city(demo(), std::nullopt)));
  EXPECT_NE(hash, hash_city(synthesize_city(demo(), 21)));
}

TEST(Synthesize, PlacesAddUpToTheRatioAskedFor) {
  SyntheticSpec spec;
  spec.population = 5000;
  spec.places_per_person = 1.5;
  const City city = synthesize_city(spec);
  EXPECT_EQ(std::accumulate(city.works.places.begin(), city.works.places.end(), 0), 7500);
}

TEST(Synthesize, ByDayMorePeopleAreInTheCentre) {
  const City city = synthesize_city(demo(), std::nullopt);
  const auto in_centre = [&](const Population& population) {
    std::int64_t persons = 0;
    for (std::size_t i = 0; i < city.origins.size(); ++i) {
      const bool centre = std::abs(city.origins.x[i] - 501200.0) < 400.0 &&
                          std::abs(city.origins.y[i] - 10960.0) < 400.0;
      persons += centre ? population.persons[i] : 0;
    }
    return persons;
  };
  EXPECT_GT(in_centre(*city.find_population("day")), in_centre(*city.find_population("night")));
}

TEST(Synthesize, AFileThatDescribesARealCityIsRefused) {
  const auto aarhus =
      std::filesystem::path(YANBI_SOURCE_DIR) / "scenarios" / "aarhus" / "city.toml";
  EXPECT_THROW(static_cast<void>(synthesize_city(aarhus, std::nullopt)), InputError);
}

}  // namespace
}  // namespace yanbi
