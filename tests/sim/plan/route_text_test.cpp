// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/route_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

using ::testing::ElementsAre;

/// A network like `network` with these keys; odd links closed to vehicles if `drives`.
RoadNetwork with_keys(const RoadNetwork& network, std::vector<std::int64_t> keys,
                      bool drives = false) {
  LinkColumns links = network.links();
  for (std::size_t l = 0; drives && l < links.tail.size(); ++l) {
    links.lanes[l] = l % 2 == 0 ? 1 : 0;
    links.speed[l] = l % 2 == 0 ? 10.0F : 0.0F;
    links.capacity[l] = l % 2 == 0 ? 0.5F : 0.0F;
  }
  const auto x = network.node_x();
  const auto y = network.node_y();
  return {{x.begin(), x.end()}, {y.begin(), y.end()}, links, network.streets(), {},
          std::move(keys)};
}

/// Nodes a, b, c; from a to b three streets, the second of them for nobody; from b to c one way.
RoadNetwork three_nodes(std::vector<std::int64_t> keys, bool drives = false) {
  test::CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t c = builder.node();
  builder.street(a, b, 1000);
  builder.street(a, b, 2000);
  builder.shape(0.0);
  builder.street(a, b, 3000);
  builder.street(b, c, 1000, true);
  return with_keys(builder.build().network, std::move(keys), drives);
}

std::string reason(const RoadNetwork& network, const std::string& text,
                   RouteUse use = RouteUse::kWalking) {
  RouteReader reader(network, use);
  const auto fault = reader.read(text);
  return fault ? fault->reason : "";
}

std::string text_of(const RoadNetwork& network, std::initializer_list<int> links) {
  std::vector<LinkId> ids;
  for (const int link : links) {
    ids.emplace_back(link);
  }
  std::string text;
  append_route_text(network, ids, text);
  return text;
}

// Links: a-b 0 1 2, b-a 3 4 5, b-c 6.

TEST(RouteText, NamesNodesAndWhichOfParallelLinks) {
  const RoadNetwork network = three_nodes({50, -7, 9'000'000'000});
  EXPECT_EQ(text_of(network, {0, 6}), "50 -7 9000000000");
  EXPECT_EQ(text_of(network, {2, 5, 0}), "50 -7/3 50/3 -7");
}

TEST(RouteReader, ReadsWhatWasWritten) {
  for (const RoadNetwork& network :
       {three_nodes({50, -7, 9'000'000'000}), three_nodes({4, 5, 3})}) {
    RouteReader reader(network, RouteUse::kWalking);
    const std::string text = text_of(network, {2, 5, 0, 6});
    ASSERT_FALSE(reader.read(text)) << text;
    EXPECT_EQ(reader.start(), NodeId(0));
    EXPECT_THAT(reader.links(), ElementsAre(LinkId(2), LinkId(5), LinkId(0), LinkId(6)));
  }
}

TEST(RouteReader, ASingleNodeHasNoLinks) {
  const RoadNetwork network = three_nodes({1, 2, 3});
  RouteReader reader(network, RouteUse::kWalking);
  ASSERT_FALSE(reader.read("1 2/1 3"));
  ASSERT_FALSE(reader.read("  3 "));
  EXPECT_EQ(reader.start(), NodeId(2));
  EXPECT_TRUE(reader.links().empty());
}

TEST(RouteReader, SaysWhatIsWrong) {
  const RoadNetwork network = three_nodes({1, 2, 3});
  EXPECT_EQ(reason(network, " "), "the route is empty");
  for (const char* text :
       {"1 x", "1 2.5", "1 2/", "1 2/0", "1 2/-1", "1,2", "1 99999999999999999999"}) {
    EXPECT_EQ(reason(network, text), "this is not the key of a node") << text;
  }
  EXPECT_EQ(reason(network, "1 4"), "no node of the network has this key");
  EXPECT_EQ(reason(network, "1 0"), "no node of the network has this key");
  EXPECT_EQ(reason(network, "1 -9223372036854775808"), "no node of the network has this key");
  EXPECT_EQ(reason(network, "1 3"), "no link leads from the one node to the other");
  EXPECT_EQ(reason(network, "2 3 2"), "no link leads from the one node to the other");
  EXPECT_EQ(reason(network, "1 2/2"), "the link between these nodes is closed to walkers");
  EXPECT_EQ(reason(network, "1 2/4"), "there are fewer parallel links between these nodes");
}

TEST(RouteReader, NamesTheStepThatIsWrong) {
  const RoadNetwork network = three_nodes({1, 2, 3});
  RouteReader reader(network, RouteUse::kWalking);
  const auto fault = reader.read("1 2 1 2/9 3");
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->value, "1 2/9");
}

TEST(RouteReader, VehiclesTakeLinksThatAreOpenToThem) {
  const RoadNetwork network = three_nodes({1, 2, 3}, true);
  EXPECT_EQ(reason(network, "1 2 3", RouteUse::kDriving), "");
  EXPECT_EQ(reason(network, "1 2/2", RouteUse::kDriving),
            "the link between these nodes is closed to vehicles");
  EXPECT_EQ(reason(network, "1 2/3", RouteUse::kDriving), "");
}

}  // namespace
}  // namespace yanbi
