// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/route_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace yanbi {
namespace {

using ::testing::ElementsAre;

const std::vector<LinkId> kFirst = {LinkId(4), LinkId(2)};
const std::vector<LinkId> kSecond = {LinkId(0)};

TEST(RouteTable, GivesBackWhatWasAdded) {
  RouteTable table;
  table.add({kFirst, 10, 20, 3, 4, EntranceId(7)});
  const RouteId second = table.add({kSecond, 1, 2, 5, 6, EntranceId(8)});
  EXPECT_EQ(table.size(), 2U);
  EXPECT_THAT(table[RouteId(0)].links, ElementsAre(LinkId(4), LinkId(2)));
  const Route route = table[second];
  EXPECT_THAT(route.links, ElementsAre(LinkId(0)));
  EXPECT_EQ(route.start_offset_mm, 1U);
  EXPECT_EQ(route.end_offset_mm, 2U);
  EXPECT_EQ(route.access_mm, 5U);
  EXPECT_EQ(route.egress_mm, 6U);
  EXPECT_EQ(route.entrance, EntranceId(8));
  EXPECT_EQ(table.first_link(second), 3U);
}

TEST(RouteTable, AnEmptyIdFollowsTheLinksOfEachRoute) {
  RouteTable table;
  table.add({kFirst, 10, 20, 3, 4, EntranceId(7)});
  table.add({kSecond, 1, 2, 5, 6, EntranceId(8)});
  EXPECT_THAT(table.all_links(), ElementsAre(LinkId(4), LinkId(2), LinkId(), LinkId(0), LinkId()));
}

TEST(RouteTable, AppendedRoutesKeepTheirLinksAndMoveUp) {
  RouteTable table;
  RouteTable other;
  table.add({kFirst, 10, 20, 3, 4, EntranceId(7)});
  other.add({kSecond, 1, 2, 5, 6, EntranceId(8)});
  other.add({kFirst, 11, 12, 13, 14, EntranceId(9)});
  table.append(other);
  ASSERT_EQ(table.size(), 3U);
  EXPECT_THAT(table[RouteId(1)].links, ElementsAre(LinkId(0)));
  EXPECT_THAT(table[RouteId(2)].links, ElementsAre(LinkId(4), LinkId(2)));
  EXPECT_EQ(table[RouteId(2)].entrance, EntranceId(9));
  EXPECT_EQ(table.first_link(RouteId(2)), 5U);
}

TEST(WalkedLength, CountsAccessStreetsAndEgress) {
  const std::vector<std::uint32_t> length_mm = {900, 0, 500, 0, 700};
  RouteTable table;
  table.add({kFirst, 100, 50, 3, 4, EntranceId(0)});
  table.add({kSecond, 100, 250, 3, 4, EntranceId(0)});
  EXPECT_EQ(walked_mm(table[RouteId(0)], length_mm), 600U + 50U + 7U);
  EXPECT_EQ(walked_mm(table[RouteId(1)], length_mm), 150U + 7U);
}

}  // namespace
}  // namespace yanbi
