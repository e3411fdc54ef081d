// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/raster_flood.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/hazard/hazard_hash.hpp"
#include "tests/sim/import/hazard/hazard_fixture.hpp"
#include "tests/support/data.hpp"

namespace yanbi {
namespace {

using test::CellValue;
using test::HazardCity;
using test::noted;
using test::small_raster;
using test::SmallCity;
using test::write_stack;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kOne = "name = \"h\"\n[flood]\ndepth = \"{t}.tif\"\n";
/// A cell on the western street, neither at its middle (571050) nor at its ends.
constexpr CellValue kOnTheWay = {20, 17, 2.0};  // x 571070 to 571080, y 6224990 to 6225000

TEST(RasterFlood, WaterBetweenTheMiddleAndTheEndOfAStreetIsFound) {
  const HazardCity city;
  city.raster("0.tif", small_raster({kOnTheWay}));
  const Hazard hazard = city.build(kOne);
  ASSERT_TRUE(hazard.flood);
  EXPECT_THAT(hazard.flood->frame, ElementsAre(Tick{0}));
  EXPECT_THAT(hazard.flood->links.place, ElementsAreArray(city.links_at(571050, 6225000)));
  EXPECT_THAT(hazard.flood->links.depth, ElementsAre(2000, 2000)) << "both directions";
  EXPECT_THAT(hazard.flood->links.mean, ElementsAre(200, 200)) << "a tenth of the street";
  EXPECT_THAT(hazard.flood->links.flow, IsEmpty());
  EXPECT_THAT(hazard.flood->entrances.place, IsEmpty());
  EXPECT_EQ(noted(hazard, "spacing"), 10.0);
  EXPECT_EQ(hazard.city_hash, hash_city(city.city()));
}

TEST(RasterFlood, DoorsAndOriginsAreLookedUpWhereTheyAre) {
  const HazardCity city;
  // The door of the first work lies at (571050, 6225020), building "a" at (571010, 6225010).
  city.raster("0.tif", small_raster({{18, 15, 0.4}, {19, 11, 0.25}}));
  const Hazard hazard = city.build(kOne);
  EXPECT_THAT(hazard.flood->links.place, IsEmpty());
  EXPECT_THAT(hazard.flood->entrances.place, ElementsAre(0));
  EXPECT_THAT(hazard.flood->entrances.depth, ElementsAre(400));
  EXPECT_THAT(hazard.flood->entrances.mean, IsEmpty());
  EXPECT_THAT(hazard.flood->origins.place, ElementsAre(0));
  EXPECT_THAT(hazard.flood->origins.depth, ElementsAre(250));
}

TEST(RasterFlood, FramesAreInTheOrderOfTimeAndAPlaceThatDriesKeepsItsRow) {
  const HazardCity city;
  city.raster("600.tif", small_raster({}));
  city.raster("30.tif", small_raster({kOnTheWay}));
  city.raster("sample.tif", small_raster({{20, 17, 9.0}}));
  const Hazard hazard = city.build(kOne);
  EXPECT_THAT(hazard.flood->frame, ElementsAre(Tick{300}, Tick{6000}));
  EXPECT_THAT(hazard.flood->links.depth, ElementsAre(2000, 0, 2000, 0));
}

TEST(RasterFlood, VelocityGivesTheLargestProduct) {
  const HazardCity city;
  city.raster("0.tif", small_raster({kOnTheWay, {20, 13, 0.5}}));
  city.raster("v0.tif", small_raster({{20, 17, 0.5}, {20, 13, 3.0}}));
  const Hazard hazard = city.build(std::string(kOne) + "velocity = \"v{t}.tif\"\n");
  EXPECT_THAT(hazard.flood->links.depth, ElementsAre(2000, 2000));
  EXPECT_THAT(hazard.flood->links.flow, ElementsAre(1500, 1500)) << "0.5 m at 3 m/s";
}

TEST(RasterFlood, ValuesAreRoundedToMillimetresAndCapped) {
  const HazardCity city;
  city.raster("0.tif", small_raster({{20, 17, 70.0}, {20, 25, 0.0004}, {18, 15, 0.0006}}));
  const Hazard hazard = city.build(kOne);
  EXPECT_THAT(hazard.flood->links.depth, ElementsAre(65535, 65535)) << "and not the 0.4 mm";
  EXPECT_THAT(hazard.flood->entrances.depth, ElementsAre(1));
}

TEST(RasterFlood, FeetAndMillimetresBecomeMetres) {
  const HazardCity city;
  city.raster("0.tif", small_raster({kOnTheWay}));
  EXPECT_EQ(city.build(std::string(kOne) + "unit = \"ft\"\n").flood->links.depth[0], 610);
  EXPECT_EQ(city.build(std::string(kOne) + "unit = \"mm\"\n").flood->links.depth[0], 2);
}

TEST(RasterFlood, AListAPatternAndAStackAreTheSame) {
  const HazardCity city;
  const auto first = small_raster({kOnTheWay});
  const auto second = small_raster({{20, 17, 1.25}, {18, 15, 0.4}});
  city.raster("60.tif", first);
  city.raster("120.tif", second);
  write_stack(city.path("stack.tif"), {first, second});
  write_stack(city.path("pixel.tif"), {first, second}, true);
  const std::uint64_t by_pattern = hash_hazard(city.build(kOne));
  for (const char* source :
       {"depth = [{ file = \"60.tif\", at = 60 }, { file = \"120.tif\", at = \"2 min\" }]",
        "depth = \"stack.tif\"\ntimes = [60, 120]",
        "depth = \"stack.tif\"\nfirst = \"1 min\"\ninterval = 60",
        "depth = \"pixel.tif\"\ntimes = [60, \"2 min\"]"}) {
    EXPECT_EQ(hash_hazard(city.build(std::string("name = \"h\"\n[flood]\n") + source)), by_pattern)
        << source;
  }
}

TEST(RasterFlood, IsTheSameForAnyNumberOfThreads) {
  const HazardCity city;
  for (int t = 0; t < 12; ++t) {
    city.raster(std::to_string(10 * t) + ".tif", small_raster({{20, 11 + t, 0.1 * (t + 1)}}));
  }
  EXPECT_EQ(hash_hazard(city.build(kOne, 1)), hash_hazard(city.build(kOne, 7)));
}

TEST(RasterFlood, OfAnotherCrsFindsTheSameStreets) {
  const HazardCity city;
  auto raster = small_raster({});
  raster.values.assign(raster.values.size(), 1.0);
  raster.crs = "EPSG:4326";  // some kilometres around the city
  raster.place = {10.0, 0.01, 0.0, 56.3, 0.0, -0.01};
  city.raster("0.tif", raster);
  const Hazard hazard = city.build(kOne);
  EXPECT_EQ(hazard.flood->links.size(), city.city().network.link_count());
  EXPECT_THAT(hazard.flood->links.mean, testing::Each(1000));
}

/// One more street, a bridge from the eastern end of the cross.
SmallCity::Files with_bridge() {
  return {{"streets.geojson",
           SmallCity::streets("," + SmallCity::line(R"("highway":"residential","bridge":"yes")",
                                                    "[[571200,6225000],[571280,6225000]]"))}};
}

TEST(RasterFlood, BridgesStayDryUnlessTheyAreToBeFlooded) {
  const HazardCity city(with_bridge());
  ASSERT_THAT(city.links_at(571240, 6225000), testing::SizeIs(2));
  city.raster("0.tif", small_raster({{20, 33, 1.0}}));  // x 571230 to 571240
  const Hazard dry = city.build(kOne);
  EXPECT_EQ(noted(dry, "bridges_dry"), 1.0);
  EXPECT_THAT(dry.flood->links.place, IsEmpty());
  const Hazard flooded = city.build(std::string(kOne) + "bridges = \"flooded\"\n");
  EXPECT_EQ(noted(flooded, "bridges_flooded"), 1.0);
  EXPECT_THAT(flooded.flood->links.place, ElementsAreArray(city.links_at(571240, 6225000)));
}

TEST(RasterFlood, WhatLiesOutsideIsDryAndNoted) {
  const HazardCity city;
  auto raster = small_raster({{20, 17, 2.0}});
  raster.values.resize(40 * 21);  // the southern street lies outside
  city.raster("0.tif", raster);
  const Hazard hazard = city.build(kOne);
  EXPECT_EQ(noted(hazard, "outside"), 1.0);
}

TEST(RasterFlood, LongIntervalsAreNoted) {
  const HazardCity city;
  for (const char* name : {"0.tif", "30.tif", "60.tif", "120.tif"}) {
    city.raster(name, small_raster({kOnTheWay}));
  }
  EXPECT_EQ(noted(city.build(kOne), "gaps"), 1.0);
}

TEST(RasterFlood, CellsWithoutDataAndRoundingBelowZeroAreDryAndNoted) {
  const HazardCity city;
  auto raster = small_raster({kOnTheWay, {20, 18, -9999.0}, {20, 16, -0.009}});
  raster.no_data = -9999.0;
  city.raster("0.tif", raster);
  const Hazard hazard = city.build(kOne);
  EXPECT_THAT(hazard.flood->links.depth, ElementsAre(2000, 2000));
  EXPECT_GT(noted(hazard, "no_data").value_or(0.0), 0.0);
  EXPECT_GT(noted(hazard, "barely_negative").value_or(0.0), 0.0);
}

TEST(RasterFlood, NumbersThatAreNoDepthsMayBeDeclaredDry) {
  const HazardCity city;
  city.raster("0.tif", small_raster({kOnTheWay, {20, 18, -3.0}, {20, 16, std::nan("")}}));
  const Hazard hazard = city.build(std::string(kOne) + "dry = [\"nan\", \"negative\"]\n");
  EXPECT_THAT(hazard.flood->links.depth, ElementsAre(2000, 2000));
}

TEST(SeasideFlood, OneHundredAndTwentyFramesAreRead) {
  YANBI_NEEDS_DATA("seaside");
  const test::SmallCity files({{"city.toml", R"(name = "Seaside"
crs = "EPSG:32610"
[streets]
file = "seaside/road_network/road_network.shp"
[population]
from = "streets"
[[population.estimate]]
name = "all"
total = 4502
[[works]]
ledger = "w"
file = "works.csv"
crs = "EPSG:32610"
columns = { id = "id", places = "places", x = "x", y = "y" }
[[layout]]
name = "all"
[grid]
cell = 500
[attach]
max_distance = 3000
max_distance_works = 3000
)"},
                               {"works.csv", "id,places,x,y\n1,50,430000,5093500\n"}});
  std::filesystem::create_directory_symlink(test::data_folder() / "seaside",
                                            files.folder() / "seaside");
  const City city = build_city(files.city_file(), std::nullopt);
  std::ofstream(files.folder() / "hazard.toml")
      << "name = \"tsunami\"\n[flood]\ndepth = \"seaside/tsunami_inundation/{t}.asc\"\n"
         "dry = [\"negative\"]\n";
  const Hazard hazard = build_hazard(files.folder() / "hazard.toml", city, std::nullopt, 2);
  ASSERT_TRUE(hazard.flood);
  EXPECT_EQ(hazard.flood->frame.size(), 120U);
  EXPECT_EQ(hazard.flood->frame.front(), Tick{300});
  EXPECT_EQ(hazard.flood->frame.back(), Tick{36000});
  EXPECT_EQ(hazard.inputs.size(), 121U);
  // The deepest water of all rasters is 11 m, at sea; hardly any street is wet before 2,000 s.
  EXPECT_GT(*std::ranges::max_element(hazard.flood->links.depth), 9000);
  EXPECT_LT(*std::ranges::max_element(hazard.flood->links.depth), 11100);
  EXPECT_EQ(noted(hazard, "gaps"), std::nullopt);
  std::size_t wet_early = 0;
  std::size_t wet_late = 0;
  for (std::size_t r = 0; r < hazard.flood->links.size(); ++r) {
    wet_early += hazard.flood->links.depth[r * 120 + 49] > 300 ? 1U : 0U;  // at 1,500 s
    wet_late += hazard.flood->links.depth[r * 120 + 79] > 300 ? 1U : 0U;   // at 2,400 s
  }
  EXPECT_EQ(wet_early, 0U);
  EXPECT_GT(wet_late, 400U);
}

}  // namespace
}  // namespace yanbi
