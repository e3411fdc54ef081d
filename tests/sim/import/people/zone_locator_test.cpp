// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/zone_locator.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <string>

#include "sim/base/random.hpp"
#include "tests/sim/import/people/some_zones.hpp"

namespace yanbi {
namespace {

using test::add_ring;
using test::end_zone;
using test::no_zones;
using test::square;

TEST(ZoneLocator, TheSmallestZoneCountsAndSeveralAreSaid) {
  Geography zones = no_zones();
  add_ring(zones, square(0, 0, 100));
  end_zone(zones, "large");
  add_ring(zones, square(40, 40, 20));
  end_zone(zones, "small");
  add_ring(zones, square(45, 45, 10));
  end_zone(zones, "smallest");
  const ZoneLocator locator(zones);
  EXPECT_EQ(locator.find(50, 50), ZoneId(2));
  EXPECT_EQ(locator.find(41, 41), ZoneId(1));
  EXPECT_TRUE(locator.find_all(50, 50)->several);
  EXPECT_FALSE(locator.find_all(10, 10)->several);
}

TEST(ZoneLocator, OfEquallySmallZonesTheFirstCounts) {
  Geography zones = no_zones();
  for (const char* key : {"a", "b"}) {
    add_ring(zones, square(0, 0, 100));
    end_zone(zones, key);
  }
  EXPECT_EQ(ZoneLocator(zones).find(50, 50), ZoneId(0));
}

TEST(ZoneLocator, HolesTakeAwayAreaWhicheverWayTheyRun) {
  Geography zones = no_zones();
  add_ring(zones, square(0, 0, 100));
  add_ring(zones, square(40, 40, 20));
  end_zone(zones, "same way");
  add_ring(zones, square(200, 0, 100));
  add_ring(zones, {{240, 40}, {240, 60}, {260, 60}, {260, 40}});
  end_zone(zones, "other way");
  const ZoneLocator locator(zones);
  EXPECT_DOUBLE_EQ(locator.area(ZoneId(0)), 9600.0);
  EXPECT_DOUBLE_EQ(locator.area(ZoneId(1)), 9600.0);
  EXPECT_FALSE(locator.find(50, 50));
}

TEST(ZoneLocator, NeighboursShareNoPositionAndLeaveNoneOut) {
  Geography zones = no_zones();
  for (int i = 0; i < 4; ++i) {
    add_ring(zones, square(100.0 * (i % 2), 100.0 * (i / 2), 100));
    end_zone(zones, std::to_string(i));
  }
  const ZoneLocator locator(zones);
  for (double x = 0.0; x < 200.0; x += 12.5) {
    for (double y = 0.0; y < 200.0; y += 12.5) {
      const auto found = locator.find_all(x, y);
      ASSERT_TRUE(found) << x << ", " << y;
      EXPECT_FALSE(found->several) << x << ", " << y;
      EXPECT_EQ(found->zone, ZoneId((x < 100.0 ? 0 : 1) + (y < 100.0 ? 0 : 2)));
    }
  }
}

TEST(ZoneLocator, WhatIsNoPositionIsNowhere) {
  Geography zones = no_zones();
  EXPECT_FALSE(ZoneLocator(zones).find(0, 0));
  add_ring(zones, square(0, 0, 100));
  end_zone(zones, "a");
  end_zone(zones, "outside");  // has no outline
  const ZoneLocator locator(zones);
  const double none = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(locator.find(none, 50));
  EXPECT_FALSE(locator.find(50, none));
  EXPECT_FALSE(locator.find(-50, 50));
}

TEST(ZoneLocator, AgreesWithAWalkAroundEveryEdge) {
  // A star with many points: strips of edges must not change who is inside.
  Geography zones = no_zones();
  std::vector<std::pair<double, double>> star;
  constexpr int kPoints = 721;
  for (int i = 0; i < kPoints; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / kPoints;
    const double radius = i % 2 == 0 ? 100.0 : 60.0 + 30.0 * std::sin(7.0 * angle);
    star.emplace_back(radius * std::cos(angle), radius * std::sin(angle));
  }
  add_ring(zones, star);
  end_zone(zones, "star");
  const ZoneLocator locator(zones);
  const RandomStream stream(7, 0);
  for (std::uint64_t i = 0; i < 20000; ++i) {
    const double x = 220.0 * stream.uniform(Purpose::kSynthetic, i, 0) - 110.0;
    const double y = 220.0 * stream.uniform(Purpose::kSynthetic, i, 1) - 110.0;
    bool inside = false;
    for (std::size_t v = 0, before = star.size() - 1; v < star.size(); before = v++) {
      const auto [ax, ay] = star[before];
      const auto [bx, by] = star[v];
      if ((ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax) {
        inside = !inside;
      }
    }
    ASSERT_EQ(locator.find(x, y).has_value(), inside) << x << ", " << y;
  }
}

}  // namespace
}  // namespace yanbi
