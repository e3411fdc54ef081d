// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/shelter_pricing.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

#include "sim/plan/assignment.hpp"
#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

struct World {
  explicit World(City made)
      : city(std::move(made)), parties(test::parties_of(city)), shelters(test::shelters_of(city)) {}
  City city;
  Parties parties;
  Shelters shelters;
  ProgressCallback silent;
  PlanInput input{city, parties, shelters, 1, silent};
  test::BruteForce brute{city, shelters};
};

struct Best {
  std::int64_t value = 0;  ///< distance + price
  std::int64_t distance_mm = 0;
  std::uint32_t shelter = 0;
  friend auto operator<=>(const Best&, const Best&) = default;
};

/// All shelters of an origin that a question asks for, by walks of another method; best first.
std::vector<Best> all_of(const World& world, std::size_t origin, std::uint32_t max_walk_mm,
                         const PricingQuestion& question) {
  std::vector<Best> all;
  const PartyRange parties = world.input.parties_of(OriginId(origin));
  for (std::uint32_t s = 0; s < world.shelters.size() && parties.first < parties.last; ++s) {
    const std::uint64_t walk = world.brute.walk_mm(OriginId(origin), ShelterId(s));
    if (takes_people(world.shelters, ShelterId(s)) && walk <= max_walk_mm) {
      const Best best{static_cast<std::int64_t>(walk) + question.price[s],
                      static_cast<std::int64_t>(walk), s};
      if (best.value < question.limit[origin]) {
        all.push_back(best);
      }
    }
  }
  std::sort(all.begin(), all.end());
  return all;
}

/// Prices that matter beside the walks, and a limit that some pairs exceed.
struct Prices {
  explicit Prices(const World& world) {
    const std::vector<std::int64_t> choices = {PricingQuestion::kNotAsked, 20'000,
                                               PricingQuestion::kAnyPrice};
    for (std::size_t s = 0; s < world.shelters.size(); ++s) {
      price.push_back(1000 * *rc::gen::inRange<std::int64_t>(0, 25));
    }
    for (std::size_t o = 0; o < world.city.origins.size(); ++o) {
      limit.push_back(choices[*rc::gen::inRange<std::size_t>(0, choices.size())]);
    }
  }
  std::vector<std::int64_t> price;
  std::vector<std::int64_t> limit;
};

RC_GTEST_PROP(ShelterPricing, FindsTheBestOfAllPairs, ()) {
  const World world(test::random_city(*rc::gen::arbitrary<std::uint32_t>()));
  const auto max_walk_mm = static_cast<std::uint32_t>(1000 * *rc::gen::inRange(1, 30));
  const Prices prices(world);
  const auto most = *rc::gen::inRange<std::size_t>(1, 5);
  const PricingQuestion question{prices.price, {}, prices.limit, most, true};
  const TransportArcs arcs =
      ShelterPricing(world.input, max_walk_mm, nullptr).best_shelters(question);
  for (std::size_t o = 0; o < world.city.origins.size(); ++o) {
    const std::vector<Best> all = all_of(world, o, max_walk_mm, question);
    RC_ASSERT(arcs.first[o + 1] - arcs.first[o] == std::min(most, all.size()));
    for (std::size_t k = 0; k < std::min(most, all.size()); ++k) {
      const std::size_t a = arcs.first[o] + k;
      RC_ASSERT(arcs.cost[a] + prices.price[arcs.shelter[a]] == all[k].value);
    }
  }
}

RC_GTEST_PROP(ShelterPricing, QuickAnswersAreWalksToo, ()) {
  const World world(test::random_city(*rc::gen::arbitrary<std::uint32_t>()));
  const Prices prices(world);
  const PricingQuestion question{prices.price, {}, prices.limit, 2, false};
  const TransportArcs arcs = ShelterPricing(world.input, 15'000, nullptr).best_shelters(question);
  for (std::size_t o = 0; o < world.city.origins.size(); ++o) {
    for (std::size_t a = arcs.first[o]; a < arcs.first[o + 1]; ++a) {
      RC_ASSERT(arcs.cost[a] <= 15'000U);
      RC_ASSERT(arcs.cost[a] >= world.brute.walk_mm(OriginId(o), ShelterId(arcs.shelter[a])));
      RC_ASSERT(arcs.cost[a] + prices.price[arcs.shelter[a]] < prices.limit[o]);
    }
  }
}

TEST(ShelterPricing, ACheapShelterTooFarAwayHidesNoDearOne) {
  // Both on the way east; the free one is beyond what the western home may walk.
  test::CityBuilder builder;
  const std::size_t west = builder.node();
  const std::size_t middle = builder.node();
  const std::size_t east = builder.node();
  const std::size_t first = builder.street(west, middle, 100'000);
  const std::size_t second = builder.street(middle, east, 100'000);
  builder.origin("home", 1, test::OnStreet{first, 0});
  builder.work("dear", 5);
  builder.door(test::OnStreet{second, 50'000});
  builder.work("free", 5);
  builder.door(test::OnStreet{second, 100'000});
  const World world(builder.build());
  const std::vector<std::int64_t> price = {90'000, 0};
  const std::vector<std::int64_t> limit = {PricingQuestion::kAnyPrice};
  const ShelterPricing pricing(world.input, 160'000, nullptr);
  const TransportArcs arcs = pricing.best_shelters({price, {}, limit, 1, true});
  EXPECT_EQ(arcs.shelter, std::vector<std::uint32_t>{0});
  EXPECT_EQ(arcs.cost, std::vector<std::uint32_t>{150'000});
}

TEST(ShelterPricing, LeavesOutSheltersThatAreNotOpen) {
  const World world(test::grid_city(4, 30, 6, 10, 3));
  const std::vector<std::int64_t> price(6, 0);
  const std::vector<std::int64_t> limit(30, PricingQuestion::kAnyPrice);
  const std::vector<std::uint8_t> open = {0, 0, 1, 0, 1, 0};
  const ShelterPricing pricing(world.input, 1'000'000, nullptr);
  const TransportArcs arcs = pricing.best_shelters({price, open, limit, 6, true});
  ASSERT_EQ(arcs.shelter.size(), 60U);
  EXPECT_EQ(std::count(arcs.shelter.begin(), arcs.shelter.end(), 2U), 30);
  EXPECT_EQ(std::count(arcs.shelter.begin(), arcs.shelter.end(), 4U), 30);
}

}  // namespace
}  // namespace yanbi
