// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/behaviour.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "sim/base/hash.hpp"
#include "sim/scenario/reader.hpp"

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
  const Behaviour before = draw_behaviour(parties, scenario, {}, 3, 1);
  const Behaviour threads = draw_behaviour(parties, scenario, {}, 3, 4);
  EXPECT_EQ(before.speed, threads.speed);
  EXPECT_EQ(before.departs_at, threads.departs_at);
  std::reverse(parties.key.begin(), parties.key.end());
  Behaviour reversed = draw_behaviour(parties, scenario, {}, 3, 1);
  std::reverse(reversed.speed.begin(), reversed.speed.end());
  EXPECT_EQ(before.speed, reversed.speed);
  EXPECT_NE(before.speed, draw_behaviour(singles(10'000), scenario, {}, 4, 1).speed);
}

TEST(Behaviour, SharesOfWarnedAndCompliantPartiesAreThoseOfTheScenario) {
  Scenario scenario;
  scenario.warning.reach = 0.765;
  scenario.response.compliance = 0.5;
  const Behaviour behaviour = draw_behaviour(singles(40'000), scenario, {}, 0, 1);
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
  const Behaviour alone = draw_behaviour(singles(20'000, 1), scenario, {}, 0, 1);
  const Behaviour four = draw_behaviour(singles(20'000, 4), scenario, {}, 0, 1);
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

/// `count` singles, all of one age.
Parties singles_of_age(std::size_t count, std::uint8_t age) {
  Parties parties = singles(count);
  parties.age.assign(count, age);
  for (std::size_t p = 0; p < count; ++p) {
    parties.first_member.push_back(static_cast<std::uint32_t>(p));
  }
  return parties;
}

double mean_speed(const Behaviour& behaviour) {
  return std::accumulate(behaviour.speed.begin(), behaviour.speed.end(), 0.0) /
         static_cast<double>(behaviour.speed.size());
}

double vulnerable_share(const Behaviour& behaviour) {
  return std::accumulate(behaviour.vulnerable.begin(), behaviour.vulnerable.end(), 0.0) /
         static_cast<double>(behaviour.vulnerable.size());
}

/// A hash of all that is drawn, for goldens.
std::uint64_t hash_of(const Behaviour& behaviour) {
  std::uint64_t hash = hash_bytes(behaviour.speed.data(), 8 * behaviour.speed.size());
  hash = hash_bytes(behaviour.warned_at.data(), 4 * behaviour.warned_at.size(), hash);
  hash = hash_bytes(behaviour.departs_at.data(), 4 * behaviour.departs_at.size(), hash);
  return hash_bytes(behaviour.complies.data(), behaviour.complies.size(), hash);
}

// The golden is what was drawn before there were ages, pre-warnings and sirens: the defaults must
// go on giving the results that they gave.
TEST(Behaviour, DefaultsDrawWhatTheyHaveAlwaysDrawn) {
  Scenario scenario = default_scenario();
  scenario.run.seed = 11;
  scenario.warning.reach = 0.9;
  scenario.warning.delay = {Distribution::Shape::kUniform, 5.0, 90.0, 0.0, 0.0, {}};
  scenario.response.compliance = 0.8;
  EXPECT_EQ(hash_of(draw_behaviour(singles(20'000, 3), scenario, {}, 2, 1)), 0x6d30699c6658d80bULL);
}

/// Everybody is warned 30 s after the alarm and needs `delay` s to be ready.
Behaviour with_alarm(const AlarmParameters& alarm, double delay) {
  Scenario scenario;
  scenario.warning.delay.a = 30.0;
  scenario.response.delay.a = delay;
  scenario.alarm = alarm;
  return draw_behaviour(singles(20'000), scenario, {}, 0, 1);
}

TEST(Behaviour, WhoHearsAPreWarningIsReadyAtTheAlarmAndWaitsForIt) {
  AlarmParameters alarm;
  alarm.pre_warning = 480.0;
  const Behaviour quick = with_alarm(alarm, 60.0);
  EXPECT_EQ(quick.warned_at[0], to_tick(30.0));
  EXPECT_EQ(quick.departs_at[0], to_tick(30.0));
  // Ready 600 s after the pre-warning came, which is 150 s after the alarm.
  const Behaviour slow = with_alarm(alarm, 600.0);
  EXPECT_EQ(slow.warned_at[0], to_tick(30.0));
  EXPECT_EQ(slow.departs_at[0], to_tick(150.0));
}

TEST(Behaviour, WhoLeavesAtAPreWarningLeavesAtTheAlarmAtTheEarliest) {
  AlarmParameters alarm;
  alarm.pre_warning = 480.0;
  alarm.leave_at_pre_warning = true;
  const Behaviour quick = with_alarm(alarm, 60.0);
  EXPECT_EQ(quick.warned_at[0], Tick{0});
  EXPECT_EQ(quick.departs_at[0], Tick{0});
  const Behaviour slow = with_alarm(alarm, 460.0);
  EXPECT_EQ(slow.warned_at[0], Tick{0});
  EXPECT_EQ(slow.departs_at[0], to_tick(10.0));
}

TEST(Behaviour, AShareHearsThePreWarningTheOthersDoAsWithoutIt) {
  AlarmParameters alarm;
  alarm.pre_warning = 480.0;
  alarm.pre_warning_heard = 0.3;
  const Behaviour behaviour = with_alarm(alarm, 100.0);
  const auto at = [&](double seconds) {
    return static_cast<double>(std::count(behaviour.departs_at.begin(), behaviour.departs_at.end(),
                                          to_tick(seconds))) /
           20'000.0;
  };
  EXPECT_NEAR(at(30.0), 0.3, 0.013);
  EXPECT_DOUBLE_EQ(at(30.0) + at(130.0), 1.0);
}

TEST(Behaviour, NobodyDepartsAfterTheAllClear) {
  AlarmParameters alarm;
  alarm.all_clear = 100.0;
  const Behaviour last = with_alarm(alarm, 70.0);
  EXPECT_EQ(last.departs_at[0], to_tick(100.0));
  const Behaviour late = with_alarm(alarm, 70.1);
  EXPECT_EQ(late.departs_at[0], Tick::never());
  EXPECT_EQ(late.warned_at[0], to_tick(30.0));
  EXPECT_EQ(late.complies[0], 1);
}

TEST(Behaviour, WhomNoWarningReachesHearsNoPreWarning) {
  Scenario scenario;
  scenario.warning.reach = 0.0;
  scenario.alarm.pre_warning = 480.0;
  scenario.alarm.leave_at_pre_warning = true;
  const Behaviour behaviour = draw_behaviour(singles(3), scenario, {}, 0, 1);
  EXPECT_EQ(behaviour.warned_at[0], Tick::never());
  EXPECT_EQ(behaviour.departs_at[0], Tick::never());
}

/// Singles at two origins in turn: the first hears siren "a" at 10 s and siren "b" at 20 s, the
/// second none.
Parties singles_by_sirens(std::size_t count, double failure) {
  Parties parties = singles(count);
  for (std::size_t p = 0; p < count; ++p) {
    parties.origin[p] = OriginId(p % 2);
  }
  parties.sirens = {
      {hash_text("a"), hash_text("b")}, {failure, 0.0}, {0, 2, 2}, {0, 1}, {10.0, 20.0}};
  return parties;
}

TEST(Behaviour, TheEarlierOfSirenAndOtherMeansWarns) {
  Scenario scenario;
  scenario.warning.reach = 0.5;
  scenario.warning.delay.a = 15.0;
  scenario.warning.siren.heard = 0.8;
  const Behaviour behaviour = draw_behaviour(singles_by_sirens(40'000, 0.0), scenario, {}, 0, 1);
  const auto share_at = [&](std::size_t origin, Tick at) {
    double parties = 0.0;
    for (std::size_t p = origin; p < 40'000; p += 2) {
      parties += behaviour.warned_at[p] == at ? 1.0 : 0.0;
    }
    return parties / 20'000.0;
  };
  EXPECT_NEAR(share_at(0, Tick{100}), 0.8, 0.0115);
  EXPECT_NEAR(share_at(0, Tick{150}), 0.1, 0.009);  // told, and does not hear the siren
  EXPECT_NEAR(share_at(0, Tick::never()), 0.1, 0.009);
  EXPECT_NEAR(share_at(1, Tick{150}), 0.5, 0.0142);
  EXPECT_NEAR(share_at(1, Tick::never()), 0.5, 0.0142);
}

TEST(Behaviour, ASirenFailsForEverybodyOfARunAndTheNextIsHeardInstead) {
  Scenario scenario;
  scenario.warning.reach = 0.0;
  scenario.warning.siren.heard = 1.0;
  const Parties parties = singles_by_sirens(200, 0.3);
  int failed = 0;
  for (std::uint32_t replicate = 0; replicate < 2000; ++replicate) {
    const Behaviour behaviour = draw_behaviour(parties, scenario, {}, replicate, 1);
    const Tick first = behaviour.warned_at[0];
    ASSERT_TRUE(first == Tick{100} || first == Tick{200});
    for (std::size_t p = 2; p < parties.size(); p += 2) {
      ASSERT_EQ(behaviour.warned_at[p], first);
    }
    failed += first == Tick{200} ? 1 : 0;
  }
  EXPECT_NEAR(failed / 2000.0, 0.3, 0.041);
}

TEST(Behaviour, KnownAgesChangeNoSpeedUnlessTheScenarioSaysSo) {
  Scenario scenario;
  const Behaviour without = draw_behaviour(singles(5'000), scenario, {}, 0, 1);
  const Behaviour with = draw_behaviour(singles_of_age(5'000, 85), scenario, {}, 0, 1);
  EXPECT_EQ(with.speed, without.speed);
  EXPECT_EQ(vulnerable_share(without), 0.0);
  EXPECT_NEAR(vulnerable_share(with), 0.226, 0.024);
  scenario.people.speed_by_age = SpeedByAge::kBohannon;
  EXPECT_EQ(draw_behaviour(singles(5'000), scenario, {}, 0, 1).speed, without.speed);
}

TEST(Behaviour, MeanSpeedsAreThoseOfTheAge) {
  Scenario scenario;
  scenario.people.speed_by_age = SpeedByAge::kBohannon;
  scenario.people.mobility.limited_under_65 = 0.0;
  scenario.people.mobility.limited_65 = 0.0;
  const auto mean_at = [&](std::uint8_t age) {
    return mean_speed(draw_behaviour(singles_of_age(20'000, age), scenario, {}, 0, 1));
  };
  EXPECT_NEAR(mean_at(25), 1.35, 0.01);
  EXPECT_NEAR(mean_at(72), 1.195, 0.01);
  EXPECT_NEAR(mean_at(85), 0.955, 0.01);
  EXPECT_NEAR(mean_at(8), 1.28, 0.01);
}

TEST(Behaviour, PeopleOfLimitedMobilityWalkInTheirOwnRange) {
  Scenario scenario;
  scenario.people.speed_by_age = SpeedByAge::kBohannon;
  scenario.people.mobility.limited_65 = 1.0;
  const Behaviour all = draw_behaviour(singles_of_age(20'000, 70), scenario, {}, 0, 1);
  EXPECT_NEAR(mean_speed(all), 0.6, 0.005);
  EXPECT_GE(*std::min_element(all.speed.begin(), all.speed.end()), 0.4);
  EXPECT_LE(*std::max_element(all.speed.begin(), all.speed.end()), 0.8);
  EXPECT_EQ(vulnerable_share(all), 1.0);
}

TEST(Behaviour, WithoutAgesAGivenShareIsOfLimitedMobility) {
  Scenario scenario;
  scenario.people.mobility.limited_share = 0.25;
  const Behaviour behaviour = draw_behaviour(singles(20'000), scenario, {}, 0, 1);
  EXPECT_NEAR(vulnerable_share(behaviour), 0.25, 0.0125);
  EXPECT_NEAR(mean_speed(behaviour), 0.25 * 0.6 + 0.75 * 1.34, 0.015);
}

TEST(Behaviour, ChildrenMakeAHouseholdVulnerableInEveryReplicate) {
  Scenario scenario;
  scenario.people.mobility.limited_under_65 = 0.0;
  Parties parties = singles_of_age(2, 40);
  parties.persons = {3, 1};
  parties.age = {40, 11, 40, 12};
  parties.first_member = {0, 3};
  EXPECT_EQ(draw_behaviour(parties, scenario, {}, 0, 1).vulnerable,
            (std::vector<std::uint8_t>{1, 0}));
  scenario.people.mobility.child_age = 11;
  EXPECT_EQ(draw_behaviour(parties, scenario, {}, 0, 1).vulnerable,
            (std::vector<std::uint8_t>{0, 0}));
  scenario.people.mobility.limited_under_65 = 0.3;
  const Parties many = singles_of_age(500, 40);
  EXPECT_EQ(draw_behaviour(many, scenario, {}, 0, 1).vulnerable,
            draw_behaviour(many, scenario, {}, 7, 1).vulnerable);
}

}  // namespace
}  // namespace yanbi
