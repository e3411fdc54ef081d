// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/graph.hpp"

#include <boost/graph/graph_concepts.hpp>
#include <gtest/gtest.h>

#include <set>
#include <utility>

#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<RoadNetwork>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<RoadNetwork>));
BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<ReversedRoads>));
BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<ReversedRoads>));

TEST(RoadGraph, OutEdgesAreTheLinksThatLeaveANode) {
  const City city = test::random_city(7);
  std::size_t links = 0;
  for (auto [node, last] = vertices(city.network); node != last; ++node) {
    const auto [first_link, last_link] = out_edges(*node, city.network);
    EXPECT_EQ(static_cast<std::size_t>(last_link - first_link), out_degree(*node, city.network));
    for (auto link = first_link; link != last_link; ++link, ++links) {
      EXPECT_EQ(source(*link, city.network), *node);
    }
  }
  EXPECT_EQ(links, city.network.link_count());
}

TEST(ReversedRoads, HasEveryLinkOnceTurnedRound) {
  const City city = test::random_city(8);
  const IncomingLinks incoming(city.network);
  const ReversedRoads reversed(city.network, incoming);
  std::set<LinkId> seen;
  for (auto [node, last] = vertices(reversed); node != last; ++node) {
    const auto [first_link, last_link] = out_edges(*node, reversed);
    EXPECT_EQ(static_cast<std::size_t>(last_link - first_link), out_degree(*node, reversed));
    for (auto link = first_link; link != last_link; ++link) {
      EXPECT_EQ(source(*link, reversed), *node);
      EXPECT_EQ(city.network.head(*link), *node);
      EXPECT_EQ(target(*link, reversed), city.network.tail(*link));
      EXPECT_TRUE(seen.insert(*link).second);
    }
  }
  EXPECT_EQ(seen.size(), city.network.link_count());
}

}  // namespace
}  // namespace yanbi
