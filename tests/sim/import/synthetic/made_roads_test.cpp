// SPDX-License-Identifier: Apache-2.0
// Roads of a synthetic city as it is finished: they cross only where they meet or on bridges.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/import/synthetic/junctions.hpp"
#include "sim/import/synthetic/synthesize.hpp"
#include "tests/sim/import/synthetic/small_frame.hpp"

namespace yanbi {
namespace {

/// m; what is nearer to an end than this meets there.
constexpr double kTouch = 0.01;

struct StraightPiece {
  Point a;
  Point b;
  WayStructure structure = WayStructure::kGround;
};

std::vector<StraightPiece> pieces_of(const RoadNetwork& network) {
  const StreetColumns& streets = network.streets();
  std::vector<StraightPiece> pieces;
  for (std::size_t s = 0; s < network.street_count(); ++s) {
    for (std::uint32_t v = streets.first_vertex[s]; v + 1 < streets.first_vertex[s + 1]; ++v) {
      pieces.push_back({{streets.x[v], streets.y[v]},
                        {streets.x[v + 1], streets.y[v + 1]},
                        streets.structure[s]});
    }
  }
  return pieces;
}

bool cross_in_the_open(const StraightPiece& p, const StraightPiece& q) {
  const auto at = crossing_of(p.a, p.b, q.a, q.b);
  if (!at) {
    return false;
  }
  const Point place = p.a + at->first * (p.b - p.a);
  const auto near = [&](const StraightPiece& piece) {
    return distance(place, piece.a) < kTouch || distance(place, piece.b) < kTouch;
  };
  return !near(p) || !near(q);
}

std::vector<River> rivers_of(const SyntheticSpec& spec) {
  ProblemList problems;
  std::vector<ImportNote> notes;
  const Frame frame = make_frame(spec, problems, notes);
  const Draws draws(spec.seed);
  const Ground ground(frame);
  const auto settlements = make_settlements(ground, spec.settlements, draws, notes);
  return make_rivers(frame, settlements.front(), spec.rivers, draws);
}

std::size_t river_crossings(const RoadNetwork& network, const std::vector<River>& rivers,
                            WayStructure structure) {
  std::size_t found = 0;
  for (const StraightPiece& piece : pieces_of(network)) {
    for (const River& river : rivers) {
      for (std::size_t i = 0; i + 1 < river.course.size(); ++i) {
        found += piece.structure == structure &&
                         crossing_of(piece.a, piece.b, river.course[i], river.course[i + 1])
                     ? 1U
                     : 0U;
      }
    }
  }
  return found;
}

TEST(MadeRoads, OnTheGroundTheyCrossOnlyWhereTheyMeet) {
  const City city = synthesize_city(test::small_country());
  const auto joined = std::find_if(city.notes.begin(), city.notes.end(),
                                   [](const auto& note) { return note.key == "joined_crossings"; });
  ASSERT_NE(joined, city.notes.end());
  ASSERT_GT(joined->value, 0.0) << "no roads cross in this city: it shows nothing";
  const std::vector<StraightPiece> pieces = pieces_of(city.network);
  std::size_t crossings = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    for (std::size_t j = i + 1; j < pieces.size(); ++j) {
      const bool ground = pieces[i].structure == WayStructure::kGround &&
                          pieces[j].structure == WayStructure::kGround;
      crossings += ground && cross_in_the_open(pieces[i], pieces[j]) ? 1U : 0U;
    }
  }
  EXPECT_EQ(crossings, 0U);
}

TEST(MadeRoads, RiversAreCrossedOnBridgesOnly) {
  const SyntheticSpec spec = test::small_country();
  const City city = synthesize_city(spec);
  EXPECT_EQ(river_crossings(city.network, rivers_of(spec), WayStructure::kGround), 0U);
}

TEST(MadeRoads, RiversHaveBridges) {
  const SyntheticSpec spec = test::small_country();
  const City city = synthesize_city(spec);
  EXPECT_GE(river_crossings(city.network, rivers_of(spec), WayStructure::kBridge), 2U);
}

TEST(MadeRoads, MoreSpaceBetweenBridgesLeavesFewer) {
  SyntheticSpec spec = test::small_country();
  spec.rivers.bridge_spacing = 50.0;
  const City many = synthesize_city(spec);
  spec.rivers.bridge_spacing = 5000.0;
  const City few = synthesize_city(spec);
  const std::vector<River> rivers = rivers_of(spec);
  EXPECT_GT(river_crossings(many.network, rivers, WayStructure::kBridge),
            river_crossings(few.network, rivers, WayStructure::kBridge));
}

TEST(MadeRoads, CrossingRoadsGetAJunction) {
  StreetNet net;
  net.points = {{-10.0, 0.0}, {10.0, 0.0}, {0.0, -10.0}, {0.0, 10.0}};
  net.pieces = {{0, 1}, {2, 3}};
  std::vector<ImportNote> notes;
  join_crossings(net, notes);
  ASSERT_EQ(net.points.size(), 5U);
  EXPECT_EQ(net.pieces.size(), 4U);
  EXPECT_NEAR(net.points[4].x, 0.0, 1e-9);
  EXPECT_NEAR(net.points[4].y, 0.0, 1e-9);
}

TEST(MadeRoads, ACrossingNearAnEndUsesTheEnd) {
  StreetNet net;
  net.points = {{-10.0, 0.0}, {10.0, 0.0}, {0.0, -0.3}, {0.0, 10.0}};
  net.pieces = {{0, 1}, {2, 3}};
  std::vector<ImportNote> notes;
  join_crossings(net, notes);
  EXPECT_EQ(net.points.size(), 4U);
  EXPECT_EQ(net.pieces.size(), 3U);
}

TEST(MadeRoads, MotorwaysGoOverOtherRoads) {
  StreetNet net;
  net.points = {{-100.0, 0.0}, {100.0, 0.0}, {0.0, -100.0}, {0.0, 100.0}};
  net.pieces = {{0, 1, WayKind::kMotorway}, {2, 3, WayKind::kTertiary}};
  std::vector<ImportNote> notes;
  join_crossings(net, notes);
  lift_motorways(net);
  ASSERT_EQ(net.pieces.size(), 4U);
  EXPECT_EQ(net.pieces[0].structure, WayStructure::kGround);
  EXPECT_EQ(net.pieces[1].structure, WayStructure::kBridge);
  EXPECT_EQ(net.pieces[2].structure, WayStructure::kGround);
  EXPECT_EQ(net.pieces[3].structure, WayStructure::kGround);
}

TEST(MadeRoads, SmallStreetsEndAtARiverAndMainStreetsCrossIt) {
  StreetNet net;
  net.points = {{0.0, -100.0}, {0.0, 100.0}, {500.0, -100.0}, {500.0, 100.0}};
  Piece small{0, 1};
  small.settlement = 0;
  Piece main{2, 3, WayKind::kSecondary, true};
  main.settlement = 0;
  net.pieces = {small, main};
  std::vector<ImportNote> notes;
  cross_rivers({{20.0, {{-1000.0, 0.0}, {1000.0, 0.0}}}}, RiversSpec{}, net, notes);
  ASSERT_EQ(net.pieces.size(), 3U);
  EXPECT_EQ(net.pieces[1].structure, WayStructure::kBridge);
  EXPECT_NEAR(net.length_of(net.pieces[1]), 40.0, 1e-9);
}

}  // namespace
}  // namespace yanbi
