// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/layer_roads.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "sim/import/roads/network_builder.hpp"
#include "sim/import/roads/road_levels.hpp"
#include "tests/sim/import/roads/road_reader_case.hpp"
#include "tests/sim/import/small_city.hpp"
#include "tests/support/data.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

/// A layer of GeoJSON features in UTM 32N, as lines or problems.
class LayerRoads : public test::RoadReaderCase {
 protected:
  RoadLines read(const std::string& features) {
    const auto path = folder_ / "streets.geojson";
    test::write_bytes(path, test::SmallCity::head("streets", "EPSG::25832") + features + "]}");
    spec_.source.given = "streets.geojson";
    spec_.source.path = path;
    return read_layer_roads(spec_, *Crs::parse("EPSG:25832"), problems_, notes_);
  }
  static std::string line(const std::string& properties, const std::string& coordinates) {
    return test::SmallCity::line(properties, coordinates);
  }
};

constexpr const char* kEast = "[[571000,6225000],[571100,6225000]]";
constexpr const char* kWest = "[[571100,6225000],[571000,6225000]]";

TEST_F(LayerRoads, NotesSayWhatIsForWhomAndWhatIsLeftOut) {
  static_cast<void>(read(line(R"("highway":"residential","oneway":"yes")", kEast) + "," +
                         line(R"("highway":"motorway")", "[[571000,6225000],[571000,6225200]]") +
                         "," + line(R"("highway":"steps")", "[[571000,6225000],[571000,6225050]]") +
                         "," + line(R"("name":"a fence")", kEast) + "," +
                         line(R"("highway":"service","access":"private")", kEast)));
  EXPECT_EQ(first_problem(), "");
  EXPECT_DOUBLE_EQ(noted("lines"), 5.0);
  EXPECT_NEAR(noted("walkable"), 0.15, 1e-9);
  EXPECT_NEAR(noted("walkable_by_class"), 0.25, 1e-9);
  EXPECT_NEAR(noted("drivable"), 0.3, 1e-9);
  EXPECT_NEAR(noted("drivable_by_class"), 0.4, 1e-9);
  EXPECT_NEAR(noted("one_way"), 0.3, 1e-9);
  EXPECT_NEAR(noted("class_not_walkable"), 0.2, 1e-9);
  EXPECT_NEAR(noted("class_not_drivable"), 0.05, 1e-9);
  EXPECT_NEAR(noted("private"), 0.1, 1e-9);
  EXPECT_NEAR(noted("vehicles_forbidden"), 0.1, 1e-9);
  EXPECT_NEAR(noted("no_highway_tag"), 0.1, 1e-9);
  EXPECT_DOUBLE_EQ(noted("steps_without_incline"), 1.0);
}

TEST_F(LayerRoads, ANetworkOnFootSaysNothingOfVehicles) {
  spec_.drive = false;
  const RoadLines lines = read(line(R"("highway":"residential")", kEast) + "," +
                               line(R"("highway":"motorway")", kEast));
  EXPECT_EQ(lines.lines.size(), 1U);
  EXPECT_EQ(noted("drivable"), -1.0);
  EXPECT_NEAR(noted("class_not_walkable"), 0.1, 1e-9);
}

TEST_F(LayerRoads, LinesMeetWhereTheirCoordinatesAreEqual) {
  const RoadLines lines = read(
      line(R"("highway":"residential")", "[[571000,6225000],[571100,6225000],[571200,6225000]]") +
      "," + line(R"("highway":"footway")", "[[571100,6224900],[571100,6225000]]"));
  EXPECT_EQ(lines.x.size(), 4U);
  EXPECT_EQ(lines.lines[0].vertices[1], lines.lines[1].vertices[1]);
}

TEST_F(LayerRoads, ABridgeDoesNotMeetTheStreetBelow) {
  const RoadLines lines = read(
      line(R"("highway":"residential")", "[[571000,6225000],[571100,6225000],[571200,6225000]]") +
      "," +
      line(R"("highway":"primary","bridge":"yes")",
           "[[571100,6224900],[571100,6225000],[571100,6225100]]"));
  EXPECT_NE(lines.lines[0].vertices[1], lines.lines[1].vertices[1]);
  EXPECT_DOUBLE_EQ(noted("crossings_on_levels"), 1.0);
}

TEST_F(LayerRoads, TheLayerMayNameItsClassesOtherwise) {
  spec_.class_column = "kind";
  spec_.class_words = {{"主干路", "primary"}};
  const RoadLines lines =
      read(line(R"("kind":"主干路")", kEast) + "," + line(R"("kind":"footway")", kEast));
  ASSERT_EQ(lines.lines.size(), 2U);
  EXPECT_EQ(lines.lines[0].use.drive_forward.lanes, 1);
  EXPECT_NEAR(lines.lines[0].use.drive_forward.speed * 3.6F, 80.0F, 1e-4F);
  EXPECT_FALSE(lines.lines[1].use.is_drivable());
}

TEST_F(LayerRoads, LinesWithoutAClassTakeTheDefault) {
  spec_.default_class = "living_street";
  const RoadLines lines = read(line(R"("name":"a")", kEast));
  ASSERT_EQ(lines.lines.size(), 1U);
  EXPECT_FLOAT_EQ(lines.lines[0].use.width, 5.0F);
}

TEST_F(LayerRoads, TagsThatTheCityIgnoresSayNothing) {
  spec_.ignore_tags = {"bridge", "oneway"};
  const RoadLines lines = read(line(R"("highway":"primary","bridge":"yes","oneway":"yes")", kEast));
  EXPECT_EQ(lines.lines.front().use.structure, WayStructure::kGround);
  EXPECT_GT(lines.lines.front().use.drive_backward.lanes, 0);
}

TEST_F(LayerRoads, ColumnsWithoutColonsAreReadToo) {
  const RoadLines lines =
      read(line(R"("highway":"primary","lanes_forward":"3","lanes_backward":"1")", kEast));
  EXPECT_EQ(lines.lines.front().use.drive_forward.lanes, 3);
}

struct DirectionRow {
  const char* word;
  const char* coordinates;
  bool forward;
  bool backward;
};

TEST_F(LayerRoads, DirectionsOfTheWorldMakeOneWayStreets) {
  spec_.direction_column = "direction";
  spec_.direction_words = {{"向东", "east"}};
  for (const DirectionRow& row : std::vector<DirectionRow>{{"two-way", kEast, true, true},
                                                           {"east", kEast, true, false},
                                                           {"east", kWest, false, true},
                                                           {"west", kEast, false, true},
                                                           {"向东", kWest, false, true},
                                                           {"north", kEast, true, true},
                                                           {"upwards", kEast, true, true},
                                                           {"", kEast, true, true}}) {
    const std::string direction = row.word;
    const WayUse use =
        read(line(R"("highway":"residential","direction":")" + direction + "\"", row.coordinates))
            .lines.front()
            .use;
    EXPECT_EQ(use.drive_forward.lanes > 0, row.forward) << direction;
    EXPECT_EQ(use.drive_backward.lanes > 0, row.backward) << direction;
    EXPECT_TRUE(use.is_walkable()) << direction;
  }
  EXPECT_DOUBLE_EQ(noted("directions_refused"), 1.0);
}

TEST_F(LayerRoads, ALayerWithoutClassesIsAProblemThatSaysWhatToDo) {
  static_cast<void>(read(line(R"("name":"a")", kEast)));
  EXPECT_NE(first_problem().find("class_column"), std::string::npos) << first_problem();
}

TEST_F(LayerRoads, AMotorwayAloneIsNoNetworkForWalkers) {
  static_cast<void>(read(line(R"("highway":"motorway")", kEast)));
  EXPECT_NE(first_problem().find("no line of the layer can be walked"), std::string::npos);
}

TEST_F(LayerRoads, AMotorwayAloneIsANetworkForVehicles) {
  spec_.walk = false;
  EXPECT_EQ(read(line(R"("highway":"motorway")", kEast)).lines.size(), 1U);
  EXPECT_EQ(first_problem(), "");
}

TEST_F(LayerRoads, AColumnThatIsNamedMustBeThere) {
  spec_.direction_column = "richtung";
  static_cast<void>(read(line(R"("highway":"residential","direction":"east")", kEast)));
  EXPECT_NE(first_problem().find("richtung"), std::string::npos) << first_problem();
}

TEST_F(LayerRoads, ThePositionIsInTheMiddleOfTheLayer) {
  static_cast<void>(read(line(R"("highway":"residential")", kEast)));
  const auto position = position_of_layer(spec_);
  ASSERT_TRUE(position.has_value());
  EXPECT_NEAR(position->first, 10.15, 0.02);
  EXPECT_NEAR(position->second, 56.16, 0.02);
}

TEST_F(LayerRoads, AFileThatIsNoLayerHasNoPosition) {
  spec_.source.path = folder_ / "none.geojson";
  test::write_bytes(spec_.source.path, "{");
  EXPECT_FALSE(position_of_layer(spec_).has_value());
}

/// Lines over the vertices of a cross: 0 west, 1 east, 2 south, 3 north, 4 in the middle.
RoadLines cross(const std::vector<std::pair<int, std::vector<std::uint32_t>>>& courses) {
  RoadLines lines;
  lines.x = {-10.0, 10.0, 0.0, 0.0, 0.0};
  lines.y = {0.0, 0.0, -10.0, 10.0, 0.0};
  for (const auto& [layer, course] : courses) {
    RoadLine line;
    line.use.width = 1.0F;
    line.use.layer = static_cast<std::int8_t>(layer);
    line.vertices = course;
    lines.lines.push_back(std::move(line));
  }
  return lines;
}

TEST(RoadLevels, LinesOfOneLevelMeet) {
  RoadLines lines = cross({{1, {0, 4, 1}}, {1, {2, 4, 3}}});
  EXPECT_EQ(separate_levels(lines), 0U);
  EXPECT_EQ(lines.x.size(), 5U);
}

TEST(RoadLevels, LinesThatEndOnALineOfAnotherLevelJoinIt) {
  RoadLines lines = cross({{0, {0, 4, 1}}, {1, {4, 3}}});
  EXPECT_EQ(separate_levels(lines), 0U);
  EXPECT_EQ(lines.lines[0].vertices[1], lines.lines[1].vertices[0]);
}

TEST(RoadLevels, EndsJoinTheirOwnLevelOrTheNearest) {
  RoadLines lines = cross({{0, {0, 4, 1}}, {2, {2, 4, 3}}, {2, {4, 0}}, {5, {1, 4}}, {1, {4, 2}}});
  EXPECT_EQ(separate_levels(lines), 1U);
  const std::uint32_t ground = lines.lines[0].vertices[1];
  const std::uint32_t above = lines.lines[1].vertices[1];
  EXPECT_NE(ground, above);
  EXPECT_EQ(lines.lines[2].vertices[0], above);
  EXPECT_EQ(lines.lines[3].vertices[1], above);
  EXPECT_EQ(lines.lines[4].vertices[0], ground);  // as far from both: the lower
  EXPECT_DOUBLE_EQ(lines.x[ground], lines.x[above]);
}

TEST(RoadLevels, ARingRunsThroughWhereItIsClosed) {
  RoadLines lines = cross({{0, {4, 0, 2, 4}}, {1, {2, 4, 3}}});
  EXPECT_EQ(separate_levels(lines), 1U);
  EXPECT_EQ(lines.lines[0].vertices.front(), lines.lines[0].vertices.back());
  EXPECT_NE(lines.lines[0].vertices.front(), lines.lines[1].vertices[1]);
}

TEST(SeasideRoads, AShapefileWithDirectionsIsRead) {
  YANBI_NEEDS_DATA("seaside");
  StreetsSpec spec;
  spec.source.given = "road_network.shp";
  spec.source.path = test::data_folder() / "seaside" / "road_network" / "road_network.shp";
  spec.id = "id";
  spec.direction_column = "direction";
  spec.class_words = {{"added", "residential"}};  // by the data set's authors
  ProblemList problems;
  std::vector<ImportNote> notes;
  const RoadLines lines = read_layer_roads(spec, *Crs::parse("EPSG:32610"), problems, notes);
  ASSERT_TRUE(problems.empty()) << problems.list().front().to_string();
  EXPECT_EQ(lines.lines.size(), 585U);  // README of the data: 585 roads, one component
  EXPECT_EQ(std::count_if(lines.lines.begin(), lines.lines.end(),
                          [](const RoadLine& line) {
                            return line.use.drive_forward.lanes == 0 ||
                                   line.use.drive_backward.lanes == 0;
                          }),
            6);  // direction = east, all others two-way
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(built.report.components, 1U);
  // The README counts 72.5 km.
  EXPECT_NEAR(static_cast<double>(built.report.kept_mm) / 1e6, 72.5, 0.1);
}

}  // namespace
}  // namespace yanbi
