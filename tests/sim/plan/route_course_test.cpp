// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/route_course.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <utility>
#include <vector>

#include "tests/support/small_city.hpp"

namespace yanbi {
namespace {

using ::testing::DoubleEq;
using ::testing::ElementsAre;
using ::testing::Pair;

/// Node 0 at (0, 0), 1 at (100, 0), 2 at (150, 0); the second street bends over (120, 2.5).
std::vector<std::pair<double, double>> course(std::initializer_list<int> links, std::uint32_t start,
                                              std::uint32_t end) {
  std::vector<LinkId> ids;
  for (const int link : links) {
    ids.emplace_back(link);
  }
  return route_course(test::small_network(), {ids, start, end, 0, 0, EntranceId(0)});
}

auto at(double x, double y) { return Pair(DoubleEq(x), DoubleEq(y)); }

TEST(RouteCourse, BeginsAndEndsAtItsPlaces) {
  EXPECT_THAT(course({0}, 30'000, 70'000), ElementsAre(at(30, 0), at(70, 0)));
}

TEST(RouteCourse, FollowsTheBendsOfStreetsOnce) {
  EXPECT_THAT(course({0, 2}, 50'000, 50'500),
              ElementsAre(at(50, 0), at(100, 0), at(120, 2.5), at(150, 0)));
}

TEST(RouteCourse, RunsBackwardsAlongTheOppositeLink) {
  EXPECT_THAT(course({3, 1}, 0, 25'000),
              ElementsAre(at(150, 0), at(120, 2.5), at(100, 0), at(75, 0)));
}

TEST(RouteCourse, APlaceDividesTheDrawingAsItDividesTheLength) {
  // Drawn lengths are 20.156 and 30.104 m, 50.260 together; the link has 50.5 m.
  const auto half = course({2}, 0, 25'250);
  ASSERT_EQ(half.size(), 3U);
  EXPECT_NEAR(half[2].first, 120.0 + 30.0 * (25.130 - 20.156) / 30.104, 1e-3);
}

TEST(RouteCourse, AWayOfNoLengthIsStillALine) {
  EXPECT_THAT(course({0}, 40'000, 40'000), ElementsAre(at(40, 0), at(40, 0)));
  EXPECT_THAT(course({0}, 100'000, 100'000), ElementsAre(at(100, 0), at(100, 0)));
  EXPECT_THAT(course({0, 2}, 100'000, 0), ElementsAre(at(100, 0), at(100, 0)));
}

}  // namespace
}  // namespace yanbi
