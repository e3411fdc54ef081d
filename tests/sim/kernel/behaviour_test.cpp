// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/behaviour.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace yanbi {
namespace {

Parties singles(std::size_t count, std::uint16_t persons = 1) {
  Parties parties;
  for (std::size_t p = 0; p < count; ++p) {
    parties.origin.emplace_back(p);
    parties.persons.push_back(persons);
    parties.key.push_back(1000 + p);
  }
  return parties;
}

TEST(Behaviour, DependsOnThePartysKeyAndNotOnItsPositionOrTheThreads) {
  Scenario scenario;
  scenario.response.delay = {Distribution::Shape::kLognormal, 3.44, 0.94, 0.0, 300.0, {}};
  Parties parties = singles(10'000);
  const Behaviour before = draw_behaviour(parties, scenario, 3, 1);
  const Behaviour threads = draw_behaviour(parties, scenario, 3, 4);
  EXPECT_EQ(before.speed, threads.speed);
  EXPECT_EQ(before.departs_at, threads.departs_at);
  std::reverse(parties.key.begin(), parties.key.end());
  Behaviour reversed = draw_behaviour(parties, scenario, 3, 1);
  std::reverse(reversed.speed.begin(), reversed.speed.end());
  EXPECT_EQ(before.speed, reversed.speed);
  EXPECT_NE(before.speed, draw_behaviour(singles(10'000), scenario, 4, 1).speed);
}

TEST(Behaviour, SharesOfWarnedAndCompliantPartiesAreThoseOfTheScenario) {
  Scenario scenario;
  scenario.warning.reach = 0.765;
  scenario.response.compliance = 0.5;
  const Behaviour behaviour = draw_behaviour(singles(40'000), scenario, 0, 1);
  const auto warned = std::count_if(behaviour.warned_at.begin(), behaviour.warned_at.end(),
                                    [](Tick t) { return !t.is_never(); });
  const int complies = std::accumulate(behaviour.complies.begin(), behaviour.complies.end(), 0);
  // Four standard deviations of a share of 40,000.
  EXPECT_NEAR(static_cast<double>(warned) / 40'000.0, 0.765, 0.0085);
  EXPECT_NEAR(complies / 40'000.0, 0.5, 0.01);
  for (std::size_t p = 0; p < 40'000; ++p) {
    const bool goes = !behaviour.warned_at[p].is_never() && behaviour.complies[p] != 0;
    EXPECT_EQ(behaviour.departs_at[p].is_never(), !goes);
  }
}

TEST(Behaviour, APartyWalksAsItsSlowestMember) {
  const Scenario scenario;
  const Behaviour alone = draw_behaviour(singles(20'000, 1), scenario, 0, 1);
  const Behaviour four = draw_behaviour(singles(20'000, 4), scenario, 0, 1);
  double sum_alone = 0.0;
  double sum_four = 0.0;
  for (std::size_t p = 0; p < 20'000; ++p) {
    EXPECT_LE(four.speed[p], alone.speed[p]);  // the first member is the same person
    sum_alone += alone.speed[p];
    sum_four += four.speed[p];
  }
  EXPECT_NEAR(sum_alone / 20'000.0, 1.34, 0.01);
  // The mean least of four standard normals is -1.0294.
  EXPECT_NEAR(sum_four / 20'000.0, 1.34 - 1.0294 * 0.26, 0.01);
}

}  // namespace
}  // namespace yanbi
