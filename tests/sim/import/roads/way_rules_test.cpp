// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/way_rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

namespace yanbi {
namespace {

/// Tags by name, as a source would give them.
WayTags tagged(const std::vector<std::pair<std::string, const char*>>& given) {
  WayTags tags;
  const auto names = way_tag_names();
  for (const auto& [name, value] : given) {
    const auto found = std::find(names.begin(), names.end(), name);
    EXPECT_NE(found, names.end()) << name;
    set_way_tag(tags, static_cast<std::size_t>(found - names.begin()), value);
  }
  return tags;
}

JudgedWay judge(const std::vector<std::pair<std::string, const char*>>& given,
                const StreetsSpec& spec = {}) {
  return WayRules(spec).judge(tagged(given));
}

bool is_walkable(const std::vector<std::pair<std::string, const char*>>& given) {
  return judge(given).use.is_walkable();
}

/// km/h, to what a float of m/s holds.
double kmh(float metres_per_second) {
  return std::round(static_cast<double>(metres_per_second) * 360.0) / 100.0;
}
double per_hour(float per_second) { return std::round(static_cast<double>(per_second) * 3600.0); }

TEST(WayRules, EveryTagNameSetsItsOwnTag) {
  const auto names = way_tag_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    WayTags tags;
    set_way_tag(tags, i, "here");
    const std::vector<std::pair<std::string, std::string_view>> all = {
        {"highway", tags.highway},
        {"foot", tags.foot},
        {"access", tags.access},
        {"width", tags.width},
        {"incline", tags.incline},
        {"oneway", tags.oneway},
        {"junction", tags.junction},
        {"lanes", tags.lanes},
        {"lanes:forward", tags.lanes_forward},
        {"lanes:backward", tags.lanes_backward},
        {"maxspeed", tags.maxspeed},
        {"vehicle", tags.vehicle},
        {"motor_vehicle", tags.motor_vehicle},
        {"motorcar", tags.motorcar},
        {"bridge", tags.bridge},
        {"tunnel", tags.tunnel},
        {"layer", tags.layer}};
    ASSERT_EQ(all.size(), names.size());
    for (const auto& [name, value] : all) {
      EXPECT_EQ(value, name == names[i] ? "here" : "") << names[i] << " set " << name;
    }
  }
}

TEST(WayRules, MotorwaysAndBuildingSitesAreClosedToWalkers) {
  for (const char* highway : {"motorway", "motorway_link", "construction", "proposed", "raceway"}) {
    EXPECT_FALSE(is_walkable({{"highway", highway}})) << highway;
  }
  EXPECT_TRUE(is_walkable({{"highway", "residential"}}));
}

TEST(WayRules, AccessRulesYieldToFootRules) {
  EXPECT_FALSE(is_walkable({{"highway", "service"}, {"access", "private"}}));
  EXPECT_TRUE(is_walkable({{"highway", "service"}, {"access", "private"}, {"foot", "yes"}}));
  EXPECT_TRUE(is_walkable({{"highway", "service"}, {"access", "no"}, {"foot", "permissive"}}));
  EXPECT_FALSE(is_walkable({{"highway", "service"}, {"access", "yes"}, {"foot", "no"}}));
  EXPECT_TRUE(is_walkable({{"highway", "service"}, {"access", "customers"}}));
}

TEST(WayRules, ReasonsAreToldApart) {
  EXPECT_EQ(judge({}).walkers, WayVerdict::kNoHighwayTag);
  EXPECT_EQ(judge({{"highway", "hovercraft"}}).vehicles, WayVerdict::kUnknownClass);
  EXPECT_EQ(judge({{"highway", "path"}, {"foot", "no"}}).walkers, WayVerdict::kForbidden);
  EXPECT_EQ(judge({{"highway", "path"}, {"access", "no"}}).walkers, WayVerdict::kPrivate);
  EXPECT_EQ(judge({{"highway", "path"}}).vehicles, WayVerdict::kClass);
  EXPECT_EQ(judge({{"highway", "service"}, {"access", "no"}}).vehicles, WayVerdict::kForbidden);
}

TEST(WayRules, WhatNobodyMayUseIsNotUsable) {
  EXPECT_FALSE(judge({{"highway", "construction"}}).is_usable());
  EXPECT_FALSE(judge({{"highway", "service"}, {"access", "private"}}).is_usable());
  EXPECT_TRUE(judge({{"highway", "motorway"}}).is_usable());
  EXPECT_TRUE(judge({{"highway", "steps"}}).is_usable());
}

TEST(WayRules, WidthTagCountsOnlyWherePeopleWalk) {
  EXPECT_FLOAT_EQ(judge({{"highway", "footway"}, {"width", "3.5"}}).use.width, 3.5F);
  EXPECT_FLOAT_EQ(judge({{"highway", "footway"}, {"width", "3 m"}}).use.width, 3.0F);
  EXPECT_FLOAT_EQ(judge({{"highway", "footway"}, {"width", "99"}}).use.width, 12.0F);
  EXPECT_FLOAT_EQ(judge({{"highway", "residential"}, {"width", "9"}}).use.width,
                  judge({{"highway", "residential"}}).use.width);
  const JudgedWay refused = judge({{"highway", "footway"}, {"width", "-2"}});
  EXPECT_TRUE(refused.width_tag_refused);
  EXPECT_GT(refused.use.width, 0.0F);
}

TEST(WayRules, StairsFollowTheirInclineAndAreSlowWithoutOne) {
  const JudgedWay up = judge({{"highway", "steps"}, {"incline", "up"}});
  EXPECT_EQ(up.use.forward, WayForm::kStairsUp);
  EXPECT_EQ(up.use.backward, WayForm::kStairsDown);
  EXPECT_EQ(judge({{"highway", "steps"}, {"incline", "down"}}).use.forward, WayForm::kStairsDown);
  EXPECT_EQ(judge({{"highway", "steps"}, {"incline", "-6%"}}).use.forward, WayForm::kStairsDown);
  const JudgedWay unknown = judge({{"highway", "steps"}});
  EXPECT_EQ(unknown.use.forward, WayForm::kStairsUp);
  EXPECT_EQ(unknown.use.backward, WayForm::kStairsUp);
  EXPECT_TRUE(unknown.steps_without_incline);
}

/// Lanes, speed (km/h) and capacity (vehicles/h and lane) as models.md gives them.
struct ClassRow {
  const char* highway;
  int lanes;
  double speed;
  double capacity;
};

TEST(WayRules, ClassesHaveTheValuesOfTheirSources) {
  for (const ClassRow& row : std::vector<ClassRow>{{"motorway", 2, 120, 2000},
                                                   {"motorway_link", 1, 80, 1500},
                                                   {"trunk", 1, 80, 2000},
                                                   {"trunk_link", 1, 50, 1500},
                                                   {"primary", 1, 80, 1500},
                                                   {"primary_link", 1, 60, 1500},
                                                   {"secondary", 1, 30, 800},
                                                   {"tertiary", 1, 25, 600},
                                                   {"unclassified", 1, 15, 600},
                                                   {"residential", 1, 15, 600},
                                                   {"living_street", 1, 10, 300},
                                                   {"service", 1, 15, 300}}) {
    const DriveUse use = judge({{"highway", row.highway}}).use.drive_forward;
    EXPECT_EQ(int{use.lanes}, row.lanes) << row.highway;
    EXPECT_DOUBLE_EQ(kmh(use.speed), row.speed) << row.highway;
    EXPECT_DOUBLE_EQ(per_hour(use.capacity), row.lanes * row.capacity) << row.highway;
  }
}

TEST(WayRules, PathsAreClosedToVehiclesWhateverTheirTags) {
  for (const char* highway : {"footway", "path", "steps", "pedestrian", "cycleway", "bridleway",
                              "corridor", "platform", "busway"}) {
    EXPECT_FALSE(judge({{"highway", highway}, {"motor_vehicle", "yes"}}).use.is_drivable())
        << highway;
  }
}

struct OnewayRow {
  const char* highway;
  const char* oneway;
  const char* junction;
  bool forward;
  bool backward;
};

TEST(WayRules, OnewayTagsOpenTheDirectionsTheyName) {
  for (const OnewayRow& row :
       std::vector<OnewayRow>{{"residential", "", "", true, true},
                              {"residential", "yes", "", true, false},
                              {"residential", "true", "", true, false},
                              {"residential", "1", "", true, false},
                              {"residential", "-1", "", false, true},
                              {"residential", "reverse", "", false, true},
                              {"residential", "no", "", true, true},
                              {"residential", "alternating", "", true, true},
                              {"residential", "perhaps", "", true, true},
                              {"residential", "", "roundabout", true, false},
                              {"residential", "", "circular", true, false},
                              {"residential", "no", "roundabout", true, true},
                              {"motorway", "", "", true, false},
                              {"motorway_link", "", "", true, false},
                              {"motorway_link", "no", "", true, true},
                              {"trunk_link", "", "", true, true}}) {
    const WayUse use =
        judge({{"highway", row.highway}, {"oneway", row.oneway}, {"junction", row.junction}}).use;
    EXPECT_EQ(use.drive_forward.lanes > 0, row.forward) << row.highway << " " << row.oneway;
    EXPECT_EQ(use.drive_backward.lanes > 0, row.backward) << row.highway << " " << row.oneway;
  }
  EXPECT_TRUE(judge({{"highway", "residential"}, {"oneway", "perhaps"}}).oneway_tag_refused);
}

TEST(WayRules, AReversibleStreetIsClosedToVehiclesOnly) {
  const JudgedWay way = judge({{"highway", "primary"}, {"oneway", "reversible"}});
  EXPECT_FALSE(way.use.is_drivable());
  EXPECT_TRUE(way.use.is_walkable());
  EXPECT_TRUE(way.reversible);
}

TEST(WayRules, OneWayRulesDoNotHoldOnFoot) {
  EXPECT_TRUE(is_walkable({{"highway", "residential"}, {"oneway", "-1"}}));
}

struct LanesRow {
  const char* oneway;
  const char* lanes;
  const char* forward;
  const char* backward;
  int expected_forward;
  int expected_backward;
};

TEST(WayRules, LanesAreOfBothDirectionsTogether) {
  for (const LanesRow& row : std::vector<LanesRow>{{"", "", "", "", 1, 1},
                                                   {"", "4", "", "", 2, 2},
                                                   {"", "3", "", "", 1, 1},
                                                   {"", "1", "", "", 1, 1},
                                                   {"yes", "3", "", "", 3, 0},
                                                   {"-1", "2", "", "", 0, 2},
                                                   {"", "5", "3", "", 3, 2},
                                                   {"", "3", "", "1", 2, 1},
                                                   {"", "", "2", "", 2, 1},
                                                   {"", "2", "2", "2", 2, 2}}) {
    const JudgedWay way = judge({{"highway", "secondary"},
                                 {"oneway", row.oneway},
                                 {"lanes", row.lanes},
                                 {"lanes:forward", row.forward},
                                 {"lanes:backward", row.backward}});
    EXPECT_EQ(int{way.use.drive_forward.lanes}, row.expected_forward) << row.lanes << row.forward;
    EXPECT_EQ(int{way.use.drive_backward.lanes}, row.expected_backward)
        << row.lanes << row.backward;
    EXPECT_FALSE(way.lanes_tag_refused);
  }
}

TEST(WayRules, LanesThatCannotBeMeantAreRefused) {
  for (const char* lanes : {"0", "-2", "2;3", "1.5", "many", "400"}) {
    const JudgedWay way = judge({{"highway", "secondary"}, {"lanes", lanes}});
    EXPECT_TRUE(way.lanes_tag_refused) << lanes;
    EXPECT_EQ(int{way.use.drive_forward.lanes}, 1) << lanes;
  }
}

TEST(WayRules, CapacityIsThatOfAllLanes) {
  const JudgedWay way = judge({{"highway", "primary"}, {"oneway", "yes"}, {"lanes", "3"}});
  EXPECT_DOUBLE_EQ(per_hour(way.use.drive_forward.capacity), 4500.0);
}

struct SpeedRow {
  const char* maxspeed;
  double expected;  ///< km/h
  bool refused;
};

TEST(WayRules, MaxspeedOnlyLowersTheSpeedOfTheClass) {
  for (const SpeedRow& row : std::vector<SpeedRow>{{"", 80.0, false},
                                                   {"50", 50.0, false},
                                                   {"50 km/h", 50.0, false},
                                                   {"30 mph", 48.28, false},
                                                   {"30mph", 48.28, false},
                                                   {"100", 80.0, false},
                                                   {"none", 80.0, false},
                                                   {"walk", 7.0, false},
                                                   {"DE:urban", 80.0, true},
                                                   {"signals", 80.0, true},
                                                   {"0", 80.0, true},
                                                   {"-50", 80.0, true},
                                                   {"50;30", 80.0, true},
                                                   {"5000", 80.0, true}}) {
    const JudgedWay way = judge({{"highway", "primary"}, {"maxspeed", row.maxspeed}});
    EXPECT_NEAR(kmh(way.use.drive_forward.speed), row.expected, 0.011) << row.maxspeed;
    EXPECT_EQ(way.maxspeed_tag_refused, row.refused) << row.maxspeed;
  }
}

TEST(WayRules, TheMostSpecialAccessKeyDecidesForVehicles) {
  const auto is_open = [](const char* access, const char* vehicle, const char* motor_vehicle,
                          const char* motorcar) {
    return judge({{"highway", "service"},
                  {"access", access},
                  {"vehicle", vehicle},
                  {"motor_vehicle", motor_vehicle},
                  {"motorcar", motorcar}})
        .use.is_drivable();
  };
  EXPECT_FALSE(is_open("no", "", "", ""));
  EXPECT_TRUE(is_open("no", "yes", "", ""));
  EXPECT_FALSE(is_open("yes", "no", "", ""));
  EXPECT_TRUE(is_open("", "no", "destination", ""));
  EXPECT_FALSE(is_open("", "", "yes", "private"));
  EXPECT_TRUE(is_open("", "", "no", "designated"));
  EXPECT_FALSE(is_open("", "", "forestry", ""));
  EXPECT_FALSE(is_open("", "", "agricultural", ""));
  EXPECT_FALSE(is_open("delivery", "", "", ""));
  EXPECT_TRUE(is_open("a word of its own", "", "", ""));
  EXPECT_FALSE(is_open("no", "", "a word of its own", ""));
}

struct StructureRow {
  const char* bridge;
  const char* tunnel;
  const char* layer;
  WayStructure structure;
  int level;
};

TEST(WayRules, BridgesAndTunnelsHaveTheirLevel) {
  for (const StructureRow& row :
       std::vector<StructureRow>{{"", "", "", WayStructure::kGround, 0},
                                 {"no", "no", "", WayStructure::kGround, 0},
                                 {"yes", "", "", WayStructure::kBridge, 1},
                                 {"viaduct", "", "2", WayStructure::kBridge, 2},
                                 {"yes", "", "0", WayStructure::kBridge, 0},
                                 {"", "yes", "", WayStructure::kTunnel, -1},
                                 {"", "yes", "-3", WayStructure::kTunnel, -3},
                                 {"", "building_passage", "", WayStructure::kGround, 0},
                                 {"", "", "1", WayStructure::kGround, 1},
                                 {"yes", "", "1;2", WayStructure::kBridge, 1},
                                 {"yes", "", "900", WayStructure::kBridge, 127},
                                 {"", "yes", "-900", WayStructure::kTunnel, -128}}) {
    const WayUse use = judge({{"highway", "primary"},
                              {"bridge", row.bridge},
                              {"tunnel", row.tunnel},
                              {"layer", row.layer}})
                           .use;
    EXPECT_EQ(use.structure, row.structure) << row.bridge << row.tunnel;
    EXPECT_EQ(int{use.layer}, row.level) << row.bridge << row.tunnel << row.layer;
  }
  EXPECT_TRUE(judge({{"highway", "primary"}, {"layer", "1;2"}}).layer_tag_refused);
}

TEST(WayRules, ACityMayHaveItsOwnWidths) {
  StreetsSpec spec;
  spec.classes = {{"track", false, {}, {}, {}, {}, {}}, {"motorway", {}, 3.0, {}, {}, {}, {}}};
  EXPECT_FALSE(judge({{"highway", "track"}}, spec).use.is_walkable());
  EXPECT_FLOAT_EQ(judge({{"highway", "motorway"}}, spec).use.width, 3.0F);
}

TEST(WayRules, ACityMayHaveItsOwnLanesSpeedsAndCapacities) {
  StreetsSpec spec;
  spec.classes = {{"residential", {}, {}, 2, 30.0, 900.0, true},
                  {"pedestrian", {}, {}, 1, {}, {}, {}},
                  {"primary", {}, {}, 0, {}, {}, {}},
                  {"hutong", {}, 1.5, 1, 8.0, 150.0, {}}};
  const WayUse residential = judge({{"highway", "residential"}}, spec).use;
  EXPECT_EQ(residential.drive_forward.lanes, 2);
  EXPECT_DOUBLE_EQ(kmh(residential.drive_forward.speed), 30.0);
  EXPECT_DOUBLE_EQ(per_hour(residential.drive_forward.capacity), 1800.0);
  EXPECT_EQ(residential.drive_backward.lanes, 0);
  EXPECT_GT(judge({{"highway", "pedestrian"}}, spec).use.drive_forward.speed, 0.0F);
  EXPECT_FALSE(judge({{"highway", "primary"}}, spec).use.is_drivable());
  EXPECT_DOUBLE_EQ(kmh(judge({{"highway", "hutong"}}, spec).use.drive_backward.speed), 8.0);
}

TEST(WayRules, AModeThatIsNotAskedForIsClosed) {
  StreetsSpec walkers_only;
  walkers_only.drive = false;
  EXPECT_FALSE(judge({{"highway", "primary"}}, walkers_only).use.is_drivable());
  EXPECT_FALSE(judge({{"highway", "motorway"}}, walkers_only).is_usable());
  StreetsSpec vehicles_only;
  vehicles_only.walk = false;
  EXPECT_FALSE(judge({{"highway", "primary"}}, vehicles_only).use.is_walkable());
  EXPECT_EQ(judge({{"highway", "steps"}}, vehicles_only).walkers, WayVerdict::kNotAsked);
}

}  // namespace
}  // namespace yanbi
