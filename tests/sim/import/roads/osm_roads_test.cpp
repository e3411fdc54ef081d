// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/osm_roads.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <ostream>
#include <string>
#include <vector>

#include "tests/sim/import/roads/osm_case.hpp"

namespace yanbi {
namespace {

using test::kResidential;
using test::osm_cross_nodes;
using test::osm_node;
using test::osm_relation;
using test::osm_way;
using test::OsmTags;
using testing::ElementsAre;
using testing::HasSubstr;

class OsmRoads : public test::OsmCase {};

std::vector<std::int64_t> ids_of(const RoadLines& lines) {
  std::vector<std::int64_t> ids;
  for (const RoadLine& line : lines.lines) {
    ids.push_back(line.source_id);
  }
  return ids;
}

TEST_F(OsmRoads, WaysMeetWhereTheyShareANode) {
  const RoadLines lines = read(osm_cross_nodes() + osm_way(10, {1, 2, 3}, kResidential) +
                               osm_way(11, {4, 2, 5}, kResidential));
  ASSERT_EQ(first_problem(), "");
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(built.network.node_count(), 5U);
  EXPECT_EQ(built.network.link_count(), 8U);
}

TEST_F(OsmRoads, DifferentNodesAtOnePlaceDoNotJoinWays) {
  const RoadLines lines =
      read(osm_cross_nodes() + osm_node(6, 0, 0) + osm_way(10, {1, 2, 3}, kResidential) +
           osm_way(11, {4, 6, 5}, kResidential));
  ASSERT_EQ(first_problem(), "");
  EXPECT_EQ(build_network(lines).report.components, 2U);
}

TEST_F(OsmRoads, PositionsAreProjectedFromDegrees) {
  const RoadLines lines = read(osm_cross_nodes() + osm_way(10, {1, 2}, kResidential));
  ASSERT_EQ(first_problem(), "");
  ASSERT_EQ(lines.x.size(), 2U);
  // 9 degrees east is the middle of UTM zone 32.
  EXPECT_NEAR(lines.x[1], 500000.0, 1e-3);
  // Arc of the meridian from the equator to 50 degrees on WGS84, 5540847.042 m, times 0.9996.
  EXPECT_NEAR(lines.y[1], 5540847.042 * 0.9996, 1e-2);
}

TEST_F(OsmRoads, OrderIsByIdWhateverTheFilesOrder) {
  const RoadLines lines =
      read(osm_way(11, {5, 2, 4}, kResidential) + osm_way(-3, {3, 2}, kResidential) +
           osm_node(5, 0, 1) + osm_node(4, 0, -1) + osm_node(3, 1, 0) + osm_node(2, 0, 0));
  ASSERT_EQ(first_problem(), "");
  EXPECT_THAT(ids_of(lines), ElementsAre(-3, 11));
  EXPECT_THAT(lines.lines.at(0).vertices, ElementsAre(1U, 0U));
  EXPECT_THAT(lines.lines.at(1).vertices, ElementsAre(3U, 0U, 2U));
}

TEST_F(OsmRoads, OnlyNodesOfUsableWaysBecomeVertices) {
  const RoadLines lines = read(osm_cross_nodes() + osm_way(10, {1, 2}, kResidential) +
                               osm_way(11, {2, 3}, {{"highway", "proposed"}}) +
                               osm_way(12, {4, 5}, {{"waterway", "river"}}));
  ASSERT_EQ(first_problem(), "");
  EXPECT_THAT(ids_of(lines), ElementsAre(10));
  EXPECT_EQ(lines.x.size(), 2U);
}

TEST_F(OsmRoads, IdsOfNodesAreKept) {
  const RoadLines lines = read(osm_cross_nodes() + osm_way(10, {5, 2, 4}, kResidential));
  EXPECT_THAT(lines.vertex_key, ElementsAre(2, 4, 5));
}

TEST_F(OsmRoads, TagsSayWhatAWayIsFor) {
  const RoadLines lines = read(
      osm_cross_nodes() + osm_way(10, {1, 2}, {{"highway", "residential"}, {"oneway", "yes"}}) +
      osm_way(11, {2, 3}, {{"highway", "residential"}, {"oneway", "-1"}}) +
      osm_way(12, {2, 4}, {{"highway", "steps"}, {"incline", "down"}, {"tunnel", "yes"}}) +
      osm_way(13, {2, 5}, {{"highway", "motorway"}, {"bridge", "yes"}, {"layer", "2"}}));
  ASSERT_EQ(first_problem(), "");
  ASSERT_EQ(lines.lines.size(), 4U);
  EXPECT_GT(lines.lines.at(0).use.drive_forward.lanes, 0);
  EXPECT_EQ(lines.lines.at(0).use.drive_backward.lanes, 0);
  EXPECT_EQ(lines.lines.at(1).use.drive_forward.lanes, 0);
  EXPECT_GT(lines.lines.at(1).use.drive_backward.lanes, 0);
  EXPECT_EQ(lines.lines.at(2).use.forward, WayForm::kStairsDown);
  EXPECT_EQ(lines.lines.at(2).use.backward, WayForm::kStairsUp);
  EXPECT_EQ(lines.lines.at(2).use.structure, WayStructure::kTunnel);
  EXPECT_FALSE(lines.lines.at(3).use.is_walkable());
  EXPECT_EQ(lines.lines.at(3).use.structure, WayStructure::kBridge);
  EXPECT_EQ(lines.lines.at(3).use.layer, 2);
}

TEST_F(OsmRoads, AWayIsCutWhereTheFileLacksItsNodes) {
  const RoadLines lines =
      read(osm_cross_nodes() + osm_way(10, {1, 2, 99, 3, 98, 4, 5}, kResidential));
  ASSERT_EQ(first_problem(), "");
  EXPECT_THAT(ids_of(lines), ElementsAre(10, 10));
  EXPECT_THAT(lines.lines.at(0).vertices, ElementsAre(0U, 1U));
  EXPECT_THAT(lines.lines.at(1).vertices, ElementsAre(2U, 3U));
  EXPECT_EQ(noted("cut_ways"), 1.0);
}

TEST_F(OsmRoads, NodesWithoutAPositionOnEarthCountAsMissing) {
  const RoadLines lines =
      read(osm_cross_nodes() + "<node id='7' lon='200' lat='50'/><node id='8'/>" +
           osm_way(10, {1, 2, 7, 8, 3, 4}, kResidential));
  ASSERT_EQ(first_problem(), "");
  EXPECT_EQ(lines.lines.size(), 2U);
}

TEST_F(OsmRoads, RepeatedNodesAreTakenOnce) {
  const RoadLines lines = read(osm_cross_nodes() + osm_way(10, {1, 1, 2, 2, 2, 3}, kResidential));
  ASSERT_EQ(first_problem(), "");
  EXPECT_THAT(lines.lines.at(0).vertices, ElementsAre(0U, 1U, 2U));
}

TEST_F(OsmRoads, WaysOfLessThanTwoNodesAreLeftOutAndCounted) {
  const RoadLines lines =
      read(osm_cross_nodes() + osm_way(10, {1, 2}, kResidential) + osm_way(11, {3}, kResidential) +
           osm_way(12, {3, 3}, kResidential) + osm_way(13, {}, kResidential));
  ASSERT_EQ(first_problem(), "");
  EXPECT_THAT(ids_of(lines), ElementsAre(10));
  EXPECT_EQ(noted("short_ways"), 3.0);
}

TEST_F(OsmRoads, DeletedWaysAreLeftOutAndCounted) {
  const RoadLines lines = read(osm_cross_nodes() + osm_way(10, {1, 2}, kResidential) +
                               osm_way(11, {2, 3}, kResidential, "visible='false'"));
  ASSERT_EQ(first_problem(), "");
  EXPECT_THAT(ids_of(lines), ElementsAre(10));
  EXPECT_EQ(noted("deleted"), 1.0);
}

TEST_F(OsmRoads, ASquareIsWalkedAlongItsOutlineAndNotDriven) {
  const RoadLines lines = read(
      osm_cross_nodes() + osm_way(10, {1, 5, 3, 1}, {{"highway", "service"}, {"area", "yes"}}) +
      osm_way(11, {1, 4}, kResidential));
  ASSERT_EQ(first_problem(), "");
  ASSERT_EQ(lines.lines.size(), 2U);
  EXPECT_TRUE(lines.lines.at(0).use.is_walkable());
  EXPECT_FALSE(lines.lines.at(0).use.is_drivable());
  EXPECT_EQ(noted("squares"), 1.0);
}

TEST_F(OsmRoads, AnOpenLineIsNoSquareWhateverItsTag) {
  const RoadLines lines =
      read(osm_cross_nodes() + osm_way(10, {1, 5, 3}, {{"highway", "service"}, {"area", "yes"}}));
  ASSERT_EQ(first_problem(), "");
  EXPECT_TRUE(lines.lines.at(0).use.is_drivable());
}

TEST_F(OsmRoads, ObjectsThatAreThereTwiceAndTheSameAreTakenOnce) {
  const RoadLines lines =
      read(osm_cross_nodes() + osm_node(1, -1, 0) + osm_way(10, {1, 2}, kResidential) +
           osm_way(11, {2, 3}, kResidential) + osm_way(10, {1, 2}, kResidential));
  ASSERT_EQ(first_problem(), "");
  EXPECT_THAT(ids_of(lines), ElementsAre(10, 11));
  EXPECT_EQ(noted("repeated"), 2.0);
}

TEST_F(OsmRoads, ANetworkForWalkersNeedsAWayToWalk) {
  const std::string motorway = osm_cross_nodes() + osm_way(10, {1, 2}, {{"highway", "motorway"}});
  EXPECT_TRUE(read(motorway).lines.empty());
  EXPECT_THAT(first_problem(), HasSubstr("no way in the file can be walked"));
  spec_.walk = false;
  EXPECT_EQ(read(motorway).lines.size(), 1U);
  EXPECT_EQ(first_problem(), "");
}

/// Objects of which nothing sound can be made, and a part of the one problem that says so.
struct BadObjects {
  std::string name;
  std::string objects;
  std::string problem;
};

void PrintTo(const BadObjects& bad, std::ostream* out) { *out << bad.name; }

class OsmBadObjects : public test::OsmCase, public testing::WithParamInterface<BadObjects> {};

TEST_P(OsmBadObjects, AreOneClearProblem) {
  const RoadLines lines = read(GetParam().objects);
  EXPECT_TRUE(lines.lines.empty());
  ASSERT_EQ(problems_.size(), 1U);
  EXPECT_THAT(first_problem(), HasSubstr(GetParam().problem));
  EXPECT_THAT(first_problem(), HasSubstr("map.osm"));
}

INSTANTIATE_TEST_SUITE_P(
    Dirt, OsmBadObjects,
    testing::Values(
        BadObjects{"Nothing", "", "no way in the file has a highway tag"},
        BadObjects{"NoHighway", osm_cross_nodes() + osm_way(10, {1, 2}, {{"building", "yes"}}),
                   "no way in the file has a highway tag"},
        BadObjects{"NoOpenClass",
                   osm_cross_nodes() + osm_way(10, {1, 2}, {{"highway", "proposed"}}),
                   "no way in the file can be used"},
        BadObjects{"NoNodes", osm_way(10, {1, 2}, kResidential),
                   "holds none of the nodes of its ways"},
        BadObjects{"OneNodeOnly", osm_cross_nodes() + osm_way(10, {1, 99}, kResidential),
                   "no way in the file has two nodes"},
        BadObjects{"WayInTwoVersions",
                   osm_cross_nodes() + osm_way(10, {1, 2}, kResidential, "version='1'") +
                       osm_way(11, {2, 3}, kResidential) +
                       osm_way(10, {1, 3}, kResidential, "version='2'"),
                   "way = 10: it is there in two versions, 1 and 2"},
        BadObjects{"WayThatLostItsTag",
                   osm_cross_nodes() + osm_way(10, {1, 2}, kResidential, "version='1'") +
                       osm_way(10, {1, 2}, {}, "version='2'") + osm_way(11, {2, 3}, kResidential),
                   "way = 10: it is there in two versions, 1 and 2"},
        BadObjects{"WayTwiceAndDifferent",
                   osm_cross_nodes() + osm_way(10, {1, 2}, kResidential) +
                       osm_way(10, {1, 3}, kResidential),
                   "way = 10: it is there twice, and not the same"},
        BadObjects{"WayDeletedAndNot",
                   osm_cross_nodes() + osm_way(10, {1, 2}, kResidential) +
                       osm_way(11, {1, 3}, kResidential) +
                       osm_way(10, {1, 2}, {}, "visible='false'"),
                   "way = 10: it is there both deleted and not"},
        BadObjects{"NodeInTwoVersions",
                   osm_node(1, 0, 0, "version='1'") + osm_node(1, 1, 0, "version='2'") +
                       osm_node(2, 2, 0) + osm_way(10, {1, 2}, kResidential),
                   "node = 1: it is there in two versions, 1 and 2"},
        BadObjects{"NodeTwiceAndElsewhere",
                   osm_cross_nodes() + osm_node(1, 7, 7) + osm_way(10, {1, 2}, kResidential),
                   "node = 1: it is there twice, and not the same"},
        BadObjects{"WrongId", "<node id='one' lon='9' lat='50'/>", "cannot be read"},
        BadObjects{"WrongPosition",
                   "<node id='1' lon='east' lat='50'/>" + osm_way(10, {1, 2}, kResidential),
                   "cannot be read"}),
    [](const auto& each) { return each.param.name; });

/// A restriction from way 10 over node 2 to way 11: what is made of it.
struct RestrictionCase {
  std::string name;
  OsmTags tags;
  std::vector<test::OsmMember> members;
  std::size_t rules = 0;
  std::string note;  ///< key of the note that counts it
};

const std::vector<test::OsmMember> kFromViaTo = {
    {"way", 10, "from"}, {"node", 2, "via"}, {"way", 11, "to"}};
constexpr const char* kUsed = "turn_restrictions";
constexpr const char* kOthers = "turn_restrictions_other_vehicles";
constexpr const char* kConditional = "turn_restrictions_conditional";
constexpr const char* kViaWay = "turn_restrictions_via_way";
constexpr const char* kUnreadable = "turn_restrictions_unreadable";
constexpr const char* kElsewhere = "turn_restrictions_elsewhere";

/// The tags of a restriction with these besides its type.
OsmTags restriction(OsmTags tags) {
  tags.emplace_back("type", "restriction");
  return tags;
}

void PrintTo(const RestrictionCase& each, std::ostream* out) { *out << each.name; }

class OsmRestriction : public test::OsmCase, public testing::WithParamInterface<RestrictionCase> {
 protected:
  static std::string streets() {
    return osm_cross_nodes() + osm_way(10, {1, 2}, kResidential) +
           osm_way(11, {2, 3}, kResidential) + osm_way(12, {2, 4}, kResidential) +
           osm_way(13, {2, 5}, {{"highway", "footway"}});
  }
};

TEST_P(OsmRestriction, IsUsedOrCounted) {
  const RoadLines lines = read(osm_relation(7, GetParam().members, GetParam().tags) + streets());
  ASSERT_EQ(first_problem(), "");
  EXPECT_EQ(lines.turn_rules.size(), GetParam().rules);
  if (!GetParam().note.empty()) {
    EXPECT_EQ(noted(GetParam().note), 1.0);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, OsmRestriction,
    testing::Values(
        RestrictionCase{"No", restriction({{"restriction", "no_left_turn"}}), kFromViaTo, 1, kUsed},
        RestrictionCase{"Only", restriction({{"restriction", "only_straight_on"}}), kFromViaTo, 1,
                        kUsed},
        RestrictionCase{"ForCars", restriction({{"restriction:motorcar", "no_u_turn"}}), kFromViaTo,
                        1, kUsed},
        RestrictionCase{"TypedForCars",
                        {{"type", "restriction:motorcar"}, {"restriction", "no_u_turn"}},
                        kFromViaTo,
                        1,
                        kUsed},
        RestrictionCase{"TypedForLorries",
                        {{"type", "restriction:hgv"}, {"restriction", "no_u_turn"}},
                        kFromViaTo,
                        0,
                        kOthers},
        RestrictionCase{"ForLorries", restriction({{"restriction:hgv", "no_left_turn"}}),
                        kFromViaTo, 0, kOthers},
        RestrictionCase{"ExceptBuses",
                        restriction({{"restriction", "no_left_turn"}, {"except", "psv;bicycle"}}),
                        kFromViaTo, 1, kUsed},
        RestrictionCase{"ExceptCars",
                        restriction({{"restriction", "no_left_turn"}, {"except", "psv; motorcar"}}),
                        kFromViaTo, 0, kOthers},
        RestrictionCase{"Conditional",
                        restriction({{"restriction:conditional", "no_left_turn @ (Mo-Fr)"}}),
                        kFromViaTo, 0, kConditional},
        RestrictionCase{"ConditionInPlainTag",
                        restriction({{"restriction", "no_left_turn @ (07:00-09:00)"}}), kFromViaTo,
                        0, kConditional},
        RestrictionCase{"OfHours", restriction({{"restriction", "no_left_turn"}, {"hour_on", "7"}}),
                        kFromViaTo, 0, kConditional},
        RestrictionCase{"UnknownValue", restriction({{"restriction", "stop"}}), kFromViaTo, 0,
                        kUnreadable},
        RestrictionCase{"NoValue", restriction({}), kFromViaTo, 0, kUnreadable},
        RestrictionCase{"OverAWay",
                        restriction({{"restriction", "no_u_turn"}}),
                        {{"way", 10, "from"}, {"way", 11, "via"}, {"way", 12, "to"}},
                        0,
                        kViaWay},
        RestrictionCase{"NoVia",
                        restriction({{"restriction", "no_u_turn"}}),
                        {{"way", 10, "from"}, {"way", 11, "to"}},
                        0,
                        kUnreadable},
        RestrictionCase{
            "NoEntryFromTwo",
            restriction({{"restriction", "no_entry"}}),
            {{"way", 10, "from"}, {"way", 12, "from"}, {"node", 2, "via"}, {"way", 11, "to"}},
            2,
            kUsed},
        RestrictionCase{
            "OnlyToTwo",
            restriction({{"restriction", "only_right_turn"}}),
            {{"way", 10, "from"}, {"node", 2, "via"}, {"way", 11, "to"}, {"way", 12, "to"}},
            0,
            kUnreadable},
        RestrictionCase{"FromAFootway",
                        restriction({{"restriction", "no_u_turn"}}),
                        {{"way", 13, "from"}, {"node", 2, "via"}, {"way", 11, "to"}},
                        0,
                        kElsewhere},
        RestrictionCase{"OfMissingWay",
                        restriction({{"restriction", "no_u_turn"}}),
                        {{"way", 10, "from"}, {"node", 2, "via"}, {"way", 99, "to"}},
                        0,
                        kElsewhere},
        RestrictionCase{"OtherRelation", {{"type", "route"}, {"route", "bus"}}, kFromViaTo, 0, ""}),
    [](const auto& each) { return each.param.name; });

TEST_F(OsmRestriction, BecomesABanOfLinks) {
  const std::string no =
      osm_relation(7, kFromViaTo, restriction({{"restriction", "no_left_turn"}}));
  const BuiltNetwork built = build_network(read(streets() + no));
  ASSERT_EQ(first_problem(), "");
  EXPECT_EQ(built.report.turn_rules_unmatched, 0U);
  EXPECT_EQ(built.network.turn_bans().size(), 1U);
}

TEST_F(OsmRestriction, OnlyOneWayBansAllOthers) {
  const std::string only =
      osm_relation(7, kFromViaTo, restriction({{"restriction", "only_straight_on"}}));
  const BuiltNetwork built = build_network(read(streets() + only));
  ASSERT_EQ(first_problem(), "");
  // Back to where it came from, and into way 12.
  EXPECT_EQ(built.network.turn_bans().size(), 2U);
}

TEST_F(OsmRestriction, OfTwoContentsIsAProblem) {
  (void)read(streets() + osm_relation(7, kFromViaTo, restriction({{"restriction", "no_u_turn"}})) +
             osm_relation(7, kFromViaTo, restriction({{"restriction", "only_straight_on"}})));
  EXPECT_THAT(first_problem(), HasSubstr("relation = 7: it is there twice, and not the same"));
}

TEST_F(OsmRoads, ThePositionIsTheMiddleOfTheHeadersBox) {
  test::write_bytes(spec_.source.path,
                    test::osm_file("<bounds minlon='8' minlat='40' maxlon='10' maxlat='44'/>" +
                                   osm_cross_nodes()));
  const auto middle = position_of_osm(spec_.source.path);
  ASSERT_TRUE(middle.has_value());
  EXPECT_NEAR(middle->first, 9.0, 1e-9);
  EXPECT_NEAR(middle->second, 42.0, 1e-9);
}

TEST_F(OsmRoads, ThePositionIsTheMiddleOfTheNodesWithoutABox) {
  test::write_bytes(spec_.source.path, test::osm_file(osm_node(1, 0, 0) + osm_node(2, 100, 50)));
  const auto middle = position_of_osm(spec_.source.path);
  ASSERT_TRUE(middle.has_value());
  EXPECT_NEAR(middle->first, 9.05, 1e-9);
  EXPECT_NEAR(middle->second, 50.025, 1e-9);
}

TEST_F(OsmRoads, AFileWithoutNodesHasNoPosition) {
  EXPECT_FALSE(position_of_osm(folder_ / "none.osm").has_value());
  test::write_bytes(spec_.source.path, test::osm_file(""));
  EXPECT_FALSE(position_of_osm(spec_.source.path).has_value());
}

}  // namespace
}  // namespace yanbi
