// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/parties.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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

/// People with known ages: a profile for the first half of the origins, none for the others.
People aged_people(std::vector<double> age_shares) {
  People made = people(40, 500, {0.5, 0.5});
  made.population.age_groups = {{"0-14", 0, 14}, {"15-64", 15, 64}, {"65+", 65, std::nullopt}};
  made.population.profiles = {{"known", {0.5, 0.5}, std::move(age_shares)},
                              {"unknown", {0.5, 0.5}, {}}};
  for (std::uint32_t o = 0; o < 40; ++o) {
    made.population.profile.push_back(o < 20 ? 0 : 1);
  }
  return made;
}

TEST(Parties, AgesFollowTheSharesOfTheirGroups) {
  const People made = aged_people({0.2, 0.7, 0.1});
  const Parties parties = make_parties(made.origins, made.population, 1);
  ASSERT_EQ(parties.age.size(), 20'000U);
  std::array<double, 3> share{};
  for (std::size_t p = 0; p < parties.size(); ++p) {
    ASSERT_EQ(parties.ages_of(p).size(), parties.persons[p]);
    for (const std::uint8_t age : parties.ages_of(p)) {
      if (parties.origin[p].index() < 20) {
        ASSERT_LE(age, 84);  // a group without a last year is twenty years long
        share[age < 15 ? 0 : age < 65 ? 1 : 2] += 1e-4;
      } else {
        EXPECT_EQ(age, Parties::kAgeNotKnown);
      }
    }
  }
  EXPECT_NEAR(share[0], 0.2, 0.016);
  EXPECT_NEAR(share[1], 0.7, 0.0184);
  EXPECT_NEAR(share[2], 0.1, 0.012);
}

TEST(Parties, AgesLeaveTheHouseholdsAsTheyAre) {
  const People made = aged_people({1.0, 0.0, 0.0});
  People without = made;
  without.population.age_groups.clear();
  const Parties aged = make_parties(made.origins, made.population, 5);
  const Parties ageless = make_parties(without.origins, without.population, 5);
  EXPECT_EQ(aged.key, ageless.key);
  EXPECT_EQ(aged.persons, ageless.persons);
  EXPECT_TRUE(ageless.age.empty());
  EXPECT_TRUE(ageless.ages_of(0).empty());
  EXPECT_LE(*std::max_element(aged.age.begin(), aged.age.begin() + 10'000), 14);
}

}  // namespace
}  // namespace yanbi
