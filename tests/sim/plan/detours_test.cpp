// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/detours.hpp"

#include <gtest/gtest.h>

#include "sim/plan/places.hpp"
#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

std::vector<EntranceId> doors_of(const Shelters& shelters, std::size_t s) {
  std::vector<EntranceId> doors;
  for (std::uint32_t e = shelters.first_entrance[s]; e < shelters.first_entrance[s + 1]; ++e) {
    doors.emplace_back(e);
  }
  return doors;
}

std::vector<std::uint32_t> open_lengths(const City& city) {
  const auto lengths = city.network.walking_length_mm();
  return {lengths.begin(), lengths.end()};
}

// From every origin to every shelter: as long as the way found by another method, and a walk that
// leads to the door.
TEST(Detours, AreTheShortestWaysWhereNothingIsClosed) {
  int found = 0;
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const City city = test::random_city(seed);
    const Shelters shelters = test::shelters_of(city);
    const test::BruteForce reference(city, shelters);
    const DetourFinder finder(city.network, shelters);
    const std::vector<std::uint32_t> lengths = open_lengths(city);
    for (std::size_t s = 0; s < shelters.size(); ++s) {
      const std::vector<EntranceId> doors = doors_of(shelters, s);
      const WayTree tree = finder.tree_to(doors, lengths, 1'000'000'000);
      for (std::size_t o = 0; o < city.origins.size(); ++o) {
        if (!city.origins.position[o]) {
          continue;
        }
        const std::uint64_t expected = reference.walk_mm(OriginId(o), ShelterId(s));
        const std::optional<FoundRoute> way = finder.from_place(
            *city.origins.position[o], to_millimetres(city.origins.access[o]), lengths, tree);
        ASSERT_EQ(way.has_value(), expected != test::BruteForce::kNever) << seed;
        if (way) {
          ++found;
          EXPECT_EQ(way->distance_mm, expected) << seed;
          EXPECT_EQ(walked_mm(way->route(), city.network.walking_length_mm()), expected);
          EXPECT_EQ(test::fault_of(way->route(), *city.origins.position[o], city, shelters), "");
        }
      }
    }
  }
  EXPECT_GT(found, 200);
}

TEST(Detours, NeverUseALinkThatIsKnownToBeClosed) {
  int found = 0;
  for (std::uint32_t seed = 0; seed < 60; ++seed) {
    const City city = test::random_city(seed);
    const Shelters shelters = test::shelters_of(city);
    const DetourFinder finder(city.network, shelters);
    std::vector<std::uint32_t> lengths = open_lengths(city);
    for (std::size_t l = seed % 3; l < lengths.size(); l += 3) {
      lengths[l] = RoadNetwork::kClosed;
    }
    for (std::size_t s = 0; s < shelters.size(); ++s) {
      const std::vector<EntranceId> doors = doors_of(shelters, s);
      const WayTree tree = finder.tree_to(doors, lengths, 1'000'000'000);
      for (std::size_t l = 0; l < lengths.size(); ++l) {
        const std::optional<FoundRoute> way = finder.from_end_of(LinkId(l), tree);
        if (!way) {
          continue;
        }
        ++found;
        EXPECT_EQ(way->links.front(), LinkId(l));
        for (std::size_t i = 1; i < way->links.size(); ++i) {
          EXPECT_NE(lengths[way->links[i].index()], RoadNetwork::kClosed);
          EXPECT_EQ(city.network.tail(way->links[i]), city.network.head(way->links[i - 1]));
        }
      }
    }
  }
  EXPECT_GT(found, 200);
}

TEST(WayTree, KnowsWhichLinksItUses) {
  test::CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t street = builder.street(a, b, 100'000);
  builder.work("w", 1);
  builder.door(test::OnStreet{street, 60'000});
  const City city = builder.build();
  const Shelters shelters = test::shelters_of(city);
  const DetourFinder finder(city.network, shelters);
  const WayTree tree = finder.tree_to(doors_of(shelters, 0), open_lengths(city), 1'000'000);
  EXPECT_EQ(tree.size(), 2U);
  EXPECT_TRUE(tree.uses(LinkId(0), city.network));
  EXPECT_TRUE(tree.uses(LinkId(1), city.network));
  EXPECT_EQ(finder.tree_to(doors_of(shelters, 0), open_lengths(city), 50'000).size(), 1U)
      << "a is 60 m from the door, b 40 m";
}

}  // namespace
}  // namespace yanbi
