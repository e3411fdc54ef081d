// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/area.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numbers>

namespace yanbi {
namespace {

/// A square with a square hole, corners of 10 and 2 m around the origin.
std::unique_ptr<Area> square_with_hole() {
  Rings rings;
  rings.x = {-5, 5, 5, -5, -1, -1, 1, 1};
  rings.y = {-5, -5, 5, 5, -1, 1, 1, -1};
  rings.first = {0, 4, 8};
  return make_polygon(rings);
}

LineCover cover(const Area& area, const std::vector<double>& x, const std::vector<double>& y) {
  return area.cover(x, y);
}

TEST(Circle, CoversTheChordOfALine) {
  const auto circle = make_circle(0.0, 0.0, 5.0);
  const LineCover crossing = cover(*circle, {-10, 10}, {3, 3});
  EXPECT_TRUE(crossing.is_touched);
  EXPECT_NEAR(crossing.inside, 8.0, 1e-12);
  EXPECT_NEAR(cover(*circle, {-1, 0, 2}, {0, 0, 0}).inside, 3.0, 1e-12);
  EXPECT_TRUE(cover(*circle, {-10, 10}, {5, 5}).is_touched) << "a tangent touches";
  EXPECT_FALSE(cover(*circle, {-10, 10}, {5.001, 5.001}).is_touched);
  EXPECT_FALSE(cover(*circle, {6, 60}, {0, 0}).is_touched);
}

TEST(Polygon, CoversALineWithoutItsHole) {
  const auto area = square_with_hole();
  const LineCover through = cover(*area, {-10, 10}, {0.5, 0.5});
  EXPECT_TRUE(through.is_touched);
  EXPECT_NEAR(through.inside, 8.0, 1e-12);
  EXPECT_NEAR(cover(*area, {2, 3, 3}, {0, 0, 4}).inside, 5.0, 1e-12) << "wholly inside";
  EXPECT_EQ(cover(*area, {-0.5, 0.5}, {0, 0}).inside, 0.0) << "in the hole";
  EXPECT_FALSE(cover(*area, {-0.5, 0.5}, {0, 0}).is_touched);
  EXPECT_FALSE(cover(*area, {6, 7}, {0, 0}).is_touched);
}

TEST(Polygon, ANarrowStripBetweenTwoVerticesIsFound) {
  Rings rings;
  rings.x = {0.0, 0.2, 0.2, 0.0};
  rings.y = {-50, -50, 50, 50};
  rings.first = {0, 4};
  const LineCover found = cover(*make_polygon(rings), {-40, 60}, {0, 0});
  EXPECT_TRUE(found.is_touched);
  EXPECT_NEAR(found.inside, 0.2, 1e-12);
}

TEST(Polygon, OfSidesInAnyOrderIsThatOfItsRing) {
  const auto area = make_polygon(
      std::vector<AreaEdge>{{5, 5, -5, 5}, {-5, -5, 5, -5}, {-5, 5, -5, -5}, {5, 5, 5, -5}});
  EXPECT_TRUE(area->contains(0, 0));
  EXPECT_FALSE(area->contains(6, 0));
  EXPECT_NEAR(cover(*area, {-10, 10}, {0, 0}).inside, 10.0, 1e-12);
}

/// The length inside by many small steps.
double by_steps(const Area& area, double ax, double ay, double bx, double by) {
  constexpr int kSteps = 4000;
  int inside = 0;
  for (int i = 0; i < kSteps; ++i) {
    const double at = (i + 0.5) / kSteps;
    inside += area.contains(ax + at * (bx - ax), ay + at * (by - ay)) ? 1 : 0;
  }
  return std::sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay)) * inside / kSteps;
}

RC_GTEST_PROP(AreaCover, AgreesWithManySmallSteps, ()) {
  const auto place = [] { return *rc::gen::inRange(-1000, 1000) / 100.0; };
  const double ax = place();
  const double ay = place();
  const double bx = place();
  const double by = place();
  Rings star;  // sides of many directions, not convex
  const int points = *rc::gen::inRange(3, 12);
  for (int i = 0; i < points; ++i) {
    const double turn = 2.0 * std::numbers::pi * i / points;
    const double radius = *rc::gen::inRange(100, 900) / 100.0;
    star.x.push_back(radius * std::cos(turn));
    star.y.push_back(radius * std::sin(turn));
  }
  star.first.push_back(star.x.size());
  const double most = 0.02 * 28.3;
  for (const auto& area : {make_polygon(star), make_circle(1.0, -2.0, 4.0)}) {
    const std::vector<double> x = {ax, bx};
    const std::vector<double> y = {ay, by};
    RC_ASSERT(std::abs(area->cover(x, y).inside - by_steps(*area, ax, ay, bx, by)) < most);
  }
}

}  // namespace
}  // namespace yanbi
