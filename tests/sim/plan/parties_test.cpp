// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/parties.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <set>
#include <string>

namespace yanbi {
namespace {

struct People {
  Origins origins;
  Population population;
};

People people(std::size_t origins, std::int32_t persons_each, std::vector<double> shares) {
  People made;
  for (std::size_t o = 0; o < origins; ++o) {
    made.origins.key.push_back("building " + std::to_string(o));
    made.population.persons.push_back(persons_each);
  }
  made.population.household_shares = std::move(shares);
  return made;
}

TEST(Parties, HoldEverybodyOfEachOrigin) {
  const People made = people(50, 37, {0.4, 0.3, 0.2, 0.1});
  const Parties parties = make_parties(made.origins, made.population, 1);
  std::map<std::uint32_t, std::int32_t> persons;
  for (std::size_t p = 0; p < parties.size(); ++p) {
    EXPECT_GE(parties.persons[p], 1);
    EXPECT_LE(parties.persons[p], 4);
    EXPECT_TRUE(p == 0 || parties.origin[p - 1] <= parties.origin[p]);
    persons[parties.origin[p].raw()] += parties.persons[p];
  }
  ASSERT_EQ(persons.size(), 50U);
  for (const auto& [origin, count] : persons) {
    EXPECT_EQ(count, 37) << origin;
  }
  EXPECT_EQ(parties.total_persons(), 50 * 37);
}

TEST(Parties, FollowTheSharesOfHouseholdSizes) {
  const People made = people(1, 200'000, {0.5, 0.3, 0.0, 0.2});
  const Parties parties = make_parties(made.origins, made.population, 1);
  std::array<double, 5> count{};
  for (const std::uint16_t persons : parties.persons) {
    count[persons] += 1.0 / static_cast<double>(parties.size());
  }
  EXPECT_NEAR(count[1], 0.5, 0.01);
  EXPECT_NEAR(count[2], 0.3, 0.01);
  EXPECT_NEAR(count[3], 0.0, 0.0001);
  EXPECT_NEAR(count[4], 0.2, 0.01);
}

TEST(Parties, DependOnTheOriginsKeyAndNotOnItsPosition) {
  People made = people(2, 40, {0.4, 0.3, 0.2, 0.1});
  const Parties before = make_parties(made.origins, made.population, 1);
  std::swap(made.origins.key[0], made.origins.key[1]);
  const Parties after = make_parties(made.origins, made.population, 1);
  std::vector<std::uint16_t> first_before;
  std::vector<std::uint16_t> second_after;
  std::set<std::uint64_t> keys_before;
  std::set<std::uint64_t> keys_after;
  for (std::size_t p = 0; p < before.size(); ++p) {
    if (before.origin[p] == OriginId(0)) {
      first_before.push_back(before.persons[p]);
    }
    keys_before.insert(before.key[p]);
  }
  for (std::size_t p = 0; p < after.size(); ++p) {
    if (after.origin[p] == OriginId(1)) {
      second_after.push_back(after.persons[p]);
    }
    keys_after.insert(after.key[p]);
  }
  EXPECT_EQ(first_before, second_after);
  EXPECT_EQ(keys_before, keys_after);
  EXPECT_EQ(keys_before.size(), before.size()) << "keys are unique";
}

TEST(Parties, DependOnTheSeed) {
  const People made = people(5, 100, {0.4, 0.3, 0.2, 0.1});
  EXPECT_NE(make_parties(made.origins, made.population, 1).persons,
            make_parties(made.origins, made.population, 2).persons);
}

TEST(Parties, AnEmptyOriginHasNone) {
  const People made = people(3, 0, {1.0});
  EXPECT_EQ(make_parties(made.origins, made.population, 1).size(), 0U);
}

}  // namespace
}  // namespace yanbi
