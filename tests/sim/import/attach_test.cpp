// SPDX-License-Identifier: Apache-2.0
#include "sim/import/attach.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/base/random.hpp"
#include "sim/import/roads/network_builder.hpp"

namespace yanbi {
namespace {

/// A T: a street from (0, 0) to (100, 0) and on to (100, 50), one up from (40, 0) to (40, 80).
RoadNetwork tee() {
  RoadLines lines;
  lines.x = {0, 40, 100, 100, 40};
  lines.y = {0, 0, 0, 50, 80};
  lines.lines.push_back({1, {.width = 2.0F}, {0, 1, 2, 3}});
  lines.lines.push_back({2, {.width = 2.0F}, {1, 4}});
  return build_network(lines).network;
}

/// The position that an attachment stands for, from the street's geometry.
std::pair<double, double> place(const RoadNetwork& network, const LinkPosition& position) {
  const std::uint32_t street = network.links().street[position.link.index()];
  const StreetColumns& s = network.streets();
  double left = position.offset_mm / 1000.0;
  for (std::uint32_t v = s.first_vertex[street]; v + 1 < s.first_vertex[street + 1]; ++v) {
    const double dx = s.x[v + 1] - s.x[v];
    const double dy = s.y[v + 1] - s.y[v];
    const double length = std::sqrt(dx * dx + dy * dy);
    if (left <= length + 1e-3) {
      return {s.x[v] + dx * left / length, s.y[v] + dy * left / length};
    }
    left -= length;
  }
  return {NAN, NAN};
}

TEST(StreetLocator, FootLiesOnTheStreet) {
  const RoadNetwork network = tee();
  const StreetLocator locator(network);
  const auto found = locator.nearest(70.0, 10.0, 300.0);
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(found->access, 10.0);
  const auto [x, y] = place(network, found->position);
  EXPECT_NEAR(x, 70.0, 1e-3);
  EXPECT_NEAR(y, 0.0, 1e-3);
}

TEST(StreetLocator, OffsetsRunAroundBends) {
  const RoadNetwork network = tee();
  const auto found = StreetLocator(network).nearest(120.0, 30.0, 300.0);
  ASSERT_TRUE(found);
  const auto [x, y] = place(network, found->position);
  EXPECT_NEAR(x, 100.0, 1e-3);
  EXPECT_NEAR(y, 30.0, 1e-3);
  // Where the street of 60 m + 50 m is 90 m along, or 20 m along from its other end.
  const std::uint32_t offset = found->position.offset_mm;
  EXPECT_TRUE(offset == 90000U || offset == 20000U) << offset;
}

TEST(StreetLocator, NothingIsFoundBeyondTheLimit) {
  const RoadNetwork network = tee();
  const StreetLocator locator(network);
  EXPECT_TRUE(locator.nearest(0.0, -300.0, 300.0));
  EXPECT_FALSE(locator.nearest(0.0, -300.1, 300.0));
}

TEST(StreetLocator, EquallyNearStreetsGoByTheirOrder) {
  const RoadNetwork network = tee();
  // Below the junction at (40, 0) three streets are equally near.
  const auto found = StreetLocator(network).nearest(40.0, -5.0, 300.0);
  ASSERT_TRUE(found);
  EXPECT_EQ(network.links().street[found->position.link.index()], 0U);
}

TEST(StreetLocator, AgreesWithASearchOfEveryPiece) {
  const RoadNetwork network = tee();
  const StreetLocator locator(network);
  const RandomStream stream(5, 0);
  const StreetColumns& s = network.streets();
  for (std::uint64_t i = 0; i < 200; ++i) {
    const double x = 160.0 * stream.uniform(Purpose::kSynthetic, i, 0) - 30.0;
    const double y = 160.0 * stream.uniform(Purpose::kSynthetic, i, 1) - 30.0;
    double least = 1e9;
    for (std::size_t street = 0; street < network.street_count(); ++street) {
      for (std::uint32_t v = s.first_vertex[street]; v + 1 < s.first_vertex[street + 1]; ++v) {
        for (int step = 0; step <= 1000; ++step) {
          const double t = step / 1000.0;
          least = std::min(least, std::hypot(s.x[v] + t * (s.x[v + 1] - s.x[v]) - x,
                                             s.y[v] + t * (s.y[v + 1] - s.y[v]) - y));
        }
      }
    }
    const auto found = locator.nearest(x, y, 1000.0);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->access, least, 0.02);
    const auto [px, py] = place(network, found->position);
    EXPECT_NEAR(std::hypot(px - x, py - y), found->access, 0.01);
  }
}

}  // namespace
}  // namespace yanbi
