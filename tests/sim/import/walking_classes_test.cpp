// SPDX-License-Identifier: Apache-2.0
#include "sim/import/walking_classes.hpp"

#include <gtest/gtest.h>

#include <string>

namespace yanbi {
namespace {

std::optional<WalkableWay> judge(const WayTags& tags) {
  NotWalkable why_not{};
  return WalkingRules().judge(tags, why_not);
}

TEST(WalkingClasses, MotorwaysAndBuildingSitesAreClosed) {
  for (const char* highway : {"motorway", "motorway_link", "construction", "proposed", "raceway"}) {
    EXPECT_FALSE(judge({highway, "", "", "", ""})) << highway;
  }
  EXPECT_TRUE(judge({"residential", "", "", "", ""}));
}

TEST(WalkingClasses, AccessRulesYieldToFootRules) {
  EXPECT_FALSE(judge({"service", "", "private", "", ""}));
  EXPECT_TRUE(judge({"service", "yes", "private", "", ""}));
  EXPECT_TRUE(judge({"service", "permissive", "no", "", ""}));
  EXPECT_FALSE(judge({"service", "no", "yes", "", ""}));
  EXPECT_TRUE(judge({"service", "", "customers", "", ""}));
}

TEST(WalkingClasses, ReasonsAreToldApart) {
  const WalkingRules rules;
  NotWalkable why_not{};
  EXPECT_FALSE(rules.judge({"", "", "", "", ""}, why_not));
  EXPECT_EQ(why_not, NotWalkable::kNoHighwayTag);
  EXPECT_FALSE(rules.judge({"hovercraft", "", "", "", ""}, why_not));
  EXPECT_EQ(why_not, NotWalkable::kUnknownClass);
  EXPECT_FALSE(rules.judge({"path", "no", "", "", ""}, why_not));
  EXPECT_EQ(why_not, NotWalkable::kFootForbidden);
}

TEST(WalkingClasses, WidthTagCountsOnlyWherePeopleWalk) {
  EXPECT_DOUBLE_EQ(judge({"footway", "", "", "3.5", ""})->width, 3.5);
  EXPECT_DOUBLE_EQ(judge({"footway", "", "", "3 m", ""})->width, 3.0);
  EXPECT_DOUBLE_EQ(judge({"footway", "", "", "99", ""})->width, 12.0);
  EXPECT_DOUBLE_EQ(judge({"residential", "", "", "9", ""})->width,
                   judge({"residential", "", "", "", ""})->width);
  const auto refused = judge({"footway", "", "", "-2", ""});
  EXPECT_TRUE(refused->width_tag_refused);
  EXPECT_GT(refused->width, 0.0);
}

TEST(WalkingClasses, StairsFollowTheirInclineAndAreSlowWithoutOne) {
  const auto up = judge({"steps", "", "", "", "up"});
  EXPECT_EQ(up->forward, WayForm::kStairsUp);
  EXPECT_EQ(up->backward, WayForm::kStairsDown);
  EXPECT_EQ(judge({"steps", "", "", "", "down"})->forward, WayForm::kStairsDown);
  EXPECT_EQ(judge({"steps", "", "", "", "-6%"})->forward, WayForm::kStairsDown);
  const auto unknown = judge({"steps", "", "", "", ""});
  EXPECT_EQ(unknown->forward, WayForm::kStairsUp);
  EXPECT_EQ(unknown->backward, WayForm::kStairsUp);
  EXPECT_TRUE(unknown->steps_without_incline);
}

TEST(WalkingClasses, ACityMayHaveItsOwnRules) {
  const WalkingRules rules({{"track", false, std::nullopt}, {"motorway", true, 3.0}});
  NotWalkable why_not{};
  EXPECT_FALSE(rules.judge({"track", "", "", "", ""}, why_not));
  EXPECT_DOUBLE_EQ(rules.judge({"motorway", "", "", "", ""}, why_not)->width, 3.0);
}

}  // namespace
}  // namespace yanbi
