// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/origin_sources.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "sim/import/people/street_origins.hpp"
#include "tests/sim/import/people/people_case.hpp"
#include "tests/support/data.hpp"

namespace yanbi {
namespace {

using test::four_places;
using test::kBuildings;
using test::PeopleCase;
using test::place;
using test::square_layer;

using Persons = std::vector<std::int32_t>;
using Keys = std::vector<std::string>;

std::string total(int persons) {
  return "[[population.estimate]]\nname = \"night\"\ntotal = " + std::to_string(persons) + "\n";
}

TEST(PolygonOrigins, LieInsideAndAreWeightedByTheirArea) {
  const PeopleCase city(
      "file = \"b.geojson\"\nid = \"id\"\n" + total(50),
      {{"b.geojson", square_layer({{R"("id":"x")", 0, 10}, {R"("id":"y")", 40, 20}})}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.people.origins.key, (Keys{"x", "y"}));
  EXPECT_EQ(city.population().persons, (Persons{10, 40}));
  const double x = city.people.origins.x[1];
  EXPECT_TRUE(test::kWest + 40.0 < x && x < test::kWest + 60.0) << x;
}

TEST(PolygonOrigins, APointLayerIsATableOfPoints) {
  const std::string point =
      R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":)"
      R"("urn:ogc:def:crs:EPSG::25832"}},"features":[{"type":"Feature","properties":)"
      R"({"id":"p"},"geometry":{"type":"Point","coordinates":[571010,6225010]}}]})";
  const PeopleCase city("file = \"p.geojson\"\nid = \"id\"\n" + total(3), {{"p.geojson", point}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().persons, (Persons{3}));
}

TEST(PointOrigins, OfSeasideAreOnePersonEach) {
  YANBI_NEEDS_DATA("seaside");
  const auto file =
      test::data_folder() / "seaside" / "population_distribution" / "population_distribution.shp";
  const PeopleCase city("file = \"" + file.string() + "\"\nnumbered = true\n" + total(4502), {}, {},
                        {}, "EPSG:32610");
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.noted("numbered"), 4502.0);               // 3,285 of them have the id 0
  EXPECT_EQ(city.population().persons, Persons(4502, 1));  // 4,502 points, as its authors say
}

/// A street from node 70 in the west to node -3, 80 m to the east.
RoadNetwork named_street(std::vector<std::int64_t> keys = {70, -3}) {
  LinkColumns links;
  links.tail = {NodeId(0), NodeId(1)};
  links.head = {NodeId(1), NodeId(0)};
  links.length_mm = {80'000, 80'000};
  links.width = {2.0F, 2.0F};
  links.form = {WayForm::kFlat, WayForm::kFlat};
  links.opposite = {LinkId(1), LinkId(0)};
  links.street = {0, 0};
  const std::vector<double> x = {test::kWest + 10.0, test::kWest + 90.0};
  const std::vector<double> y = {test::kSouth + 20.0, test::kSouth + 20.0};
  return {x, y, links, {{0}, {0, 2}, x, y}, {}, std::move(keys)};
}

const std::string kTrips =
    "file = \"t.csv\"\nid = \"trip\"\nnode = \"from\"\n"
    "[[population.count]]\nname = \"trips\"\neach = 2\n";

TEST(NodeOrigins, StandAtTheNodesThatRowsName) {
  const PeopleCase city(kTrips, {{"t.csv", "trip,from\n0,-3\n1,70\n2,-3\n"}}, named_street());
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.people.origins.key, (Keys{"0", "1", "2"}));
  EXPECT_EQ(city.people.origins.x,
            (std::vector<double>{test::kWest + 90.0, test::kWest + 10.0, test::kWest + 90.0}));
  EXPECT_EQ(city.people.origins.y, std::vector<double>(3, test::kSouth + 20.0));
  EXPECT_EQ(city.population().persons, (Persons{2, 2, 2}));
}

TEST(NodeOrigins, AnUnknownNodeIsAProblemOfItsLine) {
  const PeopleCase city(kTrips, {{"t.csv", "trip,from\n0,-3\n1,71\n2,x\n"}}, named_street());
  ASSERT_EQ(city.problems.size(), 2U);
  EXPECT_EQ(city.problems[0].line, 3U);
  EXPECT_EQ(city.problems[0].value, "71");
  EXPECT_EQ(city.problems[1].value, "x");
}

TEST(NodeOrigins, NeedStreetsWithIdsOfNodes) {
  const PeopleCase city(kTrips, {{"t.csv", "trip,from\n0,1\n"}}, named_street({}));
  ASSERT_EQ(city.problems.size(), 1U) << city.said();
  EXPECT_NE(city.said().find("no ids of nodes"), std::string::npos) << city.said();
}

TEST(NodeOrigins, AndPositionsExcludeEachOther) {
  const PeopleCase city(
      "file = \"t.csv\"\nid = \"trip\"\nnode = \"from\"\nx = \"x\"\ny = \"y\"\n" + total(1),
      {{"t.csv", "trip,from,x,y\n0,70,1,1\n"}}, named_street());
  EXPECT_NE(city.said().find("only one can be right"), std::string::npos) << city.said();
}

TEST(PolygonOrigins, PolygonsWherePointsAreStatedAreAProblem) {
  const PeopleCase city("file = \"b.geojson\"\nfrom = \"table\"\nid = \"id\"\n" + total(50),
                        {{"b.geojson", square_layer({{R"("id":"x")", 0, 10}})}});
  EXPECT_NE(city.said().find("not a single point"), std::string::npos) << city.said();
}

/// Three columns and two rows of 100 m from (571000, 6225000).
const char* const kGrid =
    "ncols 3\nnrows 2\nxllcorner 571000\nyllcorner 6225000\ncellsize 100\nNODATA_value -9999\n"
    "1.5 -9999 2.25\n0 3 0.5\n";

TEST(RasterOrigins, CellsThatHoldSomethingBecomeOriginsAndFractionsWholePersons) {
  const PeopleCase city(
      "file = \"pop.asc\"\ncrs = \"EPSG:25832\"\n[[population.count]]\nname = "
      "\"night\"\ncolumn = \"value\"\n",
      {{"pop.asc", kGrid}});
  ASSERT_EQ(city.said(), "");
  // 7.25 persons are seven: of 1.5, 2.25, 3 and 0.5 one is rounded up, the first by its key.
  EXPECT_EQ(city.people.origins.key, (Keys{"r0c0", "r0c2", "r1c1"}));
  EXPECT_EQ(city.population().persons, (Persons{2, 2, 3}));
  EXPECT_DOUBLE_EQ(city.people.origins.x[0], 571050.0);
  EXPECT_DOUBLE_EQ(city.people.origins.y[0], 6225150.0);
}

TEST(RasterOrigins, AnEstimateFollowsTheValues) {
  const PeopleCase city("file = \"pop.asc\"\ncrs = \"EPSG:25832\"\n" + total(29),
                        {{"pop.asc", kGrid}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().persons, (Persons{6, 9, 12, 2}));
}

TEST(CellOrigins, SquaresAreNamedByTheirCorner) {
  const PeopleCase city(
      "file = \"c.csv\"\ncell = \"cell\"\ncell_side = 100\ncrs = \"EPSG:25832\"\n"
      "[[population.count]]\nname = \"night\"\ncolumn = \"p\"\n",
      {{"c.csv", "cell,p\nE571000N6225000,7\nE571100N6225000,2\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.people.origins.key, (Keys{"E571000N6225000", "E571100N6225000"}));
  EXPECT_DOUBLE_EQ(city.people.origins.x[1], 571150.0);
  EXPECT_DOUBLE_EQ(city.people.origins.y[1], 6225050.0);
}

const char* const kHexagons =
    "file = \"c.csv\"\ncell = \"h3\"\n[[population.count]]\nname = \"night\"\ncolumn = \"p\"\n";

TEST(CellOrigins, HexagonsAreFoundByTheirIndex) {
  // h3-js 4.5.0: the centre is 56.164836 N, 10.146264 E, which is 134 m east and 5 m south of
  // 56.164882 N, 10.144114 E, E 571050 N 6225020 in UTM zone 32.
  const PeopleCase city(kHexagons, {{"c.csv", "h3,p\n891f22bb317ffff,7\n"}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.people.origins.key, (Keys{"891f22bb317ffff"}));
  EXPECT_NEAR(city.people.origins.x[0], 571184.0, 5.0);
  EXPECT_NEAR(city.people.origins.y[0], 6225017.0, 5.0);
}

TEST(CellOrigins, HexagonsThatDoNotExistAreProblemsOfTheirLine) {
  const PeopleCase city(kHexagons, {{"c.csv", "h3,p\nnonsense,7\n"}});
  EXPECT_NE(city.said().find("c.csv:2"), std::string::npos) << city.said();
}

TEST(OsmOrigins, HomesOfBadHersfeldTakeItsPeople) {
  YANBI_NEEDS_DATA("osm");
  const auto file = test::data_folder() / "osm" / "badhersfeld.osm.gz";
  const PeopleCase city("file = \"" + file.string() +
                        "\"\n[[population.weight]]\nwhere = { building = [\"residential\", "
                        "\"house\", \"apartments\"] }\nper_all = [\"area_m2\", \"levels\"]\n"
                        "per_missing = 1\nweight = 1.0\n" +
                        total(10'000'000));
  ASSERT_EQ(city.said(), "");
  // Counted in the XML: 11,273 closed ways and 7 multipolygons with a building tag; of the ways
  // 1,345 residential, 767 houses and 88 apartments, of the multipolygons 1 and 2. The total is so
  // large that every one of them takes somebody.
  EXPECT_EQ(city.noted("buildings"), 11280.0);
  EXPECT_EQ(city.people.origins.size(), 2203U);
  EXPECT_EQ(city.population().total(), 10'000'000);
  EXPECT_EQ(city.noted("levels_unreadable"), 2.0);  // "0"
  EXPECT_EQ(city.noted("floors_unknown"), 11280.0 - 27.0);
}

/// Streets by their vertices, all 3 m wide, to walk and to drive.
struct Way {
  std::int64_t id;
  std::vector<std::pair<double, double>> points;
  WayForm form = WayForm::kFlat;
  WayStructure structure = WayStructure::kGround;
  float width = 3.0F;
};

/// Streets that do not meet, each with its two nodes.
RoadNetwork network_of(const std::vector<Way>& ways) {
  std::vector<double> node_x;
  std::vector<double> node_y;
  LinkColumns links;
  StreetColumns streets;
  streets.first_vertex = {0};
  for (const Way& way : ways) {
    const NodeId from(node_x.size());
    const NodeId to(node_x.size() + 1);
    const std::size_t link = links.tail.size();
    for (const auto& end : {way.points.front(), way.points.back()}) {
      node_x.push_back(end.first);
      node_y.push_back(end.second);
    }
    links.tail.insert(links.tail.end(), {from, to});
    links.head.insert(links.head.end(), {to, from});
    links.opposite.insert(links.opposite.end(), {LinkId(link + 1), LinkId(link)});
    for (int direction = 0; direction < 2; ++direction) {
      links.length_mm.push_back(1000);
      links.width.push_back(way.width);
      links.form.push_back(way.form);
      links.street.push_back(static_cast<std::uint32_t>(streets.source_id.size()));
    }
    streets.source_id.push_back(way.id);
    streets.structure.push_back(way.structure);
    streets.layer.push_back(0);
    for (const auto& [x, y] : way.points) {
      streets.x.push_back(x);
      streets.y.push_back(y);
    }
    streets.first_vertex.push_back(static_cast<std::uint32_t>(streets.x.size()));
  }
  return {node_x, node_y, links, streets};
}

TEST(StreetOrigins, StandAtEvenDistancesAlongTheStreet) {
  std::vector<ImportNote> notes;
  const Table table = street_origins(network_of({{7, {{0, 0}, {30, 0}, {30, 70}}}}), {}, notes);
  ASSERT_EQ(table.rows(), 2U);
  EXPECT_EQ(table.cell(0, 0), "street/7/0");
  EXPECT_EQ(table.cell(1, 2), "50");
  EXPECT_DOUBLE_EQ(table.point_x[0], 25.0);
  EXPECT_DOUBLE_EQ(table.point_y[0], 0.0);
  EXPECT_DOUBLE_EQ(table.point_x[1], 30.0);
  EXPECT_DOUBLE_EQ(table.point_y[1], 45.0);
}

TEST(StreetOrigins, AShortStreetHasOneInItsMiddle) {
  std::vector<ImportNote> notes;
  const Table table = street_origins(network_of({{7, {{0, 0}, {8, 0}}}}), {}, notes);
  ASSERT_EQ(table.rows(), 1U);
  EXPECT_DOUBLE_EQ(table.point_x[0], 4.0);
}

TEST(StreetOrigins, KeysDependNeitherOnOrderNorOnDirection) {
  const std::vector<Way> ways = {
      {7, {{100, 0}, {200, 0}}}, {7, {{0, 0}, {100, 0}}}, {3, {{0, 50}, {60, 50}}}};
  const std::vector<Way> turned = {
      {3, {{60, 50}, {0, 50}}}, {7, {{100, 0}, {0, 0}}}, {7, {{200, 0}, {100, 0}}}};
  std::vector<ImportNote> notes;
  const Table a = street_origins(network_of(ways), {}, notes);
  const Table b = street_origins(network_of(turned), {}, notes);
  EXPECT_EQ(a.cells, b.cells);
  EXPECT_EQ(a.point_x, b.point_x);
  EXPECT_EQ(a.point_y, b.point_y);
  EXPECT_EQ(a.rows(), 5U);
}

TEST(StreetOrigins, NobodyLivesOnStairsBridgesAndClosedStreets) {
  std::vector<ImportNote> notes;
  const RoadNetwork network =
      network_of({{1, {{0, 0}, {50, 0}}, WayForm::kStairsUp},
                  {2, {{0, 10}, {50, 10}}, WayForm::kFlat, WayStructure::kBridge},
                  {3, {{0, 20}, {50, 20}}, WayForm::kFlat, WayStructure::kTunnel},
                  {4, {{0, 30}, {50, 30}}, WayForm::kFlat, WayStructure::kGround, 0.0F},
                  {5, {{0, 40}, {50, 40}}}});
  const Table table = street_origins(network, {}, notes);
  ASSERT_EQ(table.rows(), 1U);
  EXPECT_EQ(table.cell(0, 0), "street/5/0");
  StreetOriginsSpec all;
  all.bridges_and_tunnels = true;
  EXPECT_EQ(street_origins(network, all, notes).rows(), 3U);
}

TEST(StreetOrigins, WidthsChooseStreets) {
  std::vector<ImportNote> notes;
  const RoadNetwork network =
      network_of({{1, {{0, 0}, {50, 0}}, WayForm::kFlat, WayStructure::kGround, 1.5F},
                  {2, {{0, 10}, {50, 10}}, WayForm::kFlat, WayStructure::kGround, 3.0F},
                  {3, {{0, 20}, {50, 20}}, WayForm::kFlat, WayStructure::kGround, 9.0F}});
  StreetOriginsSpec spec;
  spec.least_width = 2.0;
  spec.most_width = 5.0;
  const Table table = street_origins(network, spec, notes);
  ASSERT_EQ(table.rows(), 1U);
  EXPECT_EQ(table.cell(0, 1), "2");
}

TEST(StreetOrigins, ATotalIsSpreadByLength) {
  const double w = test::kWest;
  const double s = test::kSouth;
  const PeopleCase city(
      total(90), {}, network_of({{1, {{w, s}, {w + 60, s}}}, {2, {{w, s + 9}, {w + 30, s + 9}}}}));
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.population().persons, (Persons{60, 30}));
}

TEST(StreetOrigins, WithoutAnySuitableStreetThereIsAProblem) {
  const PeopleCase city("from = \"streets\"\nleast_width = 50\n" + total(90), {},
                        network_of({{1, {{0, 0}, {60, 0}}}}));
  EXPECT_NE(city.said().find("no street is such"), std::string::npos) << city.said();
}

TEST(Floors, AreRoundedUpAndUnknownWhereEmpty) {
  const std::string rows = "id,x,y,f\n" + place("a", 10, 10) + ",6\n" + place("b", 20, 10) +
                           ",1.5\n" + place("c", 30, 10) + ",\n";
  const PeopleCase city(kBuildings + "floors = \"f\"\n" + total(9), {{"buildings.csv", rows}});
  ASSERT_EQ(city.said(), "");
  EXPECT_EQ(city.people.origins.floors, (std::vector<std::uint8_t>{6, 2, 0}));
  EXPECT_EQ(city.noted("floors_unknown"), 1.0);
}

TEST(Floors, AreNotKnownWhereNoColumnIsNamed) {
  const PeopleCase city(kBuildings + total(9), {{"buildings.csv", four_places()}});
  ASSERT_EQ(city.said(), "");
  EXPECT_TRUE(city.people.origins.floors.empty());
}

struct BadFloors {
  const char* name;
  std::string text;
};
void PrintTo(const BadFloors& each, std::ostream* out) { *out << each.name; }

class WrongFloors : public testing::TestWithParam<BadFloors> {};

TEST_P(WrongFloors, AreProblemsOfTheirLine) {
  const PeopleCase city(
      kBuildings + "floors = \"f\"\n" + total(9),
      {{"buildings.csv", "id,x,y,f\n" + place("a", 10, 10) + "," + GetParam().text + "\n"}});
  EXPECT_NE(city.said().find("buildings.csv:2"), std::string::npos) << city.said();
}

INSTANTIATE_TEST_SUITE_P(, WrongFloors,
                         testing::Values(BadFloors{"Basement", "B1"}, BadFloors{"Negative", "-2"},
                                         BadFloors{"TooMany", "256"}, BadFloors{"Nan", "nan"}),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace yanbi
