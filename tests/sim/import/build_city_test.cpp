// SPDX-License-Identifier: Apache-2.0
#include "sim/import/build_city.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "tests/sim/import/small_city.hpp"

namespace yanbi {
namespace {

using test::SmallCity;

std::optional<double> noted(const City& city, const std::string& topic, const std::string& key) {
  const auto note = std::find_if(city.notes.begin(), city.notes.end(), [&](const ImportNote& each) {
    return each.topic == topic && each.key == key;
  });
  return note == city.notes.end() ? std::nullopt : std::optional(note->value);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(BuildCity, EverythingOfASmallCityComesTogether) {
  const SmallCity files;
  const City city = build_city(files.city_file(), std::nullopt);
  EXPECT_EQ(city.name, "Small");
  EXPECT_FALSE(city.synthetic);
  EXPECT_EQ(city.network.node_count(), 5U);
  EXPECT_EQ(city.network.link_count(), 8U);
  // Nobody lives in the shop, nor in the house of 1990; 1 : 12 by dwellings.
  EXPECT_EQ(city.origins.key, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(city.find_population("night")->persons, (std::vector<std::int32_t>{8, 92}));
  EXPECT_EQ(city.works.key, (std::vector<std::string>{"main/1", "main/2", "main/3"}));
  EXPECT_EQ(city.find_layout("all")->works.size(), 3U);
  EXPECT_EQ(city.find_layout("1970")->works.size(), 2U);
  EXPECT_EQ(city.geographies.size(), 2U);
  EXPECT_EQ(city.inputs.size(), 5U);
  EXPECT_EQ(noted(city, "population", "buildings"), 4.0);
  EXPECT_EQ(noted(city, "works/main", "places_1970"), 50.0);
  EXPECT_EQ(noted(city, "works/main", "places_missing"), 1.0);
}

TEST(BuildCity, AnEstimateNearStreetsLeavesOutWhoLivesBeyondThem) {
  const std::string far_house = SmallCity::buildings() + "e,120,1950,1,576000,6225010\n";
  const SmallCity anywhere({{"buildings.csv", far_house}});
  EXPECT_EQ(build_city(anywhere.city_file(), std::nullopt).origins.size(), 3U);
  const SmallCity near({{"buildings.csv", far_house},
                        {"city.toml", replaced(SmallCity::city_toml(), "standing_before = 1987",
                                               "standing_before = 1987\nnear_streets = true")}});
  const City city = build_city(near.city_file(), std::nullopt);
  EXPECT_EQ(city.origins.key, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(city.find_population("night")->total(), 100);
  EXPECT_EQ(noted(city, "population", "beyond_streets_night"), 1.0);
}

TEST(BuildCity, TagsDecideWidths) {
  const SmallCity files;
  const City city = build_city(files.city_file(), std::nullopt);
  const auto& widths = city.network.links().width;
  EXPECT_EQ(std::count(widths.begin(), widths.end(), 4.0F), 4);
  EXPECT_EQ(std::count(widths.begin(), widths.end(), 3.0F), 4);
}

TEST(BuildCity, OriginsAndDoorsMeetTheNearestStreet) {
  const SmallCity files;
  const City city = build_city(files.city_file(), std::nullopt);
  ASSERT_TRUE(city.origins.position[0]);
  EXPECT_DOUBLE_EQ(city.origins.access[0], 10.0);
  ASSERT_EQ(city.works.entrances.size(), 3U);
  EXPECT_DOUBLE_EQ(city.works.entrances.access[0], 20.0);
  EXPECT_DOUBLE_EQ(city.works.entrances.access[2], 5.0);
  EXPECT_FALSE(city.works.entrances.width[0].has_value());
}

TEST(BuildCity, ZonesHoldOriginsAndWorks) {
  const SmallCity files;
  const City city = build_city(files.city_file(), std::nullopt);
  const Geography& districts = *city.find_geography("district");
  EXPECT_EQ(districts.label, (std::vector<std::string>{"West", "East"}));
  EXPECT_EQ(districts.zone_of_origin, (std::vector<ZoneId>{ZoneId(0), ZoneId(1)}));
  EXPECT_EQ(districts.zone_of_work, (std::vector<ZoneId>{ZoneId(0), ZoneId(1), ZoneId(1)}));
}

TEST(BuildCity, OtherCoordinateSystemsEndUpInTheSamePlace) {
  // The three works in WGS84, as one column "lat, lon".
  const std::string toml =
      replaced(replaced(SmallCity::city_toml(), "crs = \"EPSG:25832\"\nmissing",
                        "crs = \"EPSG:4326\"\nmissing"),
               "x = \"x\", y = \"y\" }", "position = \"at\" }");
  const SmallCity files(
      {{"city.toml", toml},
       {"works.csv", "id,places,year,at\n1,50,1960,\"56.16488172, 10.14411389\"\n"}});
  const City city = build_city(files.city_file(), std::nullopt);
  EXPECT_NEAR(city.works.x[0], 571050.0, 0.02);
  EXPECT_NEAR(city.works.y[0], 6225020.0, 0.02);
}

TEST(BuildCity, TheLastRevisionByTheLayoutsDateCounts) {
  const std::string toml =
      replaced(SmallCity::city_toml(), "missing = ", "revisions = \"last\"\nmissing = ");
  const SmallCity files({{"city.toml", toml},
                         {"works.csv",
                          "id,places,year,x,y\n7,50,1960,571050,6225020\n8,5,1950,571050,6225020\n"
                          "7,20,1980,571050,6225020\n"}});
  const City city = build_city(files.city_file(), std::nullopt);
  EXPECT_EQ(city.works.key, (std::vector<std::string>{"main/7", "main/8", "main/7#2"}));
  EXPECT_EQ(city.works.facility, (std::vector<std::uint32_t>{0, 1, 0}));
  EXPECT_EQ(noted(city, "works/main", "places_1970"), 55.0);
  EXPECT_EQ(noted(city, "works/main", "places_all"), 25.0);
}

TEST(BuildCity, DoorsOfALedgerTakeThePlaceOfTheAssumedOne) {
  const std::string toml =
      replaced(SmallCity::city_toml(), "[[layout]]",
               "[works.entrances]\nfile = \"doors.csv\"\nwork = \"work\"\nx = \"x\"\ny = \"y\"\n"
               "width = \"width\"\ncrs = \"EPSG:25832\"\n[[layout]]");
  const SmallCity files(
      {{"city.toml", toml},
       {"doors.csv", "work,x,y,width\n2,571150,6224990,1.2\n2,571160,6224990,\n"}});
  const City city = build_city(files.city_file(), std::nullopt);
  const Entrances& doors = city.works.entrances;
  EXPECT_EQ(doors.work, (std::vector<WorkId>{WorkId(0), WorkId(1), WorkId(1), WorkId(2)}));
  EXPECT_EQ(doors.width[1], 1.2);
  EXPECT_FALSE(doors.width[2].has_value());
  EXPECT_EQ(city.inputs.size(), 6U);
}

TEST(BuildCity, DisconnectedStreetsAreReportedAndTheLargestPartKept) {
  const SmallCity files(
      {{"streets.geojson",
        SmallCity::streets(
            "," + SmallCity::line(R"("highway":"path")", "[[572000,6225000],[572050,6225000]]"))}});
  const City city = build_city(files.city_file(), std::nullopt);
  EXPECT_EQ(city.network.link_count(), 8U);
  EXPECT_EQ(noted(city, "streets", "dropped_components"), 1.0);
  EXPECT_EQ(noted(city, "streets", "dropped_length"), 0.05);
}

TEST(BuildCity, AShelterFarFromAnyStreetIsNotedAndCannotBeReached) {
  const SmallCity files({{"works.csv", SmallCity::works() + "4,70,1960,575000,6225000\n"}});
  const City city = build_city(files.city_file(), std::nullopt);
  EXPECT_EQ(noted(city, "works/main", "far_from_street"), 1.0);
  EXPECT_FALSE(city.works.entrances.position[3].has_value());
}

TEST(BuildCity, AByteOrderMarkDoesNoHarm) {
  const SmallCity files({{"buildings.csv", "\xEF\xBB\xBF" + SmallCity::buildings()}});
  EXPECT_EQ(build_city(files.city_file(), std::nullopt).origins.size(), 2U);
}

TEST(BuildCity, Gb18030LedgersAreReadAndNoted) {
  const std::string toml =
      replaced(SmallCity::city_toml(), "columns = { id", "columns = { name = \"名称\", id");
  // The header's last column and the first name are GB18030.
  const SmallCity files({{"city.toml", toml},
                         {"works.csv",
                          "id,places,year,x,y,\xC3\xFB\xB3\xC6\n"
                          "1,50,1960,571050,6225020,\xD1\xDA\xB1\xCE\n"}});
  const City city = build_city(files.city_file(), std::nullopt);
  EXPECT_EQ(city.works.label, (std::vector<std::string>{"掩蔽"}));
  EXPECT_EQ(noted(city, "works/main", "decoded_rows"), 1.0);
}

TEST(BuildCity, PathsStartAtTheDataRootWhenThereIsOne) {
  const SmallCity files;
  const SmallCity elsewhere;
  for (const char* name : {"streets.geojson", "districts.geojson", "buildings.csv", "works.csv"}) {
    elsewhere.remove(name);
  }
  EXPECT_EQ(build_city(elsewhere.city_file(), files.folder()).origins.size(), 2U);
}

TEST(BuildCity, TheSameFilesGiveTheSameCity) {
  const SmallCity files;
  EXPECT_EQ(hash_city(build_city(files.city_file(), std::nullopt)),
            hash_city(build_city(files.city_file(), std::nullopt)));
}

TEST(BuildCity, StopsWhenAskedTo) {
  const SmallCity files;
  EXPECT_THROW(static_cast<void>(build_city(files.city_file(), std::nullopt,
                                            [](const ProgressReport&) { return false; })),
               Interrupted);
}

}  // namespace
}  // namespace yanbi
