// SPDX-License-Identifier: Apache-2.0
#include "sim/import/network_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace yanbi {
namespace {

/// Lines over the corners of a 10 m grid, five wide: vertex = 5 row + column.
StreetLines grid_lines(std::vector<std::vector<std::uint32_t>> courses) {
  StreetLines lines;
  for (int v = 0; v < 25; ++v) {
    lines.x.push_back(10.0 * (v % 5));
    lines.y.push_back(10.0 * (v / 5));
  }
  std::int64_t id = 1;
  for (auto& course : courses) {
    lines.lines.push_back({id++, 2.0F, WayForm::kFlat, WayForm::kFlat, std::move(course)});
  }
  return lines;
}

std::uint64_t total_mm(const RoadNetwork& network) {
  std::uint64_t sum = 0;
  for (const std::uint32_t length : network.links().length_mm) {
    sum += length;
  }
  return sum;
}

/// What every network must hold.
void expect_sound(const RoadNetwork& network) {
  const LinkColumns& links = network.links();
  for (std::size_t l = 0; l < network.link_count(); ++l) {
    EXPECT_NE(links.tail[l], links.head[l]);
    EXPECT_GE(links.length_mm[l], 1U);
    const LinkId other = links.opposite[l];
    ASSERT_TRUE(other.has_value());
    EXPECT_EQ(network.opposite(other), LinkId(l));
    EXPECT_EQ(network.tail(other), links.head[l]);
    EXPECT_EQ(network.length_mm(other), links.length_mm[l]);
    const std::uint32_t street = links.street[l];
    const bool in_vertex_order = LinkId(l) < other;
    const std::uint32_t vertex = in_vertex_order ? network.streets().first_vertex[street]
                                                 : network.streets().first_vertex[street + 1] - 1;
    EXPECT_DOUBLE_EQ(network.streets().x[vertex], network.node_x()[links.tail[l].index()]);
    EXPECT_DOUBLE_EQ(network.streets().y[vertex], network.node_y()[links.tail[l].index()]);
    if (l > 0) {
      EXPECT_LE(std::pair(links.tail[l - 1], links.head[l - 1]),
                std::pair(links.tail[l], links.head[l]));
    }
  }
}

TEST(NetworkBuilder, LinesAreCutWhereTheyMeet) {
  // A cross: the two lines share vertex 12 in their middles.
  const BuiltNetwork built = build_network(grid_lines({{10, 11, 12, 13, 14}, {2, 7, 12, 17, 22}}));
  EXPECT_EQ(built.network.node_count(), 5U);
  EXPECT_EQ(built.network.link_count(), 8U);
  EXPECT_EQ(total_mm(built.network), 2U * 80000U);
  expect_sound(built.network);
}

TEST(NetworkBuilder, CrossingWithoutACommonVertexIsNoJunction) {
  StreetLines lines = grid_lines({{10, 14}, {2, 22}, {10, 2}});
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(built.report.pieces, 3U);
  expect_sound(built.network);
}

TEST(NetworkBuilder, ChainsAreJoinedWithoutChangingLengths) {
  // Three lines end to end; the middle node of degree two goes, and so does the other.
  const BuiltNetwork built = build_network(grid_lines({{0, 1}, {1, 2, 7}, {7, 8}}));
  EXPECT_EQ(built.network.street_count(), 1U);
  EXPECT_EQ(built.network.links().length_mm.front(), 40000U);
  EXPECT_EQ(built.report.chains_joined, 2U);
  expect_sound(built.network);
}

TEST(NetworkBuilder, LengthsAreSumsOfRoundedPieces) {
  StreetLines lines = grid_lines({{0, 1}, {1, 2}});
  lines.x[1] = 10.0004;
  lines.x[2] = 20.0008;  // two pieces of 10000.4 mm: 10000 each, not 20001 together
  EXPECT_EQ(build_network(lines).network.links().length_mm.front(), 20000U);
}

TEST(NetworkBuilder, ChainsOfDifferentWidthOrFormStayApart) {
  StreetLines lines = grid_lines({{0, 1}, {1, 2}, {2, 3}});
  lines.lines[1].width = 3.0F;
  lines.lines[2].width = 3.0F;
  lines.lines[2].forward = WayForm::kStairsUp;
  lines.lines[2].backward = WayForm::kStairsDown;
  EXPECT_EQ(build_network(lines).network.street_count(), 3U);
}

TEST(NetworkBuilder, StairsKeepTheirDirectionWhenJoined) {
  // Drawn against each other, but both rise from vertex 0 to vertex 2.
  StreetLines lines = grid_lines({{0, 1}, {2, 1}});
  lines.lines[0].forward = WayForm::kStairsUp;
  lines.lines[0].backward = WayForm::kStairsDown;
  lines.lines[1].forward = WayForm::kStairsDown;
  lines.lines[1].backward = WayForm::kStairsUp;
  const RoadNetwork network = build_network(lines).network;
  ASSERT_EQ(network.street_count(), 1U);
  for (std::size_t l = 0; l < 2; ++l) {
    const bool from_low_end = network.node_x()[network.tail(LinkId(l)).index()] == 0.0;
    EXPECT_EQ(network.links().form[l], from_low_end ? WayForm::kStairsUp : WayForm::kStairsDown);
  }
}

TEST(NetworkBuilder, LoopsAreSplitInTheMiddle) {
  // A lollipop: a stick from 0 to 1 and a loop that begins and ends at 1.
  const BuiltNetwork built = build_network(grid_lines({{0, 1}, {1, 2, 7, 6, 1}}));
  EXPECT_EQ(built.report.loops_split, 1U);
  EXPECT_EQ(total_mm(built.network), 2U * 50000U);
  expect_sound(built.network);
}

TEST(NetworkBuilder, ALoneRingStaysARing) {
  const BuiltNetwork built = build_network(grid_lines({{0, 1}, {1, 6}, {6, 5}, {5, 0}}));
  EXPECT_EQ(built.network.street_count(), 2U);
  EXPECT_EQ(total_mm(built.network), 2U * 40000U);
  expect_sound(built.network);
}

TEST(NetworkBuilder, ParallelStreetsAreBothKept) {
  const BuiltNetwork built = build_network(grid_lines({{0, 1}, {0, 5, 6, 1}, {1, 2}, {0, 20}}));
  EXPECT_EQ(built.network.street_count(), 4U);
  expect_sound(built.network);
}

TEST(NetworkBuilder, DuplicatesAndPiecesWithoutLengthAreDroppedAndCounted) {
  const BuiltNetwork built = build_network(grid_lines({{0, 1}, {1, 0}, {3, 3}, {0, 1, 1}}));
  EXPECT_EQ(built.network.street_count(), 1U);
  EXPECT_EQ(built.report.duplicates, 2U);
  EXPECT_EQ(built.report.zero_length, 1U);
}

TEST(NetworkBuilder, TheLongestComponentIsKeptAndTheRestReported) {
  const BuiltNetwork built = build_network(grid_lines({{0, 1}, {10, 14}, {20, 21}}));
  EXPECT_EQ(built.report.components, 3U);
  EXPECT_EQ(built.report.dropped_streets, 2U);
  EXPECT_EQ(built.report.dropped_mm, 20000U);
  EXPECT_EQ(built.report.kept_mm, 40000U);
  EXPECT_EQ(built.network.street_count(), 1U);
}

TEST(NetworkBuilder, NothingGivesAnEmptyNetwork) {
  const BuiltNetwork built = build_network({});
  EXPECT_EQ(built.network.node_count(), 0U);
  EXPECT_EQ(built.report.components, 0U);
}

TEST(NetworkBuilder, HilbertCurveVisitsNeighboursOneAfterAnother) {
  constexpr std::uint32_t kSide = 16;
  std::vector<std::pair<std::uint32_t, std::pair<int, int>>> cells;
  for (std::uint32_t x = 0; x < kSide; ++x) {
    for (std::uint32_t y = 0; y < kSide; ++y) {
      cells.push_back({hilbert_position(x, y), {static_cast<int>(x), static_cast<int>(y)}});
    }
  }
  std::sort(cells.begin(), cells.end());
  for (std::size_t i = 1; i < cells.size(); ++i) {
    const auto [ax, ay] = cells[i - 1].second;
    const auto [bx, by] = cells[i].second;
    ASSERT_EQ(std::abs(ax - bx) + std::abs(ay - by), 1) << i;
  }
}

}  // namespace
}  // namespace yanbi
