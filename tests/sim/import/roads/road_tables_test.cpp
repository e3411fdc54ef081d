// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/road_tables.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/import/roads/network_builder.hpp"
#include "tests/sim/import/roads/road_reader_case.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using test::drivable_links;

constexpr const char* kNodes =
    "node_id,x_coord,y_coord\n"
    "a,571000,6225000\n"
    "b,571100,6225000\n"
    "c,571100,6225100\n";

/// Tables of nodes and links, as lines or problems.
class RoadTables : public test::RoadReaderCase {
 protected:
  RoadTables() {
    spec_.format = RoadFormat::kTable;
    spec_.source.given = "link.csv";
    spec_.source.path = folder_ / "link.csv";
    spec_.table.nodes = SourceSpec{"node.csv", folder_ / "node.csv", {}, "EPSG:25832", {}};
    spec_.table.length_unit = 1.0;
    spec_.table.speed_unit = 1.0 / 3.6;
  }
  RoadLines read(const std::string& links, const std::string& nodes = kNodes) {
    test::write_bytes(folder_ / "link.csv", links);
    test::write_bytes(folder_ / "node.csv", nodes);
    return read_road_tables(spec_, *Crs::parse("EPSG:25832"), problems_, notes_);
  }
};

TEST_F(RoadTables, TwoRowsOfEqualLengthAreTheDirectionsOfOneStreet) {
  const RoadLines lines = read(
      "link_id,from_node_id,to_node_id,directed,length,lanes,free_speed,capacity\n"
      "1,a,b,1,120,2,36,1000\n"
      "2,b,a,1,120,1,18,900\n");
  ASSERT_EQ(first_problem(), "");
  ASSERT_EQ(lines.lines.size(), 1U);
  const RoadLine& street = lines.lines.front();
  EXPECT_EQ(street.source_id, 1);
  EXPECT_EQ(street.length_mm, 120000U);
  EXPECT_EQ(street.use.drive_forward.lanes, 2);
  EXPECT_FLOAT_EQ(street.use.drive_forward.speed, 10.0F);
  EXPECT_FLOAT_EQ(street.use.drive_forward.capacity, 2000.0F / 3600.0F);
  EXPECT_EQ(street.use.drive_backward.lanes, 1);
  EXPECT_FLOAT_EQ(street.use.drive_backward.speed, 5.0F);
  EXPECT_FALSE(lines.join_chains);
  EXPECT_DOUBLE_EQ(noted("paired_rows"), 1.0);
}

TEST_F(RoadTables, IdsThatAreWholeNumbersAreTheKeysOfNodes) {
  const RoadLines lines = read("from_node_id,to_node_id,length\n70,-3,100\n",
                               "node_id,x_coord,y_coord\n70,571000,6225000\n -3,571100,6225000\n");
  ASSERT_EQ(first_problem(), "");
  EXPECT_EQ(lines.vertex_key, (std::vector<std::int64_t>{70, -3}));
  EXPECT_DOUBLE_EQ(noted("nodes_without_keys"), -1.0);
}

TEST_F(RoadTables, OtherIdsAreNoKeysAndNoted) {
  EXPECT_TRUE(read("from_node_id,to_node_id,length\na,b,100\n").vertex_key.empty());
  EXPECT_DOUBLE_EQ(noted("nodes_without_keys"), 3.0);
  const char* one_number_twice = "node_id,x_coord,y_coord\n7,571000,6225000\n07,571100,6225000\n";
  EXPECT_TRUE(
      read("from_node_id,to_node_id,length\n7,07,100\n", one_number_twice).vertex_key.empty());
}

TEST_F(RoadTables, RowsOfDifferentLengthAreStreetsOfTheirOwn) {
  const RoadLines lines = read(
      "from_node_id,to_node_id,length\n"
      "a,b,100\n"
      "b,a,130\n"
      "b,c,100\n"
      "c,b,100\n");
  ASSERT_EQ(lines.lines.size(), 3U);
  EXPECT_DOUBLE_EQ(noted("parallel_streets"), 1.0);
  // They stay apart in the network, where vehicles have all four links.
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(built.report.duplicates, 0U);
  EXPECT_EQ(drivable_links(built.network), 4U);
}

TEST_F(RoadTables, ParallelRowsThatDifferAreBothKept) {
  const RoadLines lines = read(
      "from_node_id,to_node_id,length,lanes\n"
      "a,b,100,1\n"
      "a,b,100,3\n"
      "b,a,100,1\n");
  EXPECT_EQ(build_network(lines).network.street_count(), 2U);
}

TEST_F(RoadTables, AnUndirectedRowIsOpenBothWays) {
  const RoadLines lines = read(
      "from_node_id,to_node_id,directed\n"
      "a,b,false\n"
      "b,c,true\n");
  ASSERT_EQ(lines.lines.size(), 2U);
  EXPECT_GT(lines.lines[0].use.drive_backward.lanes, 0);
  EXPECT_EQ(lines.lines[1].use.drive_backward.lanes, 0);
}

TEST_F(RoadTables, WithoutALengthTheCourseCounts) {
  const RoadLines lines = read(
      "from_node_id,to_node_id,length,geometry\n"
      "a,b,,\"LINESTRING (571000 6225000, 571050 6225050, 571100 6225000)\"\n"
      "b,c,250,\n");
  ASSERT_EQ(first_problem(), "");
  EXPECT_FALSE(lines.lines[0].length_mm.has_value());
  EXPECT_EQ(lines.lines[0].vertices.size(), 3U);
  EXPECT_EQ(lines.lines[1].length_mm, 250000U);
  EXPECT_DOUBLE_EQ(noted("rows_without_length"), 1.0);
  EXPECT_NEAR(noted("walkable"), 0.25 + 0.1 * std::sqrt(2.0), 1e-9);
}

TEST_F(RoadTables, AClassSaysWhatColumnsDoNot) {
  spec_.class_words = {{"高速", "motorway"}};
  const RoadLines lines = read(
      "from_node_id,to_node_id,facility_type,lanes\n"
      "a,b,高速,3\n"
      "b,c,footway,\n"
      "c,a,,\n");
  ASSERT_EQ(lines.lines.size(), 3U);
  EXPECT_FALSE(lines.lines[0].use.is_walkable());
  EXPECT_EQ(lines.lines[0].use.drive_forward.lanes, 3);
  EXPECT_FLOAT_EQ(lines.lines[0].use.drive_forward.capacity, 3.0F * 2000.0F / 3600.0F);
  EXPECT_FALSE(lines.lines[1].use.is_drivable());
  EXPECT_DOUBLE_EQ(noted("assumed_class"), 1.0);
}

TEST_F(RoadTables, WalkersFollowTheirOwnColumns) {
  const RoadLines lines = read(
      "from_node_id,to_node_id,facility_type,walk_width,walk\n"
      "a,b,residential,6.5,\n"
      "b,c,residential,,no\n"
      "c,a,motorway,,yes\n");
  ASSERT_EQ(first_problem(), "");
  EXPECT_FLOAT_EQ(lines.lines[0].use.width, 6.5F);
  EXPECT_FALSE(lines.lines[1].use.is_walkable());
  EXPECT_FLOAT_EQ(lines.lines[2].use.width, 2.0F);
}

TEST_F(RoadTables, CapacityMayBeOfAllLanesTogether) {
  spec_.table.capacity_per_lane = false;
  const RoadLines lines = read(
      "from_node_id,to_node_id,lanes,capacity\n"
      "a,b,4,7200\n");
  EXPECT_FLOAT_EQ(lines.lines[0].use.drive_forward.capacity, 2.0F);
}

TEST_F(RoadTables, ColumnsMayHaveOtherNamesAndUnits) {
  spec_.table.columns = {{"from", "i"}, {"to", "j"}, {"length", "miles"}, {"id", "no"}};
  spec_.table.length_unit = 1609.344;
  const RoadLines lines = read("no,i,j,miles\n77,a,b,0.1\n");
  ASSERT_EQ(first_problem(), "");
  EXPECT_EQ(lines.lines[0].length_mm, 160934U);
  EXPECT_EQ(lines.lines[0].source_id, 77);
}

TEST_F(RoadTables, RowsThatSayNothingNewOrLeadNowhereAreLeftOutAndNoted) {
  const RoadLines lines = read(
      "from_node_id,to_node_id,length\n"
      "a,b,100\n"
      "a,b,100\n"
      "c,c,50\n");
  ASSERT_EQ(first_problem(), "");
  EXPECT_EQ(lines.lines.size(), 1U);
  EXPECT_DOUBLE_EQ(noted("duplicate_rows"), 1.0);
  EXPECT_DOUBLE_EQ(noted("loop_rows"), 1.0);
}

TEST_F(RoadTables, PositionsAreProjected) {
  spec_.table.nodes->crs = "EPSG:4326";
  const RoadLines lines =
      read("from_node_id,to_node_id\na,b\n", "node_id,x_coord,y_coord\na,9,56\nb,9.001,56\n");
  ASSERT_EQ(first_problem(), "");
  EXPECT_NEAR(lines.x[0], 500000.0, 1.0);
  EXPECT_NEAR(lines.x[1] - lines.x[0], 62.4, 0.1);
}

TEST_F(RoadTables, ThePositionIsInTheMiddleOfTheNodes) {
  static_cast<void>(read("from_node_id,to_node_id\na,b\n"));
  const auto position = position_of_road_tables(spec_);
  ASSERT_TRUE(position.has_value());
  EXPECT_NEAR(position->first, 10.15, 0.02);
  EXPECT_NEAR(position->second, 56.16, 0.02);
}

struct BadTable {
  const char* name;
  std::string links;
  std::string nodes;
  const char* expected;  ///< part of the first problem
};

class BadRoadTables : public RoadTables, public testing::WithParamInterface<BadTable> {};

TEST_P(BadRoadTables, AreProblemsThatNameThePlace) {
  const RoadLines lines = read(GetParam().links, GetParam().nodes);
  EXPECT_TRUE(lines.lines.empty());
  EXPECT_NE(first_problem().find(GetParam().expected), std::string::npos) << first_problem();
}

INSTANTIATE_TEST_SUITE_P(
    Dirt, BadRoadTables,
    testing::Values(
        BadTable{"MissingNode", "from_node_id,to_node_id\na,b\na,z\n", kNodes, "link.csv:3"},
        BadTable{"NoEndColumn", "from_node_id,target\na,b\n", kNodes, "to_node_id"},
        BadTable{"ZeroLength", "from_node_id,to_node_id,length\na,b,0\n", kNodes, "length = 0"},
        BadTable{"NegativeLength", "from_node_id,to_node_id,length\na,b,-5\n", kNodes, "length"},
        BadTable{"LengthIsAWord", "from_node_id,to_node_id,length\na,b,long\n", kNodes,
                 "length = long"},
        BadTable{"LengthInAnotherUnit", "from_node_id,to_node_id,length\na,b,0.1\n", kNodes,
                 "length_unit"},
        BadTable{"TooManyLanes", "from_node_id,to_node_id,lanes\na,b,99\n", kNodes, "lanes"},
        BadTable{"HalfALane", "from_node_id,to_node_id,lanes\na,b,1.5\n", kNodes, "whole"},
        BadTable{"NegativeSpeed", "from_node_id,to_node_id,free_speed\na,b,-1\n", kNodes,
                 "free_speed"},
        BadTable{"CapacityZero", "from_node_id,to_node_id,capacity\na,b,0\n", kNodes, "capacity"},
        BadTable{"DirectedPerhaps", "from_node_id,to_node_id,directed\na,b,perhaps\n", kNodes,
                 "neither yes nor no"},
        BadTable{"CourseIsNoWkt", "from_node_id,to_node_id,geometry\na,b,LINESTRING(\n", kNodes,
                 "WKT"},
        BadTable{"CourseIsAPoint", "from_node_id,to_node_id,geometry\na,b,POINT (1 1)\n", kNodes,
                 "no line"},
        BadTable{"NodeTwice", "from_node_id,to_node_id\na,b\n",
                 "node_id,x_coord,y_coord\na,571000,6225000\na,571100,6225000\n", "node.csv:3"},
        BadTable{"NodeWithoutPosition", "from_node_id,to_node_id\na,b\n",
                 "node_id,x_coord,y_coord\na,571000,\n", "node.csv:2"},
        BadTable{"NoPositionColumns", "from_node_id,to_node_id\na,b\n", "node_id,e,n\na,1,2\n",
                 "x_coord"},
        BadTable{"NoIdColumn", "from_node_id,to_node_id\na,b\n", "id,x_coord,y_coord\na,1,2\n",
                 "node_id"},
        BadTable{"EmptyLinks", "from_node_id,to_node_id\n", kNodes, "no rows"},
        BadTable{"EmptyFile", "", kNodes, "link.csv"},
        BadTable{"NobodyMayUseAnything", "from_node_id,to_node_id,facility_type\na,b,fence\n",
                 kNodes, "no line of the layer can be walked"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(RoadTables, AColumnOfLengthsNeedsItsUnit) {
  spec_.table.length_unit.reset();
  static_cast<void>(read("from_node_id,to_node_id,length\na,b,100\n"));
  EXPECT_NE(first_problem().find("length_unit"), std::string::npos) << first_problem();
}

TEST_F(RoadTables, AColumnOfSpeedsNeedsItsUnit) {
  spec_.table.speed_unit.reset();
  static_cast<void>(read("from_node_id,to_node_id,free_speed\na,b,50\n"));
  EXPECT_NE(first_problem().find("speed_unit"), std::string::npos) << first_problem();
}

TEST_F(RoadTables, NodesNeedACrs) {
  spec_.table.nodes->crs.reset();
  static_cast<void>(read("from_node_id,to_node_id\na,b\n"));
  EXPECT_NE(first_problem().find("CRS"), std::string::npos) << first_problem();
}

}  // namespace
}  // namespace yanbi
