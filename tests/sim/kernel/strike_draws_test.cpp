// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/strike_draws.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tests/sim/plan/city_builder.hpp"

namespace yanbi {
namespace {

City long_street() {
  test::CityBuilder builder;
  std::size_t at = builder.node();
  for (int i = 0; i < 400; ++i) {
    const std::size_t next = builder.node();
    builder.street(at, next, 10'000);
    at = next;
  }
  for (int i = 0; i < 400; ++i) {
    builder.work("w" + std::to_string(i), 10);
    builder.door(test::OnStreet{static_cast<std::size_t>(i), 0});
  }
  return builder.build();
}

/// One footprint over everything.
Footprint everywhere(const City& city, std::uint32_t effects, float work_lost) {
  Footprint footprint;
  footprint.effects = effects;
  for (std::size_t l = 0; l < city.network.link_count(); ++l) {
    footprint.links.emplace_back(l);
  }
  for (std::size_t e = 0; e < city.works.entrances.size(); ++e) {
    footprint.entrances.emplace_back(e);
  }
  for (std::size_t w = 0; w < city.works.size(); ++w) {
    footprint.works.emplace_back(w);
    footprint.work_lost.push_back(work_lost);
  }
  return footprint;
}

TEST(StrikeDraws, EachThingBreaksWithItsProbability) {
  const City city = long_street();
  Attack attack;
  attack.effects = {{"e", 0.3, 0.2, 600.0}};
  attack.strikes = {{"s", {everywhere(city, 0, 0.1F)}}};
  attack.waves = {{to_tick(100.0), {0}, std::nullopt}};
  std::size_t links = 0;
  std::size_t doors = 0;
  std::size_t works = 0;
  for (std::uint32_t replicate = 0; replicate < 50; ++replicate) {
    const StrikeDamage damage =
        draw_damage(attack, city.network, city.works, RandomStream(1, replicate));
    EXPECT_EQ(damage.links.size() % 2, 0U) << "both directions of a street";
    links += damage.links.size() / 2;
    doors += damage.doors.size();
    works += damage.works.size();
    for (const StrikeDamage::BlockedLink& link : damage.links) {
      EXPECT_EQ(link.from, to_tick(100.0));
      EXPECT_EQ(link.until, to_tick(700.0));
    }
  }
  // 20,000 draws each: 5 standard deviations.
  EXPECT_NEAR(static_cast<double>(links), 6000.0, 5.0 * std::sqrt(20000 * 0.3 * 0.7));
  EXPECT_NEAR(static_cast<double>(doors), 4000.0, 5.0 * std::sqrt(20000 * 0.2 * 0.8));
  EXPECT_NEAR(static_cast<double>(works), 2000.0, 5.0 * std::sqrt(20000 * 0.1 * 0.9));
}

TEST(StrikeDraws, AWaveTakesSoManyOfItsStrikesEachAsOftenAsTheOthers) {
  const City city = long_street();
  Attack attack;
  attack.effects = {{"e", 0.0, 0.0, std::nullopt}};
  for (int s = 0; s < 5; ++s) {
    attack.strikes.push_back({"s" + std::to_string(s), {}});
  }
  attack.waves = {{to_tick(1.0), {0, 1, 2, 3, 4}, 2}};
  std::vector<int> count(5, 0);
  for (std::uint32_t replicate = 0; replicate < 2000; ++replicate) {
    const StrikeDamage damage =
        draw_damage(attack, city.network, city.works, RandomStream(7, replicate));
    ASSERT_EQ(damage.impacts.size(), 2U);
    EXPECT_NE(damage.impacts[0].strike, damage.impacts[1].strike);
    for (const Impact& impact : damage.impacts) {
      ++count[impact.strike];
    }
  }
  for (const int times : count) {
    EXPECT_NEAR(times, 800, 5.0 * std::sqrt(2000 * 0.4 * 0.6));
  }
}

TEST(StrikeDraws, WhatLiesInSeveralFootprintsTakesTheMostHarmful) {
  const City city = long_street();
  Attack attack;
  attack.effects = {{"sure", 1.0, 1.0, std::nullopt}, {"never", 0.0, 0.0, 10.0}};
  attack.strikes = {{"s", {everywhere(city, 0, 1.0F), everywhere(city, 1, 0.0F)}}};
  attack.waves = {{to_tick(1.0), {0}, std::nullopt}};
  const StrikeDamage damage = draw_damage(attack, city.network, city.works, RandomStream(1, 0));
  EXPECT_EQ(damage.links.size(), city.network.link_count());
  EXPECT_TRUE(damage.links.front().until.is_never());
  EXPECT_EQ(damage.doors.size(), city.works.entrances.size());
  EXPECT_EQ(damage.works.size(), city.works.size());
}

// A street in the footprints of two layouts' runs, or of more strikes, has its own draw.
TEST(StrikeDraws, AFootprintMoreElsewhereChangesNothingHere) {
  const City city = long_street();
  Attack one;
  one.effects = {{"e", 0.5, 0.5, std::nullopt}};
  Footprint few;
  few.links = {LinkId(0), LinkId(1), LinkId(2), LinkId(3)};
  one.strikes = {{"few", {few}}};
  one.waves = {{to_tick(1.0), {0}, std::nullopt}};
  Attack more = one;
  more.strikes.push_back({"all", {everywhere(city, 0, 0.5F)}});
  more.waves[0].strikes = {0, 1};
  for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
    const RandomStream random(3, replicate);
    std::set<std::uint32_t> of_few;
    for (const auto& link : draw_damage(one, city.network, city.works, random).links) {
      of_few.insert(link.link.raw());
    }
    std::set<std::uint32_t> of_more;
    for (const auto& link : draw_damage(more, city.network, city.works, random).links) {
      of_more.insert(link.link.raw());
    }
    for (std::uint32_t link = 0; link < 4; ++link) {
      EXPECT_EQ(of_few.contains(link), of_more.contains(link));
    }
  }
}

}  // namespace
}  // namespace yanbi
