// SPDX-License-Identifier: Apache-2.0
// Random hazards on random cities: every step conserves people (the kernel checks that itself in
// this build), everybody who is not inside has a cause, all records agree, and any number of
// threads gives the same answer.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "outputs/scores.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/one_zone.hpp"
#include "tests/support/run_hazard.hpp"

namespace yanbi::test {
namespace {

// A race shows in a few towns or in none, and the thread sanitizer takes many times as long.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define YANBI_UNDER_THREAD_SANITIZER
#endif
#endif
#ifdef YANBI_UNDER_THREAD_SANITIZER
constexpr std::uint32_t kTowns = 120;
#else
constexpr std::uint32_t kTowns = 400;
#endif

/// Draws of a test: another generator than the one under test.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : generator_(seed) {}
  std::uint32_t up_to(std::uint32_t most) {
    return static_cast<std::uint32_t>(generator_() % (most + 1));
  }
  bool one_in(std::uint32_t n) { return generator_() % n == 0; }

 private:
  std::mt19937 generator_;
};

/// Rows for about one place in `share`: dry at first, then depths up to `most_mm`.
WaterRows random_water(std::size_t places, std::size_t frames, std::uint32_t share,
                       std::uint32_t most_mm, Dice& dice) {
  WaterRows rows;
  for (std::uint32_t place = 0; place < places; ++place) {
    if (!dice.one_in(share)) {
      continue;
    }
    rows.place.push_back(place);
    rows.depth.push_back(0);
    for (std::size_t f = 1; f < frames; ++f) {
      rows.depth.push_back(static_cast<std::uint16_t>(dice.up_to(most_mm)));
    }
  }
  return rows;
}

Flood random_flood(const City& city, std::uint32_t share, Dice& dice) {
  Flood flood;
  std::int32_t at = 0;
  const std::size_t frames = 2 + dice.up_to(6);
  for (std::size_t f = 0; f < frames; ++f) {
    flood.frame.push_back({at});
    at += 1 + static_cast<std::int32_t>(dice.up_to(1500));
  }
  flood.links = random_water(city.network.link_count(), frames, share, 2500, dice);
  flood.links.flow.resize(flood.links.depth.size());
  for (std::uint16_t& flow : flood.links.flow) {
    flow = static_cast<std::uint16_t>(dice.up_to(700));
  }
  flood.entrances = random_water(city.works.entrances.size(), frames, share, 1200, dice);
  flood.origins = random_water(city.origins.size(), frames, share, 1000, dice);
  return flood;
}

template <class Id>
std::vector<Id> some_of(std::size_t count, std::uint32_t share, Dice& dice) {
  std::vector<Id> ids;
  for (std::size_t i = 0; i < count; ++i) {
    if (dice.one_in(share)) {
      ids.emplace_back(i);
    }
  }
  return ids;
}

Attack random_attack(const City& city, std::uint32_t share, Dice& dice) {
  Attack attack;
  attack.effects = {{"heavy", 0.9, 0.5, std::nullopt}, {"light", 0.4, 0.1, 120.0}};
  for (std::uint32_t s = 0; s < 4; ++s) {
    Footprint footprint;
    footprint.effects = s % 2;
    footprint.links = some_of<LinkId>(city.network.link_count(), share, dice);
    footprint.entrances = some_of<EntranceId>(city.works.entrances.size(), share, dice);
    footprint.works = some_of<WorkId>(city.works.size(), share, dice);
    footprint.work_lost.assign(footprint.works.size(), 0.3F);
    footprint.origins = some_of<OriginId>(city.origins.size(), share, dice);
    attack.strikes.push_back({"s" + std::to_string(s), {footprint}});
  }
  attack.waves = {{{static_cast<std::int32_t>(dice.up_to(600))}, {0, 1, 2, 3}, 2},
                  {{static_cast<std::int32_t>(700 + dice.up_to(600))}, {0, 3}, std::nullopt}};
  return attack;
}

std::vector<StatusChange> random_feed(const Shelters& shelters, Dice& dice) {
  std::vector<StatusChange> feed;
  for (std::size_t i = 0; i < 4 && shelters.size() > 0; ++i) {
    const auto shelter = dice.up_to(static_cast<std::uint32_t>(shelters.size()) - 1);
    feed.push_back({{static_cast<std::int32_t>(dice.up_to(3000))},
                    ShelterId(shelter),
                    static_cast<WorkState>(dice.up_to(2)),
                    static_cast<std::int32_t>(dice.up_to(20)),
                    ""});
  }
  return feed;
}

Scenario random_scenario(std::uint32_t seed, Dice& dice) {
  Scenario scenario = drill(1.34, 900.0);
  scenario.walking.free_speed_sd = 0.26;
  scenario.plan.policy = seed % 3 == 0 ? PlanPolicy::kNearestWithPlaces : PlanPolicy::kNearest;
  scenario.plan.max_walk = 5000.0;
  scenario.response.delay.shape = Distribution::Shape::kUniform;
  scenario.response.delay.b = 240.0;
  scenario.redirection.interval = dice.one_in(2) ? 60.0 : 5.0;
  scenario.population = "all";
  scenario.information.live_share = dice.one_in(2) ? 0.5 : 0.0;
  scenario.information.most_detours = dice.one_in(4) ? 1 : 10;
  scenario.flood.only_at_risk = dice.one_in(6);
  scenario.flood.empties_works = !dice.one_in(3);
  scenario.doors.close_at_first_impact = dice.one_in(5);
  scenario.doors.close_at = dice.one_in(5) ? to_tick(400.0) : Tick::never();
  scenario.hazard.alarm_at = dice.one_in(3) ? to_tick(30.0) : Tick{};
  scenario.run.seed = seed;
  scenario.run.deadlines = {to_tick(100.0), to_tick(300.0), scenario.run.horizon};
  return scenario;
}

HazardRun random_run(const City& city, std::uint32_t seed) {
  Dice dice(seed);
  const Scenario scenario = random_scenario(seed, dice);
  Hazard hazard;
  if (!dice.one_in(3)) {
    hazard.flood = random_flood(city, 3, dice);
  }
  if (!dice.one_in(3)) {
    hazard.attack = random_attack(city, 4, dice);
  }
  const Shelters shelters = make_shelters(city, city.layouts.front(), scenario.entrance);
  return HazardRun(city, scenario, hazard, random_feed(shelters, dice));
}

TEST(HazardProperties, EverybodyHasACauseAndAllRecordsAgree) {
  std::int64_t caught = 0;
  std::int64_t lost = 0;
  std::int64_t blocked = 0;
  std::uint64_t detours = 0;
  for (std::uint32_t seed = 0; seed < kTowns; ++seed) {
    SCOPED_TRACE(seed);
    const City city = with_one_zone(random_city(seed));
    const HazardRun run = random_run(city, seed);
    ASSERT_NO_THROW(static_cast<void>(score_run(city, run.input(), 0, run.outcome)));
    const auto count = [](const std::vector<Tick>& times) {
      return std::count_if(times.begin(), times.end(), [](Tick t) { return !t.is_never(); });
    };
    caught += count(run.facts().caught_at);
    lost += count(run.facts().lost_at);
    blocked += count(run.facts().blocked_at);
    detours += run.outcome.diagnostics.detours;
    for (const int threads : {2, 3}) {
      EXPECT_EQ(simulate(run.input(), 0, threads).state_hash, run.outcome.state_hash);
    }
  }
  // The hazards did happen.
  EXPECT_GT(caught, kTowns / 20);
  EXPECT_GT(lost, kTowns / 4);
  EXPECT_GT(blocked, kTowns / 4);
  EXPECT_GT(detours, kTowns / 4);
}

TEST(HazardProperties, AnyNumberOfThreadsGivesTheSameAnswerOnALargeCity) {
  const City city = with_one_zone(grid_city(30, 8'000, 80, 400, 7));
  Dice dice(3);
  Scenario scenario = random_scenario(3, dice);
  scenario.information = {0.5, 10};
  scenario.flood.only_at_risk = false;
  Hazard hazard;
  hazard.flood = random_flood(city, 12, dice);
  hazard.attack = random_attack(city, 40, dice);
  const HazardRun run(city, scenario, hazard);
  static_cast<void>(score_run(city, run.input(), 0, run.outcome));
  ASSERT_GT(std::count_if(run.facts().caught_at.begin(), run.facts().caught_at.end(),
                          [](Tick t) { return !t.is_never(); }),
            100);
  ASSERT_GT(run.outcome.diagnostics.detours, 200U);
  for (const int threads : {2, 3, 8}) {
    EXPECT_EQ(simulate(run.input(), 0, {threads, 256}).state_hash, run.outcome.state_hash)
        << threads << " threads";
  }
}

}  // namespace
}  // namespace yanbi::test
