// SPDX-License-Identifier: Apache-2.0
// The shipped synthetic Zibo: its size, its people district by district, and the published
// indicators.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <string>

#include "sim/import/synthetic/synthesize.hpp"
#include "tests/sim/import/synthetic/indicators.hpp"

namespace yanbi {
namespace {

City zibo() {
  return synthesize_city(
      std::filesystem::path(YANBI_SOURCE_DIR) / "scenarios" / "zibo-synthetic" / "city.toml",
      std::nullopt);
}

TEST(ZiboSynthetic, IsAsLargeAsThePrefecture) {
  const City city = zibo();
  EXPECT_TRUE(city.synthetic);
  EXPECT_EQ(city.crs, "EPSG:4548");
  EXPECT_GE(city.network.link_count(), 150'000U);
  EXPECT_GE(city.origins.size(), 100'000U);
  EXPECT_EQ(city.works.size(), 3600U);
  // Census of 2020, by district.
  const std::map<std::string, std::int64_t> census = {
      {"370302", 646685}, {"370303", 1272967}, {"370304", 410643}, {"370305", 649160},
      {"370306", 407016}, {"370321", 489479},  {"370322", 313130}, {"370323", 515058}};
  const Geography& districts = *city.find_geography("district");
  const Population& night = *city.find_population("night");
  std::map<std::string, std::int64_t> made;
  for (std::size_t o = 0; o < city.origins.size(); ++o) {
    made[districts.key[districts.zone_of_origin[o].index()]] += night.persons[o];
  }
  EXPECT_EQ(made, census);
  EXPECT_EQ(night.total(), 4'704'138);
  EXPECT_EQ(city.find_population("day")->total(), 4'704'138);
}

TEST(ZiboSynthetic, ReproducesThePublishedIndicators) {
  const City city = zibo();
  const Layout& before = *city.find_layout("before");
  const Layout& now = *city.find_layout("2021");
  const test::LayoutAreas old_areas = test::areas_of(city, before);
  const test::LayoutAreas areas = test::areas_of(city, now);
  EXPECT_NEAR(areas.total / old_areas.total, 1.33, 1e-5);
  EXPECT_NEAR(old_areas.personnel / old_areas.total, 0.56, 1e-5);
  EXPECT_NEAR(areas.personnel / areas.total, 0.70, 1e-5);
  EXPECT_NEAR(old_areas.teams / old_areas.total, 0.0066, 1e-5);
  EXPECT_NEAR(areas.teams / areas.total, 0.0338, 1e-5);
  EXPECT_NEAR(test::area_per_person(city, now, 2) / test::area_per_person(city, before, 1), 1.20,
              1e-3);
  EXPECT_NEAR(test::area_of_status(city, WorkStatus::kApproved) /
                  test::area_of_status(city, WorkStatus::kUnderConstruction),
              1.60, 1e-5);
}

}  // namespace
}  // namespace yanbi
