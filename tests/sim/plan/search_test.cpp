// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/search.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

/// Distances from the sources by Bellman and Ford's rule, repeated until nothing changes.
std::map<std::uint32_t, std::uint64_t> distances_by_rounds(const RoadNetwork& network,
                                                           const std::vector<SearchSource>& sources,
                                                           bool reversed) {
  std::map<std::uint32_t, std::uint64_t> distance;
  const auto lower = [&](NodeId node, std::uint64_t value) {
    const auto [found, is_new] = distance.emplace(node.raw(), value);
    const bool better = is_new || value < found->second;
    found->second = std::min(found->second, value);
    return better;
  };
  for (const SearchSource& source : sources) {
    lower(source.node, source.distance_mm);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t l = 0; l < network.link_count(); ++l) {
      const NodeId tail = network.tail(LinkId(l));
      const NodeId head = network.head(LinkId(l));
      const NodeId from = reversed ? head : tail;
      if (const auto known = distance.find(from.raw()); known != distance.end()) {
        changed |= lower(reversed ? tail : head, known->second + network.length_mm(LinkId(l)));
      }
    }
  }
  return distance;
}

struct Case {
  City city;
  std::vector<SearchSource> sources;
};

Case random_case() {
  const auto seed = *rc::gen::arbitrary<std::uint32_t>();
  Case made{test::random_city(seed), {}};
  const auto nodes = static_cast<std::uint32_t>(made.city.network.node_count());
  const auto count = *rc::gen::inRange<std::size_t>(1, 4);
  for (std::size_t i = 0; i < count; ++i) {
    made.sources.push_back({NodeId(*rc::gen::inRange<std::uint32_t>(0, nodes)),
                            1000 * *rc::gen::inRange<std::uint32_t>(0, 9)});
  }
  return made;
}

std::uint32_t keep(std::uint32_t bound) { return bound; }

RC_GTEST_PROP(Search, FindsTheSameDistancesAsAnExhaustiveMethod, ()) {
  const Case made = random_case();
  const RoadNetwork& network = made.city.network;
  const IncomingLinks incoming(network);
  const ReversedRoads reversed(network, incoming);
  SearchTree tree(network.node_count());
  const SettleCallback on_settled = [](NodeId, std::uint32_t) { return keep(kLongestWayMm); };
  for (const bool backwards : {false, true}) {
    if (backwards) {
      search(reversed, made.sources, kLongestWayMm, {}, on_settled, tree);
    } else {
      search(network, made.sources, kLongestWayMm, {}, on_settled, tree);
    }
    const auto expected = distances_by_rounds(network, made.sources, backwards);
    for (std::size_t n = 0; n < network.node_count(); ++n) {
      const auto known = expected.find(static_cast<std::uint32_t>(n));
      const std::optional<std::uint32_t> found = tree.distance_mm(NodeId(n));
      RC_ASSERT(found.has_value() == (known != expected.end()));
      // In its own brackets: RC_ASSERT takes the expression apart and would read known all the
      // same.
      RC_ASSERT((!found || *found == known->second));
    }
  }
}

RC_GTEST_PROP(Search, SettlesNodesWithinTheBoundInOrderAndNoOthers, ()) {
  const Case made = random_case();
  const RoadNetwork& network = made.city.network;
  const auto bound = *rc::gen::inRange<std::uint32_t>(0, 20'000);
  SearchTree tree(network.node_count());
  std::vector<std::uint32_t> order;
  search(
      network, made.sources, bound, {},
      [&](NodeId, std::uint32_t distance) {
        order.push_back(distance);
        return bound;
      },
      tree);
  std::size_t within = 0;
  for (const auto& [node, distance] : distances_by_rounds(network, made.sources, false)) {
    within += distance <= bound ? 1 : 0;
  }
  RC_ASSERT(order.size() == within);
  RC_ASSERT(std::is_sorted(order.begin(), order.end()));
}

RC_GTEST_PROP(Search, DoesNotRememberTheSearchBefore, ()) {
  const Case before = random_case();
  const Case made = random_case();
  const std::size_t nodes =
      std::max(before.city.network.node_count(), made.city.network.node_count());
  SearchTree used(nodes);
  SearchTree fresh(nodes);
  const SettleCallback on_settled = [](NodeId, std::uint32_t) { return keep(kLongestWayMm); };
  // Stopped in the middle, so that its queue is not empty.
  search(
      before.city.network, before.sources, 3000, {},
      [](NodeId, std::uint32_t) { return keep(3000); }, used);
  search(made.city.network, made.sources, kLongestWayMm, {}, on_settled, used);
  search(made.city.network, made.sources, kLongestWayMm, {}, on_settled, fresh);
  for (std::size_t n = 0; n < made.city.network.node_count(); ++n) {
    RC_ASSERT(used.distance_mm(NodeId(n)) == fresh.distance_mm(NodeId(n)));
    if (fresh.distance_mm(NodeId(n))) {
      RC_ASSERT(used.link(NodeId(n)) == fresh.link(NodeId(n)));
    }
  }
}

TEST(Search, TakesTheSmallerLinkOfTwoEquallyShortWays) {
  test::CityBuilder builder;
  const std::size_t start = builder.node();
  const std::size_t left = builder.node();
  const std::size_t right = builder.node();
  const std::size_t goal = builder.node();
  builder.street(start, right, 5000);
  builder.street(right, goal, 5000);
  builder.street(start, left, 5000);
  builder.street(left, goal, 5000);
  const City city = builder.build();
  SearchTree tree(city.network.node_count());
  const std::vector<SearchSource> sources = {{NodeId(start), 0}};
  search(
      city.network, sources, kLongestWayMm, {},
      [](NodeId, std::uint32_t) { return keep(kLongestWayMm); }, tree);
  const std::optional<LinkId> link = tree.link(NodeId(goal));
  ASSERT_TRUE(link.has_value());
  // Links are sorted by tail: the one from `left` has the smaller id.
  EXPECT_EQ(city.network.tail(*link), NodeId(left));
}

TEST(Search, EndsABranchWhereAnotherTreeIsNearer) {
  test::CityBuilder builder;
  std::vector<std::size_t> nodes;
  for (int n = 0; n < 5; ++n) {
    nodes.push_back(builder.node());
  }
  for (std::size_t n = 0; n + 1 < nodes.size(); ++n) {
    builder.street(nodes[n], nodes[n + 1], 1000);
  }
  const City city = builder.build();
  SearchTree tree(city.network.node_count());
  const std::vector<SearchSource> sources = {{NodeId(0), 0}};
  const std::vector<std::uint32_t> enough = {9000, 9000, 2000, 2999, 9000};
  std::vector<NodeId> settled;
  search(
      city.network, sources, kLongestWayMm, enough,
      [&](NodeId node, std::uint32_t) {
        settled.push_back(node);
        return keep(kLongestWayMm);
      },
      tree);
  EXPECT_EQ(settled, (std::vector<NodeId>{NodeId(0), NodeId(1), NodeId(2)}));
  EXPECT_FALSE(tree.distance_mm(NodeId(4)).has_value());
}

}  // namespace
}  // namespace yanbi
