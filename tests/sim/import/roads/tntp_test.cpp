// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/tntp.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/import/roads/network_builder.hpp"
#include "tests/sim/import/roads/road_reader_case.hpp"
#include "tests/support/data.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

using test::drivable_links;

constexpr const char* kHead =
    "<NUMBER OF ZONES> 1\n<NUMBER OF NODES> 3\n<FIRST THRU NODE> 1\n<NUMBER OF LINKS> 4\n"
    "<ORIGINAL HEADER>~ Tail Head Capacity (veh/h) Length (m) Free Flow Time (s) ;\n"
    "<END OF METADATA>\n\n~ init term capacity length time b power speed toll type ;\n";
constexpr const char* kRows =
    "\t1\t2\t3600\t1000\t100\t0.15\t4\t0\t0\t1\t;\n"
    "\t2\t1\t1800\t1000\t100\t0.15\t4\t0\t0\t1\t;\n"
    "\t2\t3\t900\t500\t0\t0.15\t4\t0\t0\t1\t;\n"
    "\t3\t2\t900\t500\t50\t0.15\t4\t0\t0\t1\t;\n";

class Tntp : public test::RoadReaderCase {
 protected:
  Tntp() {
    spec_.format = RoadFormat::kTntp;
    spec_.source.given = "net.tntp";
    spec_.source.path = folder_ / "net.tntp";
  }
  void use_data(const std::string& name) {
    spec_.source.given = name;
    spec_.source.path = test::data_folder() / "tntp" / name;
  }
  RoadLines read(const std::string& text) {
    test::write_bytes(folder_ / "net.tntp", text);
    return read();
  }
  RoadLines read() { return read_tntp(spec_, *Crs::parse("EPSG:32614"), problems_, notes_); }
};

TEST_F(Tntp, RowsBecomeStreetsWithTheSpeedOfTheirTimes) {
  const RoadLines lines = read(std::string(kHead) + kRows);
  ASSERT_EQ(first_problem(), "");
  ASSERT_EQ(lines.lines.size(), 2U);
  const WayUse& first = lines.lines[0].use;
  EXPECT_EQ(lines.lines[0].length_mm, 1000000U);
  EXPECT_EQ(lines.vertex_key, (std::vector<std::int64_t>{1, 2, 3}));
  EXPECT_FLOAT_EQ(first.drive_forward.speed, 10.0F);
  EXPECT_FLOAT_EQ(first.drive_forward.capacity, 1.0F);
  EXPECT_EQ(first.drive_forward.lanes, 2);
  EXPECT_EQ(first.drive_backward.lanes, 1);
  EXPECT_TRUE(first.is_walkable());
  EXPECT_FALSE(lines.join_chains);
}

TEST_F(Tntp, ATimeOfZeroTakesTheSpeedOfTheClassAndIsNoted) {
  spec_.default_class = "tertiary";
  const RoadLines lines = read(std::string(kHead) + kRows);
  EXPECT_FLOAT_EQ(lines.lines[1].use.drive_forward.speed, 25.0F / 3.6F);
  EXPECT_DOUBLE_EQ(noted("rows_without_time"), 1.0);
}

TEST_F(Tntp, UnitsOfTheCityFileCountOverThoseOfTheHeader) {
  spec_.table.length_unit = 0.3048;
  spec_.table.time_unit = 10.0;
  const RoadLines lines = read(std::string(kHead) + kRows);
  EXPECT_EQ(lines.lines[0].length_mm, 304800U);
  EXPECT_FLOAT_EQ(lines.lines[0].use.drive_forward.speed, 0.3048F);
}

TEST_F(Tntp, AModeThatIsNotAskedForIsClosed) {
  spec_.walk = false;
  EXPECT_FALSE(read(std::string(kHead) + kRows).lines[0].use.is_walkable());
  spec_.walk = true;
  spec_.drive = false;
  EXPECT_FALSE(read(std::string(kHead) + kRows).lines[0].use.is_drivable());
}

TEST_F(Tntp, WithoutPositionsNodesStandOnACircleAndANoteSaysSo) {
  const RoadLines lines = read(std::string(kHead) + kRows);
  EXPECT_DOUBLE_EQ(noted("nodes_without_position"), 3.0);
  std::set<std::pair<double, double>> places;
  for (std::size_t n = 0; n < lines.x.size(); ++n) {
    places.emplace(lines.x[n], lines.y[n]);
  }
  EXPECT_EQ(places.size(), 3U);
}

TEST_F(Tntp, SiouxFallsHas24NodesAnd76Links) {
  YANBI_NEEDS_DATA("tntp");
  use_data("SiouxFalls_net.tntp");
  spec_.table.nodes = SourceSpec{"SiouxFalls_node.tntp",
                                 test::data_folder() / "tntp" / "SiouxFalls_node.tntp",
                                 {},
                                 "EPSG:4326",
                                 {}};
  spec_.table.length_unit = 1609.344;
  spec_.table.time_unit = 60.0;
  const BuiltNetwork built = build_network(read());
  ASSERT_EQ(first_problem(), "");
  EXPECT_EQ(built.network.node_count(), 24U);
  EXPECT_EQ(drivable_links(built.network), 76U);
  EXPECT_EQ(built.network.street_count(), 38U);
  // Sum of the column of lengths, 314, counted with awk.
  const auto& lengths = built.network.links().length_mm;
  EXPECT_NEAR(std::accumulate(lengths.begin(), lengths.end(), 0.0) / 1e3, 314.0 * 1609.344, 1.0);
}

TEST_F(Tntp, SiouxFallsStatesNoUnits) {
  YANBI_NEEDS_DATA("tntp");
  use_data("SiouxFalls_net.tntp");
  EXPECT_TRUE(read().lines.empty());
  EXPECT_EQ(problems_.size(), 2U);
  EXPECT_NE(first_problem().find("add length_unit"), std::string::npos) << first_problem();
}

TEST_F(Tntp, AnaheimHas416NodesAnd914Links) {
  YANBI_NEEDS_DATA("tntp");
  use_data("Anaheim_net.tntp");
  const BuiltNetwork built = build_network(read());
  ASSERT_EQ(first_problem(), "");
  EXPECT_EQ(built.network.node_count(), 416U);
  EXPECT_EQ(drivable_links(built.network), 914U);
  EXPECT_DOUBLE_EQ(noted("tntp_zones"), 38.0);
  EXPECT_DOUBLE_EQ(noted("no_through_nodes"), 38.0);
}

TEST_F(Tntp, AnaheimsUnitsComeFromItsHeader) {
  YANBI_NEEDS_DATA("tntp");
  use_data("Anaheim_net.tntp");
  const RoadLines lines = read();
  // The first row: 5280 ft in 1.090458488 min, 9000 vehicles an hour.
  EXPECT_EQ(lines.lines[0].length_mm, 1609344U);
  EXPECT_NEAR(static_cast<double>(lines.lines[0].use.drive_forward.speed),
              1609.344 / (1.090458488 * 60.0), 1e-4);
  EXPECT_FLOAT_EQ(lines.lines[0].use.drive_forward.capacity, 2.5F);
  EXPECT_EQ(lines.lines[0].use.drive_forward.lanes, 5);
}

TEST_F(Tntp, AFileOfNodesSaysWhereItIs) {
  YANBI_NEEDS_DATA("tntp");
  use_data("SiouxFalls_net.tntp");
  spec_.table.nodes = SourceSpec{"SiouxFalls_node.tntp",
                                 test::data_folder() / "tntp" / "SiouxFalls_node.tntp",
                                 {},
                                 "EPSG:4326",
                                 {}};
  const auto position = position_of_tntp(spec_);
  ASSERT_TRUE(position.has_value());
  EXPECT_NEAR(position->first, -96.74, 0.05);
  EXPECT_NEAR(position->second, 43.56, 0.05);
}

struct BadTntp {
  const char* name;
  std::string text;
  const char* expected;
};

std::string with_row(const std::string& row) { return std::string(kHead) + kRows + row; }
std::string replaced(std::string from, const std::string& to) {
  std::string text = std::string(kHead) + kRows;
  return text.replace(text.find(from), from.size(), to);
}

class BadTntpFiles : public Tntp, public testing::WithParamInterface<BadTntp> {};

TEST_P(BadTntpFiles, AreProblemsThatNameThePlace) {
  const RoadLines lines = read(GetParam().text);
  EXPECT_TRUE(lines.lines.empty());
  EXPECT_NE(first_problem().find(GetParam().expected), std::string::npos) << first_problem();
}

INSTANTIATE_TEST_SUITE_P(
    Dirt, BadTntpFiles,
    testing::Values(
        BadTntp{"Empty", "", "END OF METADATA"},
        BadTntp{"AnotherFormat", "{\"type\":\"FeatureCollection\"}", "END OF METADATA"},
        BadTntp{"NoLinks", kHead, "no links"},
        BadTntp{"Trips", "<NUMBER OF ZONES> 2\n<TOTAL OD FLOW> 5\n<END OF METADATA>\nOrigin 1\n",
                "table of trips"},
        BadTntp{"NoNodeCount", replaced("<NUMBER OF NODES> 3\n", ""), "<NUMBER OF NODES>"},
        BadTntp{"NodeCountIsAWord", replaced("NODES> 3", "NODES> three"), "net.tntp:2"},
        BadTntp{"NodeCountIsHuge", replaced("NODES> 3", "NODES> 1e12"), "no count"},
        BadTntp{"MoreLinksDeclared", replaced("LINKS> 4", "LINKS> 5"), "4 rows"},
        BadTntp{"FewerLinksDeclared", replaced("LINKS> 4", "LINKS> 3"), "4 rows"},
        BadTntp{"MoreZonesThanNodes", replaced("ZONES> 1", "ZONES> 9"), "more zones than nodes"},
        BadTntp{"ThroughNodeBeyondNodes", replaced("THRU NODE> 1", "THRU NODE> 99"),
                "FIRST THRU NODE"},
        BadTntp{"NodeBeyondCount", replaced("\t3\t2\t900", "\t4\t2\t900"), "init_node = 4"},
        BadTntp{"NodeZero", replaced("\t3\t2\t900", "\t0\t2\t900"), "init_node = 0"},
        BadTntp{"NodeIsAFraction", replaced("\t3\t2\t900", "\t2.5\t2\t900"), "whole numbers"},
        BadTntp{"TooFewFields", replaced("\t3\t2\t900\t500", "\t3\t2"), "8 fields"},
        BadTntp{"NegativeLength", replaced("900\t500\t50", "900\t-500\t50"), "length = -500"},
        BadTntp{"LengthIsNan", replaced("900\t500\t50", "900\tnan\t50"), "length = nan"},
        BadTntp{"NegativeTime", replaced("900\t500\t50", "900\t500\t-50"), "free_flow_time"},
        BadTntp{"CapacityZero", replaced("900\t500\t50", "0\t500\t50"), "capacity"},
        BadTntp{"ImpossibleSpeed", replaced("900\t500\t50", "900\t500\t0.001"), "time_unit"},
        BadTntp{"NoUnits", replaced("Length (m) Free Flow Time (s)", "Length Free Flow Time"),
                "length_unit"},
        BadTntp{"UnknownUnit", replaced("Length (m)", "Length (cubits)"), "length_unit"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(Tntp, AFileThatBreaksOffIsAProblemWhereverItDoes) {
  const std::string whole = std::string(kHead) + kRows;
  const std::size_t last_field = whole.rfind('1');
  for (std::size_t size = 0; size < last_field; ++size) {
    problems_ = {};
    EXPECT_TRUE(read(whole.substr(0, size)).lines.empty()) << size;
    EXPECT_FALSE(problems_.empty()) << size;
  }
}

TEST_F(Tntp, ALoopIsLeftOutAndNoted) {
  std::string text = with_row("\t3\t3\t900\t10\t1\t0.15\t4\t0\t0\t1\t;\n");
  text.replace(text.find("LINKS> 4"), 8, "LINKS> 5");
  EXPECT_EQ(read(text).lines.size(), 2U);
  EXPECT_DOUBLE_EQ(noted("loop_rows"), 1.0);
}

struct BadNodes {
  const char* name;
  const char* text;
  const char* expected;
};

class BadTntpNodes : public Tntp, public testing::WithParamInterface<BadNodes> {};

TEST_P(BadTntpNodes, AreProblemsThatNameThePlace) {
  test::write_bytes(folder_ / "node.tntp", GetParam().text);
  spec_.table.nodes = SourceSpec{"node.tntp", folder_ / "node.tntp", {}, "EPSG:4326", {}};
  EXPECT_TRUE(read(std::string(kHead) + kRows).lines.empty());
  EXPECT_NE(first_problem().find(GetParam().expected), std::string::npos) << first_problem();
}

INSTANTIATE_TEST_SUITE_P(
    Dirt, BadTntpNodes,
    testing::Values(
        BadNodes{"Empty", "", "no row for this node"},
        BadNodes{"MissingNode", "Node X Y ;\n1 -97 43 ;\n3 -97 43 ;\n", "node = 2"},
        BadNodes{"NodeTwice", "1 -97 43 ;\n1 -97 43 ;\n2 -97 43;\n3 -97 43;\n", "node.tntp:2"},
        BadNodes{"UnknownNode", "1 -97 43 ;\n2 -97 43 ;\n3 -97 43;\n9 -97 43;\n", "node.tntp:4"},
        BadNodes{"PositionIsAWord", "1 -97 north ;\n2 -97 43 ;\n3 -97 43;\n", "y = north"},
        BadNodes{"TooManyFields", "1 -97 43 0 ;\n2 -97 43 ;\n3 -97 43;\n", "4 fields"},
        BadNodes{"Swapped", "1 43 -97 ;\n2 43 -97.1 ;\n3 43.1 -97;\n", "node.tntp"}),
    [](const auto& each) { return std::string(each.param.name); });

TEST_F(Tntp, PositionsNeedACrs) {
  test::write_bytes(folder_ / "node.tntp", "1 -97 43 ;\n2 -97 43.1 ;\n3 -97 43.2 ;\n");
  spec_.table.nodes = SourceSpec{"node.tntp", folder_ / "node.tntp", {}, {}, {}};
  static_cast<void>(read(std::string(kHead) + kRows));
  EXPECT_NE(first_problem().find("CRS"), std::string::npos) << first_problem();
}

}  // namespace
}  // namespace yanbi
