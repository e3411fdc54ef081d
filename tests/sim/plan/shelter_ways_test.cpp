// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/shelter_ways.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

using test::BruteForce;

struct World {
  explicit World(City made)
      : city(std::move(made)),
        parties(test::parties_of(city)),
        shelters(test::shelters_of(city)),
        input(city, parties, shelters, 1, progress) {}
  City city;
  Parties parties;
  Shelters shelters;
  ProgressCallback progress;
  PlanInput input;
};

std::map<std::uint32_t, std::uint32_t> least(const ShelterReach& reach) {
  std::map<std::uint32_t, std::uint32_t> distance;
  for (const OriginDistance& offer : reach.origins) {
    const auto [found, is_new] = distance.emplace(offer.origin.raw(), offer.distance_mm);
    found->second = std::min(found->second, offer.distance_mm);
  }
  return distance;
}

RC_GTEST_PROP(ShelterWays, ReachesThoseWithinTheBoundAtTheirShortestDistance, ()) {
  const World world(test::random_city(*rc::gen::arbitrary<std::uint32_t>()));
  const auto bound = *rc::gen::inRange<std::uint32_t>(0, 30'000);
  const BruteForce brute(world.city, world.shelters);
  for (std::size_t s = 0; s < world.shelters.size(); ++s) {
    const auto found = least(reach_of(world.input, ShelterId(s), bound, {}));
    for (std::size_t o = 0; o < world.city.origins.size(); ++o) {
      const std::uint64_t expected = brute.walk_mm(OriginId(o), ShelterId(s));
      const bool lives = world.city.populations.front().persons[o] > 0;
      const auto known = found.find(static_cast<std::uint32_t>(o));
      RC_ASSERT((known != found.end()) == (lives && expected <= bound));
      // In its own brackets: RC_ASSERT takes the expression apart and would read known all the
      // same.
      RC_ASSERT((known == found.end() || known->second == expected));
    }
  }
}

RC_GTEST_PROP(ShelterWays, RoutesAreWalksOfTheShortestLength, ()) {
  const World world(test::random_city(*rc::gen::arbitrary<std::uint32_t>()));
  const BruteForce brute(world.city, world.shelters);
  std::vector<OriginId> origins;
  for (std::size_t o = 0; o < world.city.origins.size(); ++o) {
    if (world.city.origins.position[o] && world.city.populations.front().persons[o] > 0) {
      origins.emplace_back(o);
    }
  }
  for (std::size_t s = 0; s < world.shelters.size(); ++s) {
    const ShelterRoutes found = routes_to(world.input, ShelterId(s), origins);
    RC_ASSERT(found.route_of.size() == origins.size());
    for (std::size_t i = 0; i < origins.size(); ++i) {
      const std::uint64_t expected = brute.walk_mm(origins[i], ShelterId(s));
      RC_ASSERT(found.route_of[i].has_value() == (expected < BruteForce::kNever));
      if (found.route_of[i]) {
        const Route route = found.routes[*found.route_of[i]];
        RC_ASSERT(test::fault_of(route, world.input.position(origins[i]), world.city,
                                 world.shelters) == "");
        RC_ASSERT(walked_mm(route, world.city.network.links().length_mm) == expected);
        RC_ASSERT(route.access_mm == world.input.access_mm(origins[i]));
      }
    }
  }
}

TEST(ShelterWays, WalksAlongTheStreetToADoorOnIt) {
  test::CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t street = builder.street(a, b, 100'000);
  builder.origin("o", 1, test::OnStreet{street, 70'000}, 2.0);
  builder.work("w", 10);
  builder.door(test::OnStreet{street, 40'000}, 3.0);
  const World world(builder.build());
  const std::vector<OriginId> origins = {OriginId(0)};
  const ShelterRoutes found = routes_to(world.input, ShelterId(0), origins);
  ASSERT_TRUE(found.route_of[0].has_value());
  const Route route = found.routes[*found.route_of[0]];
  ASSERT_EQ(route.links.size(), 1U);
  EXPECT_EQ(world.city.network.tail(route.links[0]), NodeId(b));
  EXPECT_EQ(route.start_offset_mm, 30'000U);
  EXPECT_EQ(route.end_offset_mm, 60'000U);
  EXPECT_EQ(walked_mm(route, world.city.network.links().length_mm), 35'000U);
}

TEST(ShelterWays, GoesRoundWhereAOneWayStreetLeadsAwayFromTheDoor) {
  test::CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t one_way = builder.street(a, b, 100'000, true);
  builder.street(b, a, 250'000, true);
  builder.origin("o", 1, test::OnStreet{one_way, 70'000});
  builder.work("w", 10);
  builder.door(test::OnStreet{one_way, 40'000});
  const World world(builder.build());
  const std::vector<OriginId> origins = {OriginId(0)};
  const ShelterRoutes found = routes_to(world.input, ShelterId(0), origins);
  ASSERT_TRUE(found.route_of[0].has_value());
  const Route route = found.routes[*found.route_of[0]];
  EXPECT_EQ(route.links.size(), 3U);
  EXPECT_EQ(walked_mm(route, world.city.network.links().length_mm), 30'000U + 250'000U + 40'000U);
}

TEST(ShelterWays, LeavesByTheFartherEndOfTheStreetWhereThatIsShorterInAll) {
  test::CityBuilder builder;
  const std::size_t door = builder.node();
  const std::size_t near_end = builder.node();
  const std::size_t between = builder.node();
  const std::size_t far_end = builder.node();
  const std::size_t first = builder.street(door, near_end, 10'000);
  builder.street(door, between, 15'000);
  builder.street(between, far_end, 15'000);
  const std::size_t home = builder.street(near_end, far_end, 100'000);
  builder.origin("o", 1, test::OnStreet{home, 90'000});
  builder.work("w", 10);
  builder.door(test::OnStreet{first, 0});
  const World world(builder.build());
  const std::vector<OriginId> origins = {OriginId(0)};
  const ShelterRoutes found = routes_to(world.input, ShelterId(0), origins);
  ASSERT_TRUE(found.route_of[0].has_value());
  EXPECT_EQ(walked_mm(found.routes[*found.route_of[0]], world.city.network.links().length_mm),
            40'000U);
}

TEST(ShelterWays, AShelterWithoutADoorOnAStreetReachesNobody) {
  test::CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 100'000);
  builder.origin("o", 1, test::OnStreet{street, 0});
  builder.work("w", 10);
  builder.door(std::nullopt);
  const World world(builder.build());
  EXPECT_TRUE(reach_of(world.input, ShelterId(0), kLongestWayMm, {}).origins.empty());
  const std::vector<OriginId> origins = {OriginId(0)};
  EXPECT_FALSE(routes_to(world.input, ShelterId(0), origins).route_of[0].has_value());
}

}  // namespace
}  // namespace yanbi
