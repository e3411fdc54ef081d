// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/synthesize.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "sim/base/problem.hpp"
#include "tests/sim/import/synthetic/indicators.hpp"
#include "tests/sim/import/synthetic/small_frame.hpp"

namespace yanbi {
namespace {

using test::SmallFrame;

std::filesystem::path demo() {
  return std::filesystem::path(YANBI_SOURCE_DIR) / "scenarios" / "demo" / "city.toml";
}

/// People of a population in each zone of a geography.
std::vector<std::int64_t> by_zone(const City& city, const char* population, const char* geography) {
  const Population& people = *city.find_population(population);
  const Geography& zones = *city.find_geography(geography);
  std::vector<std::int64_t> sum(zones.size(), 0);
  for (std::size_t o = 0; o < city.origins.size(); ++o) {
    sum[zones.zone_of_origin[o].index()] += people.persons[o];
  }
  return sum;
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
  EXPECT_EQ(city.find_layout("current")->works.size(), 27U);
  EXPECT_EQ(city.find_layout("planned")->works.size(), 36U);
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

TEST(Synthesize, RoadsForVehiclesHaveAHierarchy) {
  const City city = synthesize_city(test::small_country());
  const LinkColumns& links = city.network.links();
  EXPECT_GE(std::set<float>(links.speed.begin(), links.speed.end()).size(), 4U);
}

TEST(Synthesize, OneSeedMakesOneCityAndAnotherSeedAnother) {
  const std::uint64_t hash = hash_city(synthesize_city(demo(), std::nullopt));
  EXPECT_EQ(hash, hash_city(synthesize_city(demo(), std::nullopt)));
  EXPECT_NE(hash, hash_city(synthesize_city(demo(), 21)));
}

TEST(Synthesize, OneSeedMakesOneCityOfTownsAndVillages) {
  EXPECT_EQ(hash_city(synthesize_city(test::small_country())),
            hash_city(synthesize_city(test::small_country())));
}

TEST(Synthesize, PlacesAddUpToTheRatioAskedFor) {
  SyntheticSpec spec;
  spec.frame.population = 5000;
  spec.works.places_per_person = 1.5;
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

TEST(Synthesize, AVillageOfFiftyPeopleIsACity) {
  SyntheticSpec spec;
  spec.frame.area = 0.2;
  spec.frame.population = 50;
  spec.frame.districts = 1;
  spec.works.count = 1;
  const City city = synthesize_city(spec);
  EXPECT_EQ(city.find_population("night")->total(), 50);
  EXPECT_EQ(city.works.size(), 1U);
}

TEST(Synthesize, EveryRealDistrictHoldsThePeopleOfItsCensus) {
  const SmallFrame frame;
  const City city = synthesize_city(frame.city_file(), std::nullopt);
  EXPECT_EQ(by_zone(city, "night", "district"), (std::vector<std::int64_t>{9000, 4001}));
}

TEST(Synthesize, NobodyIsLostByDay) {
  const SmallFrame frame;
  const City city = synthesize_city(frame.city_file(), std::nullopt);
  EXPECT_EQ(city.find_population("day")->total(), 13001);
}

TEST(Synthesize, HouseholdsAndAgesFollowTheDistrict) {
  const SmallFrame frame;
  const City city = synthesize_city(frame.city_file(), std::nullopt);
  const Population& night = *city.find_population("night");
  ASSERT_EQ(night.profiles.size(), 2U);
  EXPECT_NEAR(night.profiles[1].household_shares[0], 0.19, 1e-9);
  EXPECT_NEAR(night.profiles[0].age_shares[2], 0.18, 1e-9);
  ASSERT_EQ(night.age_groups.size(), 3U);
  EXPECT_FALSE(night.age_groups.back().last.has_value());
  const Geography& districts = *city.find_geography("district");
  for (std::size_t o = 0; o < city.origins.size(); ++o) {
    ASSERT_EQ(night.profile[o], districts.zone_of_origin[o].index());
  }
}

TEST(Synthesize, AWorkingCrsIsChosenForRealDistricts) {
  const SmallFrame frame;
  EXPECT_EQ(synthesize_city(frame.city_file(), std::nullopt).crs, "EPSG:4548");
}

TEST(Synthesize, WorksSayThatTheyAreSynthetic) {
  const City city = synthesize_city(demo(), std::nullopt);
  for (const std::string& label : city.works.label) {
    ASSERT_NE(label.find("synthetic"), std::string::npos) << label;
    ASSERT_NE(label.find("合成"), std::string::npos) << label;
  }
}

TEST(Synthesize, IndicatorsOfASmallCityAreThoseAskedFor) {
  SyntheticSpec spec = test::small_country();
  spec.works.count = 150;
  spec.works.indicators = IndicatorsSpec{};
  const City city = synthesize_city(spec);
  const Layout& before = *city.find_layout("before");
  const Layout& now = *city.find_layout("2021");
  const test::LayoutAreas old_areas = test::areas_of(city, before);
  const test::LayoutAreas areas = test::areas_of(city, now);
  EXPECT_EQ(city.works.size(), 150U);
  EXPECT_NEAR(areas.total / old_areas.total, 1.33, 1e-3);
  EXPECT_NEAR(old_areas.personnel / old_areas.total, 0.56, 1e-3);
  EXPECT_NEAR(areas.personnel / areas.total, 0.70, 1e-3);
  EXPECT_NEAR(areas.teams / areas.total, 0.0338, 1e-3);
  // People come in buildings of some dozens, and this city has only 24,000 in towns.
  EXPECT_NEAR(test::area_per_person(city, now, 2) / test::area_per_person(city, before, 1), 1.2,
              0.01);
}

TEST(Synthesize, AFileThatDescribesARealCityIsRefused) {
  const auto aarhus =
      std::filesystem::path(YANBI_SOURCE_DIR) / "scenarios" / "aarhus" / "city.toml";
  EXPECT_THROW(static_cast<void>(synthesize_city(aarhus, std::nullopt)), InputError);
}

}  // namespace
}  // namespace yanbi
