// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/import/hazard/build_attack.hpp"
#include "tests/sim/import/hazard/hazard_fixture.hpp"

namespace yanbi {
namespace {

using test::HazardCity;
using test::noted;
using test::small_raster;
using test::SmallCity;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kEffects = R"(name = "h"
[[effects]]
name = "near"
link_blocked = 0.5
entrance_blocked = 0.25
work_lost = { default = 0.3, "核5" = 0.05, "early" = 0.6 }
cleared_after = "2 h"
[[effects]]
name = "far"
link_blocked = 0.1
entrance_blocked = 0
work_lost = 0
)";
const std::string kAll = "[[wave]]\nat = \"2 min\"\nstrikes = \"all\"\n";

std::string strike(const std::string& key, const std::string& footprints) {
  return "[[strike]]\nkey = \"" + key + "\"\nfootprints = " + footprints + "\n";
}

/// A circle around the first work and the middle of the western street.
const std::string kCircle = "[{ x = 571050, y = 6225010, radius = 15, effects = \"near\" }]";

TEST(Strikes, ACircleHoldsWhatLiesInItInBothDirections) {
  const HazardCity city;
  const Hazard hazard = city.build(kEffects + strike("a", kCircle) + kAll);
  ASSERT_TRUE(hazard.attack);
  ASSERT_THAT(hazard.attack->strikes, SizeIs(1));
  ASSERT_THAT(hazard.attack->strikes[0].footprints, SizeIs(1));
  const Footprint& footprint = hazard.attack->strikes[0].footprints[0];
  std::vector<std::uint32_t> links;
  for (const LinkId link : footprint.links) {
    links.push_back(link.raw());
  }
  EXPECT_EQ(links, city.links_at(571050, 6225000));
  EXPECT_THAT(footprint.entrances, ElementsAre(EntranceId(0)));
  EXPECT_THAT(footprint.works, ElementsAre(WorkId(0)));
  EXPECT_THAT(footprint.work_lost, ElementsAre(0.3F));
  EXPECT_THAT(footprint.origins, IsEmpty());
  EXPECT_THAT(hazard.attack->waves, SizeIs(1));
  EXPECT_EQ(hazard.attack->waves[0].at, Tick{1200});
  EXPECT_EQ(hazard.attack->effects[0].cleared_after, 7200.0);
}

TEST(Strikes, ACircleInDegreesIsPlaced) {
  const HazardCity city;
  // EPSG:25832 (571050, 6225010) by PROJ's cs2cs.
  const Hazard hazard = city.build(
      kEffects + strike("a", "{ lon = 10.143, lat = 56.164, radius = 3000, effects = \"far\" }") +
      kAll);
  EXPECT_EQ(hazard.attack->strikes[0].footprints[0].links.size(), city.city().network.link_count());
}

TEST(Strikes, WorksAreLostByTheirGrade) {
  const SmallCity::Files works = {
      {"works.csv",
       "id,places,year,x,y,resistance,status\n1,50,1960,571050,6225020,核6常6,built\n"
       "2,50,1965,571150,6224980,核5常5,built\n3,80,1980,571105,6225090,核5,early\n"
       "4,80,1980,571105,6225095,,early\n"}};
  const HazardCity city(works);
  const Hazard hazard = city.build(
      kEffects + strike("a", "{ x = 571100, y = 6225000, radius = 500, effects = \"near\" }") +
      kAll);
  EXPECT_THAT(hazard.attack->strikes[0].footprints[0].work_lost,
              ElementsAre(0.3F, 0.05F, 0.05F, 0.6F))
      << "the first key that fits counts";
}

TEST(Strikes, PolygonsOfALayerMayBeAStrikeEach) {
  const HazardCity city;
  test::write_layer(city.path("prints.gpkg"), "GPKG", "EPSG:25832", {{"key"}, {"what"}},
                    {{"POLYGON((571040 6224990,571060 6224990,571060 6225030,571040 6225030,571040 "
                      "6224990))",
                      {"p1", "near"}},
                     {"POLYGON((571140 6224990,571141 6224990,571141 6225010,571140 6225010,571140 "
                      "6224990))",
                      {"p2", "far"}},
                     {"POLYGON((571060 6225090,571110 6225090,571110 6225095,571060 6225095,571060 "
                      "6225090))",
                      {"p1", "far"}}});
  const std::string layer =
      strike("g", "{ file = \"prints.gpkg\", effects_column = \"what\", key = \"key\" }");
  const Hazard hazard = city.build(kEffects + layer +
                                   "[[wave]]\nat = 5\nstrikes = [\"g/p2\"]\n[[wave]]\nat = 9\n"
                                   "strikes = [\"g\"]\ndraw = 1\n");
  const Attack& attack = *hazard.attack;
  ASSERT_THAT(attack.strikes, SizeIs(2));
  EXPECT_EQ(attack.strikes[0].key, "g/p1");
  EXPECT_THAT(attack.strikes[0].footprints, SizeIs(2));
  EXPECT_THAT(attack.strikes[1].footprints[0].links, SizeIs(2)) << "a strip of 1 m is met";
  EXPECT_EQ(attack.strikes[1].footprints[0].effects, 1U);
  EXPECT_THAT(attack.waves[0].strikes, ElementsAre(1));
  EXPECT_THAT(attack.waves[1].strikes, ElementsAre(0, 1));
  EXPECT_EQ(attack.waves[1].drawn, 1U);
  EXPECT_EQ(noted(hazard, "in_several_waves"), 1.0);
}

TEST(Strikes, ClassesOfARasterAreFootprints) {
  const HazardCity city;
  auto raster = small_raster({{20, 17, 8.5}, {20, 18, 7.0}, {18, 15, 9.0}});
  city.raster("mmi.tif", raster);
  const Hazard hazard = city.build(
      kEffects +
      strike("quake",
             "{ file = \"mmi.tif\", classes = [{ least = 7, effects = \"far\" }, { least = 8, "
             "effects = \"near\" }] }") +
      kAll);
  const std::vector<Footprint>& footprints = hazard.attack->strikes[0].footprints;
  ASSERT_THAT(footprints, SizeIs(2));
  EXPECT_EQ(footprints[0].effects, 1U);
  EXPECT_THAT(footprints[0].links, SizeIs(2));
  EXPECT_THAT(footprints[0].works, IsEmpty());
  EXPECT_EQ(footprints[1].effects, 0U);
  EXPECT_THAT(footprints[1].links, SizeIs(2)) << "a street in two classes is in both footprints";
  EXPECT_THAT(footprints[1].works, ElementsAre(WorkId(0)));
  EXPECT_THAT(footprints[1].entrances, ElementsAre(EntranceId(0)));
}

TEST(Strikes, OneThatTouchesNothingIsNotedAndAllAreAProblem) {
  const HazardCity city;
  const std::string far = "[{ x = 575000, y = 6225010, radius = 15, effects = \"near\" }]";
  EXPECT_EQ(noted(city.build(kEffects + strike("a", kCircle) + strike("b", far) + kAll), "empty"),
            1.0);
  EXPECT_THAT(city.said(kEffects + strike("b", far) + kAll),
              testing::HasSubstr("none of the 1 strikes touches anything"));
}

TEST(Waves, ComeInTheOrderOfTime) {
  const HazardCity city;
  const Hazard hazard = city.build(kEffects + strike("a", kCircle) + strike("b", kCircle) +
                                   "[[wave]]\nat = \"1 h\"\nstrikes = [\"b\"]\n"
                                   "[[wave]]\nat = 60\nstrikes = [\"b\", \"a\"]\n");
  EXPECT_EQ(hazard.attack->waves[0].at, Tick{600});
  EXPECT_THAT(hazard.attack->waves[0].strikes, ElementsAre(0, 1));
  EXPECT_THAT(hazard.attack->waves[1].strikes, ElementsAre(1));
}

TEST(Waves, AtOneTimeAreNotedUnlessTheyBringTheSameStrike) {
  const HazardCity city;
  const std::string strikes = kEffects + strike("a", kCircle) + strike("b", kCircle);
  const auto wave = [](const std::string& key) {
    return "[[wave]]\nat = 60\nstrikes = [\"" + key + "\"]\n";
  };
  EXPECT_EQ(noted(city.build(strikes + wave("a") + wave("b")), "waves_together"), 60.0);
  EXPECT_THAT(city.said(strikes + wave("a") + wave("b") + wave("a")),
              testing::HasSubstr("two waves bring this strike at the same time"));
}

}  // namespace
}  // namespace yanbi
