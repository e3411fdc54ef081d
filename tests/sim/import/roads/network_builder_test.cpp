// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/network_builder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace yanbi {
namespace {

/// Lines over the corners of a 10 m grid, five wide: vertex = 5 row + column.
RoadLines grid_lines(std::vector<std::vector<std::uint32_t>> courses) {
  RoadLines lines;
  for (int v = 0; v < 25; ++v) {
    lines.x.push_back(10.0 * (v % 5));
    lines.y.push_back(10.0 * (v / 5));
  }
  std::int64_t id = 1;
  for (auto& course : courses) {
    lines.lines.push_back({id++, {.width = 2.0F}, std::move(course)});
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
  RoadLines lines = grid_lines({{10, 14}, {2, 22}, {10, 2}});
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
  RoadLines lines = grid_lines({{0, 1}, {1, 2}});
  lines.x[1] = 10.0004;
  lines.x[2] = 20.0008;  // two pieces of 10000.4 mm: 10000 each, not 20001 together
  EXPECT_EQ(build_network(lines).network.links().length_mm.front(), 20000U);
}

TEST(NetworkBuilder, ChainsOfDifferentWidthOrFormStayApart) {
  RoadLines lines = grid_lines({{0, 1}, {1, 2}, {2, 3}});
  lines.lines[1].use.width = 3.0F;
  lines.lines[2].use.width = 3.0F;
  lines.lines[2].use.forward = WayForm::kStairsUp;
  lines.lines[2].use.backward = WayForm::kStairsDown;
  EXPECT_EQ(build_network(lines).network.street_count(), 3U);
}

TEST(NetworkBuilder, StairsKeepTheirDirectionWhenJoined) {
  // Drawn against each other, but both rise from vertex 0 to vertex 2.
  RoadLines lines = grid_lines({{0, 1}, {2, 1}});
  lines.lines[0].use.forward = WayForm::kStairsUp;
  lines.lines[0].use.backward = WayForm::kStairsDown;
  lines.lines[1].use.forward = WayForm::kStairsDown;
  lines.lines[1].use.backward = WayForm::kStairsUp;
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

constexpr DriveUse kLane = {1, 10.0F, 0.25F};

/// Opens a line to vehicles: along it, and back unless it is one-way.
void open_to_vehicles(RoadLine& line, bool one_way = false) {
  line.use.drive_forward = kLane;
  line.use.drive_backward = one_way ? DriveUse{} : kLane;
}

/// A square 0-1-6-5 whose sides are lines of their own, numbered 1 to 4 in turn.
RoadLines square() { return grid_lines({{0, 1}, {1, 6}, {6, 5}, {5, 0}}); }

std::size_t drivable_links(const RoadNetwork& network) {
  std::size_t count = 0;
  for (std::size_t l = 0; l < network.link_count(); ++l) {
    count += network.is_drivable(LinkId(l)) ? 1U : 0U;
  }
  return count;
}

/// The link from one corner of the grid to another.
LinkId link_between(const RoadNetwork& network, const RoadLines& lines, std::uint32_t from,
                    std::uint32_t to) {
  const auto is_at = [&](NodeId node, std::uint32_t vertex) {
    return network.node_x()[node.index()] == lines.x[vertex] &&
           network.node_y()[node.index()] == lines.y[vertex];
  };
  for (std::size_t l = 0; l < network.link_count(); ++l) {
    if (is_at(network.tail(LinkId(l)), from) && is_at(network.head(LinkId(l)), to)) {
      return LinkId(l);
    }
  }
  return {};
}

TEST(NetworkBuilder, ChainsGrowNoLongerThanALinkCanHold) {
  RoadLines lines;
  for (const double km : {0.0, 3000.0, 6000.0, 6001.0}) {
    lines.x.push_back(km * 1000.0);
    lines.y.push_back(0.0);
  }
  for (std::uint32_t v = 1; v < 4; ++v) {
    lines.lines.push_back({v, {.width = 2.0F}, {v - 1, v}});
  }
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(built.network.street_count(), 2U);
  EXPECT_EQ(built.report.kept_mm, 6'001'000'000U);
  EXPECT_EQ(total_mm(built.network), 2 * built.report.kept_mm);
  expect_sound(built.network);
}

TEST(NetworkBuilder, OneWayStreetsAreWalkedBothWays) {
  RoadLines lines = square();
  for (RoadLine& line : lines.lines) {
    open_to_vehicles(line, true);
  }
  const BuiltNetwork built = build_network(lines);
  // All of one use: only two nodes are needed to keep the ring from being a loop.
  EXPECT_EQ(built.network.link_count(), 2U * built.network.street_count());
  EXPECT_EQ(drivable_links(built.network), built.network.street_count());
  EXPECT_EQ(built.report.drive_kept_mm, 40000U);
  expect_sound(built.network);
}

TEST(NetworkBuilder, RoadsForVehiclesAloneHaveTheDirectionsThatTheyMayTake) {
  RoadLines lines = square();
  lines.join_chains = false;
  for (RoadLine& line : lines.lines) {
    line.use.width = 0.0F;
    open_to_vehicles(line, true);
  }
  const BuiltNetwork built = build_network(lines);
  ASSERT_EQ(built.network.link_count(), 4U);
  for (std::size_t l = 0; l < 4; ++l) {
    EXPECT_FALSE(built.network.is_walkable(LinkId(l)));
    EXPECT_EQ(built.network.walking_length_mm()[l], RoadNetwork::kClosed);
    EXPECT_FALSE(built.network.opposite(LinkId(l)).has_value());
    // The geometry runs the way that vehicles go.
    const std::uint32_t street = built.network.links().street[l];
    const std::uint32_t first = built.network.streets().first_vertex[street];
    EXPECT_EQ(built.network.streets().x[first],
              built.network.node_x()[built.network.tail(LinkId(l)).index()]);
    EXPECT_EQ(built.network.streets().y[first],
              built.network.node_y()[built.network.tail(LinkId(l)).index()]);
  }
  EXPECT_TRUE(link_between(built.network, lines, 0, 1).has_value());
  EXPECT_FALSE(link_between(built.network, lines, 1, 0).has_value());
}

TEST(NetworkBuilder, VehiclesLoseRoadsThatTheyCouldNotLeave) {
  RoadLines lines = grid_lines({{0, 1}, {1, 6}, {6, 5}, {5, 0}, {6, 7}, {7, 12}});
  for (RoadLine& line : lines.lines) {
    open_to_vehicles(line);
  }
  open_to_vehicles(lines.lines[4], true);  // a one-way road into a dead end
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(built.report.drive_dropped_streets, 2U);
  EXPECT_EQ(built.report.drive_dropped_mm, 20000U);
  EXPECT_EQ(built.report.drive_kept_mm, 40000U);
  EXPECT_EQ(built.report.kept_mm, 60000U) << "walkers keep them";
}

TEST(NetworkBuilder, StreetsThatNobodyCanUseAnyMoreAreDropped) {
  // A square for walkers, and far from it a road for vehicles that leads nowhere.
  RoadLines lines = grid_lines({{0, 1}, {1, 6}, {6, 5}, {5, 0}, {23, 24}});
  lines.lines[4].use.width = 0.0F;
  open_to_vehicles(lines.lines[4], true);
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(total_mm(built.network), 80000U);
}

TEST(NetworkBuilder, DuplicatesAreForEverybodyThatEitherWasFor) {
  RoadLines lines = square();
  lines.join_chains = false;
  for (RoadLine& line : lines.lines) {
    open_to_vehicles(line);
  }
  lines.lines[0].use = {.width = 2.0F};
  RoadLine again = {9, {}, {1, 0}};  // drawn the other way, for vehicles
  again.use.drive_forward = {2, 20.0F, 0.5F};
  again.use.drive_backward = kLane;
  lines.lines.push_back(again);
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(built.report.duplicates, 1U);
  const LinkId back = link_between(built.network, lines, 1, 0);
  EXPECT_EQ(built.network.links().lanes[back.index()], 2);
  EXPECT_TRUE(built.network.is_walkable(back));
  EXPECT_EQ(drivable_links(built.network), 8U);
}

TEST(NetworkBuilder, GivenLengthsCountMoreThanGeometryAndTellParallelRoadsApart) {
  RoadLines lines = square();
  lines.join_chains = false;
  lines.lines[0].length_mm = 12345;
  lines.lines.push_back({9, {.width = 2.0F}, {0, 1}, 20000});
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(built.report.duplicates, 0U);
  EXPECT_EQ(total_mm(built.network), 2U * (30000U + 12345U + 20000U));
}

/// A cross of two roads for walkers and vehicles; arms: west 1, east 2, south 3, north 4.
RoadLines cross() {
  RoadLines lines = grid_lines({{10, 12}, {12, 14}, {2, 12}, {12, 22}});
  for (RoadLine& line : lines.lines) {
    open_to_vehicles(line);
  }
  return lines;
}

TEST(NetworkBuilder, ATurnThatIsForbiddenIsABan) {
  RoadLines lines = cross();
  lines.turn_rules = {{1, 12, 4, false}};
  const BuiltNetwork built = build_network(lines);
  const std::vector<TurnBan> expected = {
      {link_between(built.network, lines, 10, 12), link_between(built.network, lines, 12, 22)}};
  EXPECT_EQ(built.network.turn_bans(), expected);
  EXPECT_EQ(built.report.turn_rules_unmatched, 0U);
}

TEST(NetworkBuilder, AMandatoryTurnBansAllOthers) {
  RoadLines lines = cross();
  lines.turn_rules = {{1, 12, 2, true}};
  const RoadNetwork network = build_network(lines).network;
  ASSERT_EQ(network.turn_bans().size(), 3U);
  for (const TurnBan& ban : network.turn_bans()) {
    EXPECT_EQ(ban.from, link_between(network, lines, 10, 12));
    EXPECT_NE(ban.to, link_between(network, lines, 12, 14));
  }
}

TEST(NetworkBuilder, AUTurnCanBeForbiddenWhereARoadGoesOn) {
  // Two pieces in a row, which would be joined if no rule named the vertex between them.
  RoadLines lines = grid_lines({{0, 1}, {1, 2}});
  for (RoadLine& line : lines.lines) {
    open_to_vehicles(line);
  }
  lines.turn_rules = {{1, 1, 1, false}};
  const RoadNetwork network = build_network(lines).network;
  ASSERT_EQ(network.turn_bans().size(), 1U);
  EXPECT_EQ(network.turn_bans().front().from, link_between(network, lines, 0, 1));
  EXPECT_EQ(network.turn_bans().front().to, link_between(network, lines, 1, 0));
}

TEST(NetworkBuilder, RulesFindTheirLinesAfterChainsWereJoined) {
  RoadLines lines = grid_lines({{10, 11}, {11, 12}, {12, 13}, {13, 14}, {2, 12}, {12, 22}});
  for (RoadLine& line : lines.lines) {
    open_to_vehicles(line);
  }
  lines.turn_rules = {{2, 12, 6, false}, {5, 12, 3, false}};
  const BuiltNetwork built = build_network(lines);
  EXPECT_EQ(built.network.street_count(), 4U);
  EXPECT_EQ(built.report.turn_rules_unmatched, 0U);
  EXPECT_EQ(built.network.turn_bans().size(), 2U);
}

TEST(NetworkBuilder, RulesOfWaysThatAreNotThereAreCounted) {
  RoadLines lines = cross();
  lines.lines[3].use.drive_forward = {};  // nobody may drive to the north
  lines.lines[3].use.drive_backward = {};
  lines.turn_rules = {{1, 12, 4, false}, {1, 12, 77, true}, {1, 10, 2, false}, {1, 24, 2, false}};
  const BuiltNetwork built = build_network(lines);
  EXPECT_TRUE(built.network.turn_bans().empty());
  EXPECT_EQ(built.report.turn_rules, 4U);
  EXPECT_EQ(built.report.turn_rules_unmatched, 4U);
}

TEST(NetworkBuilder, BridgesAndTunnelsAreKeptApartFromTheStreetsTheyContinue) {
  RoadLines lines = grid_lines({{0, 1}, {1, 2}, {2, 3}});
  lines.lines[1].use.structure = WayStructure::kBridge;
  lines.lines[1].use.layer = 1;
  const RoadNetwork network = build_network(lines).network;
  ASSERT_EQ(network.street_count(), 3U);
  EXPECT_EQ(std::ranges::count(network.streets().structure, WayStructure::kBridge), 1);
  EXPECT_EQ(std::ranges::count(network.streets().layer, 1), 1);
}

TEST(NetworkBuilder, NodesKeepTheirKeysWhenChainsAreJoinedAndPartsDropped) {
  RoadLines lines = grid_lines({{0, 1, 2, 3}, {2, 7}, {20, 21}});
  for (std::int64_t v = 0; v < 25; ++v) {
    lines.vertex_key.push_back(1000 - v);
  }
  const RoadNetwork network = build_network(lines).network;
  ASSERT_TRUE(network.has_own_node_keys());
  EXPECT_EQ(std::set<std::int64_t>(network.node_key().begin(), network.node_key().end()),
            (std::set<std::int64_t>{1000, 998, 997, 993}));
  for (std::size_t n = 0; n < network.node_count(); ++n) {
    const auto vertex = static_cast<std::size_t>(1000 - network.node_key()[n]);
    EXPECT_EQ(network.node_x()[n], lines.x[vertex]);
    EXPECT_EQ(network.node_y()[n], lines.y[vertex]);
  }
}

TEST(NetworkBuilder, WithoutKeysTheIndexIsTheKey) {
  const RoadNetwork network = build_network(grid_lines({{0, 1, 2}, {1, 6}})).network;
  EXPECT_FALSE(network.has_own_node_keys());
  ASSERT_EQ(network.node_key().size(), 4U);
  EXPECT_EQ(network.node_key()[3], 3);
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
