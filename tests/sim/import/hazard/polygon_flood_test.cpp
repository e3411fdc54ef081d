// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/polygon_flood.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/import/hazard/hazard_fixture.hpp"

namespace yanbi {
namespace {

using test::HazardCity;
using ::testing::ElementsAre;
using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A quarter of the western street, 571050 to 571075, and the door at (571050, 6225020).
constexpr const char* kQuarter =
    "POLYGON((571049.9 6224990,571074.9 6224990,571074.9 6225030,571049.9 6225030,571049.9 "
    "6224990))";
constexpr const char* kToml = "name = \"h\"\n[flood.polygons]\nfile = \"water.gpkg\"\n";

TEST(PolygonFlood, IsAStepInWaterAtItsTimes) {
  const HazardCity city;
  test::write_layer(city.path("water.gpkg"), "GPKG", "EPSG:25832",
                    {{"from"}, {"until"}, {"depth", OFTReal}},
                    {{kQuarter, {"10 min", "1200", "0.8"}}});
  const Hazard hazard = city.build(kToml);
  ASSERT_TRUE(hazard.flood);
  const Flood& flood = *hazard.flood;
  EXPECT_THAT(flood.frame, ElementsAre(Tick{5999}, Tick{6000}, Tick{11999}, Tick{12000}));
  EXPECT_THAT(flood.links.place, ElementsAreArray(city.links_at(571050, 6225000)));
  EXPECT_THAT(flood.links.depth, ElementsAre(0, 800, 800, 0, 0, 800, 800, 0));
  EXPECT_THAT(flood.links.mean, ElementsAre(0, 200, 200, 0, 0, 200, 200, 0));
  EXPECT_THAT(flood.links.flow, IsEmpty());
  EXPECT_THAT(flood.entrances.place, ElementsAre(0));
  EXPECT_THAT(flood.entrances.depth, ElementsAre(0, 800, 800, 0));
}

TEST(PolygonFlood, StaysWhereNoEndIsGivenAndTakesTheDepthForAll) {
  const HazardCity city;
  test::write_layer(city.path("water.gpkg"), "GPKG", "EPSG:25832", {{"t", OFTReal}},
                    {{kQuarter, {"0"}}});
  const Hazard hazard =
      city.build(std::string(kToml) + "columns = { from = \"t\" }\ndepth = 0.5\nvelocity = 2\n");
  EXPECT_THAT(hazard.flood->frame, ElementsAre(Tick{-1}, Tick{0}));
  EXPECT_THAT(hazard.flood->links.depth, ElementsAre(0, 500, 0, 500));
  EXPECT_THAT(hazard.flood->links.flow, ElementsAre(0, 1000, 0, 1000));
}

TEST(PolygonFlood, TheDeepestOfAreasThatOverlapCounts) {
  const HazardCity city;
  test::write_layer(city.path("water.gpkg"), "GPKG", "EPSG:25832",
                    {{"from", OFTReal}, {"depth", OFTReal}},
                    {{kQuarter, {"0", "0.3"}}, {kQuarter, {"60", "1.1"}}});
  const Hazard hazard = city.build(kToml);
  EXPECT_THAT(hazard.flood->frame, SizeIs(4));
  EXPECT_THAT(hazard.flood->entrances.depth, ElementsAre(0, 300, 300, 1100));
}

}  // namespace
}  // namespace yanbi
