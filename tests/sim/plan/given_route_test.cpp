// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/given_route.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <string>

#include "sim/plan/places.hpp"
#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

/// A street 0 - 1 - 2 of two pieces of 100 m, and a corner street 1 - 3. Origins: "middle" 30 m
/// behind node 0, "corner" at node 1, "off" far from every street. Works: "front" with doors 60 m
/// (12 m aside) and 70 m (1 m aside) behind node 0, "end" with a door at node 2, on its street's
/// end.
City bent_street() {
  test::CityBuilder builder;
  for (int n = 0; n < 4; ++n) {
    builder.node();
  }
  const std::size_t first = builder.street(0, 1, 100'000);
  const std::size_t second = builder.street(1, 2, 100'000);
  builder.street(1, 3, 50'000);
  builder.origin("middle", 1, test::OnStreet{first, 30'000}, 2.0);
  builder.origin("corner", 1, test::OnStreet{first, 100'000}, 1.0);
  builder.origin("off", 1, std::nullopt);
  builder.work("front", 10);
  builder.door(test::OnStreet{first, 60'000}, 12.0);
  builder.door(test::OnStreet{first, 70'000}, 1.0);
  builder.work("end", 10);
  builder.door(test::OnStreet{second, 100'000});
  builder.work("corner", 10);
  builder.door(test::OnStreet{second, 0});
  return builder.build();
}

constexpr int kMiddle = 0;
constexpr int kCorner = 1;
constexpr int kOff = 2;
constexpr int kFront = 0;
constexpr int kEnd = 1;
constexpr int kAtCorner = 2;

struct Case {
  const char* name;
  const char* text;
  int origin;
  int shelter;
  /// "start end door" in m, or the beginning of what is wrong.
  const char* expected;
  friend std::ostream& operator<<(std::ostream& out, const Case& one) { return out << one.name; }
};

class GivenRoute : public testing::TestWithParam<Case> {};

TEST_P(GivenRoute, RunsFromTheOriginToADoorOrSaysWhyNot) {
  const City city = bent_street();
  const Shelters shelters = test::shelters_of(city);
  RouteReader reader(city.network, RouteUse::kWalking);
  ASSERT_FALSE(reader.read(GetParam().text));
  RouteTable routes;
  RouteId id;
  const auto fault =
      add_given_route(city, shelters, OriginId(GetParam().origin), ShelterId(GetParam().shelter),
                      reader, RouteUse::kWalking, routes, id);
  if (fault) {
    EXPECT_EQ(std::string(fault->reason).substr(0, std::string(GetParam().expected).size()),
              GetParam().expected);
    EXPECT_EQ(routes.size(), 0U);
    return;
  }
  const Route route = routes[id];
  EXPECT_EQ(std::to_string(route.start_offset_mm / 1000) + " " +
                std::to_string(route.end_offset_mm / 1000) + " " +
                std::to_string(route.entrance.raw()),
            GetParam().expected);
  EXPECT_EQ(route.links.size(), std::max<std::size_t>(reader.links().size(), 1));
  EXPECT_EQ(route.egress_mm, shelters.entrance_access_mm[route.entrance.index()]);
  EXPECT_EQ(route.access_mm,
            to_millimetres(city.origins.access[static_cast<std::size_t>(GetParam().origin)]));
}

INSTANTIATE_TEST_SUITE_P(
    , GivenRoute,
    testing::Values(Case{"AlongItsStreet", "0 1 2", kMiddle, kEnd, "30 100 2"},
                    Case{"BackAlongItsStreet", "1 0 1 2", kMiddle, kEnd, "70 100 2"},
                    Case{"TheDoorWithTheLeastRest", "0 1", kMiddle, kFront, "30 70 1"},
                    Case{"FromTheNodeOnALinkThatLeavesIt", "1 2", kCorner, kEnd, "0 100 2"},
                    Case{"FromTheNodeOnALinkThatEntersIt", "3 1 2", kCorner, kEnd, "50 100 2"},
                    Case{"ToTheNodeOfTheDoor", "0 1", kMiddle, kAtCorner, "30 100 3"},
                    Case{"OneNodeWhereBothStand", "1", kCorner, kAtCorner, "100 100 3"},
                    Case{"OneNodeElsewhere", "1", kMiddle, kAtCorner, "a route of one node"},
                    Case{"OneNodeFarFromTheDoor", "1", kCorner, kEnd, "the route does not end"},
                    Case{"FromElsewhere", "1 2", kMiddle, kEnd, "the route does not begin"},
                    Case{"ToElsewhere", "0 1 3", kMiddle, kEnd, "the route does not end"},
                    Case{"AwayFromTheDoor", "1 0", kMiddle, kFront, "the route leads away"},
                    Case{"OffTheNetwork", "0 1", kOff, kFront, "no street is near enough"}),
    [](const auto& each) { return each.param.name; });

// Two links that leave one another at node 1, for vehicles, with a ban on the turn between them.
TEST(GivenRouteInVehicles, IsRefusedWhereItTurnsAgainstABan) {
  City city = bent_street();
  LinkColumns links = city.network.links();
  links.lanes.assign(links.head.size(), 1);
  links.speed.assign(links.head.size(), 10.0F);
  links.capacity.assign(links.head.size(), 0.5F);
  const auto link = [&](std::uint32_t tail, std::uint32_t head) {
    for (std::size_t l = 0; l < links.head.size(); ++l) {
      if (links.tail[l] == NodeId(tail) && links.head[l] == NodeId(head)) {
        return LinkId(l);
      }
    }
    return LinkId();
  };
  const std::vector<TurnBan> bans = {{link(0, 1), link(1, 2)}};
  const std::span<const double> x = city.network.node_x();
  const std::span<const double> y = city.network.node_y();
  city.network =
      RoadNetwork({x.begin(), x.end()}, {y.begin(), y.end()}, links, city.network.streets(), bans);
  const Shelters shelters = test::shelters_of(city);
  RouteReader reader(city.network, RouteUse::kDriving);
  ASSERT_FALSE(reader.read("0 1 2"));
  RouteTable routes;
  RouteId id;
  const auto add = [&](RouteUse use) {
    return add_given_route(city, shelters, OriginId(kMiddle), ShelterId(kEnd), reader, use, routes,
                           id);
  };
  const auto fault = add(RouteUse::kDriving);
  ASSERT_TRUE(fault);
  EXPECT_EQ(std::string(fault->reason).substr(0, 30), "vehicles must not turn there: ");
  EXPECT_FALSE(add(RouteUse::kWalking));
  ASSERT_FALSE(reader.read("3 1 2"));
  EXPECT_EQ(std::string(add(RouteUse::kDriving)->reason).substr(0, 25),
            "the route does not begin ");
}

}  // namespace
}  // namespace yanbi
