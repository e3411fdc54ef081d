// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/hazard_timeline.hpp"

#include <gtest/gtest.h>

#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/run_hazard.hpp"

namespace yanbi::test {
namespace {

City two_streets() {
  CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t wet = builder.street(a, b, 100'000);
  builder.street(b, builder.node(), 100'000);
  builder.work("w", 10);
  builder.door(OnStreet{wet, 50'000});
  return builder.build();
}

/// What a timeline reads, kept together.
struct Timeline {
  Timeline(Scenario the_scenario, Hazard the_hazard)
      : city(two_streets()),
        scenario(std::move(the_scenario)),
        hazard(std::move(the_hazard)),
        shelters(make_shelters(city, city.layouts.front(), scenario.entrance)),
        input(prepare_hazards(&hazard, city, shelters, scenario, 1)),
        timeline(input, city.network, city.works, shelters, scenario, 0) {}
  City city;
  Scenario scenario;
  Hazard hazard;
  Shelters shelters;
  HazardInput input;
  HazardTimeline timeline;
};

Instant at(double seconds) { return to_instant(to_tick(seconds)); }

/// 1 mm a second on the first street, up to 2 m and down again.
Hazard tide() {
  Hazard hazard;
  hazard.flood = flood_at({0.0, 2000.0, 4000.0});
  hazard.flood->links = water_on(links_of(two_streets(), 0), {0, 2000, 0});
  return hazard;
}

TEST(HazardTimeline, ALinkClosesToEachClassAtItsOwnDepthAndOpensAgain) {
  const Timeline of(drill(1.0, 7200.0), tide());
  const HazardTimeline& timeline = of.timeline;
  // Vulnerable people stop at 0.5 m, other adults at 1.2 m, vehicles at 0.3 m.
  EXPECT_FALSE(timeline.is_closed(0, PersonClass::kVulnerable, at(500.0)));
  EXPECT_TRUE(timeline.is_closed(0, PersonClass::kVulnerable, at(500.1)));
  EXPECT_FALSE(timeline.is_closed(0, PersonClass::kAdult, at(1200.0)));
  EXPECT_TRUE(timeline.is_closed(0, PersonClass::kAdult, at(1200.1)));
  EXPECT_FALSE(timeline.is_closed_to_vehicles(0, at(300.0)));
  EXPECT_TRUE(timeline.is_closed_to_vehicles(0, at(300.1)));
  EXPECT_TRUE(timeline.is_closed(0, PersonClass::kAdult, at(2799.9)));
  EXPECT_FALSE(timeline.is_closed(0, PersonClass::kAdult, at(2800.0)));
  EXPECT_FALSE(timeline.is_closed_to_vehicles(0, at(3700.0)));
  EXPECT_FALSE(timeline.is_closed(2, PersonClass::kVulnerable, at(2000.0))) << "the dry street";
  EXPECT_EQ(timeline.swept(0, PersonClass::kAdult, at(0.0)), at(1200.1));
  EXPECT_EQ(timeline.swept(0, PersonClass::kAdult, at(1500.0)), at(1500.0));
  EXPECT_TRUE(timeline.swept(0, PersonClass::kAdult, at(2800.0)).is_never());
}

TEST(HazardTimeline, TimesCountFromTheAlarmOnTheHazardsClock) {
  Scenario scenario = drill(1.0, 7200.0);
  scenario.hazard.alarm_at = to_tick(1000.0);
  const Timeline of(scenario, tide());
  EXPECT_TRUE(of.timeline.is_closed(0, PersonClass::kVulnerable, at(0.0)));
  EXPECT_FALSE(of.timeline.is_closed(0, PersonClass::kAdult, at(200.0)));
  EXPECT_TRUE(of.timeline.is_closed(0, PersonClass::kAdult, at(200.1)));
  EXPECT_DOUBLE_EQ(of.timeline.speed_factor(0, at(0.0)),
                   water_speed_factor(scenario.flood.walking, 1.0));
}

TEST(HazardTimeline, ABlockedStreetIsClosedToEverybodyUntilItIsCleared) {
  Hazard hazard;
  hazard.attack.emplace();
  hazard.attack->effects = {{"rubble", 1.0, 0.0, 100.0}};
  Footprint footprint;
  footprint.links = {LinkId(0)};
  hazard.attack->strikes = {{"s", {footprint}}};
  hazard.attack->waves = {{to_tick(60.0), {0}, std::nullopt}};
  const Timeline of(drill(1.0, 7200.0), hazard);
  for (const std::uint32_t link : links_of(of.city, 0)) {
    EXPECT_FALSE(of.timeline.is_closed(link, PersonClass::kAdult, at(59.9)));
    EXPECT_TRUE(of.timeline.is_closed(link, PersonClass::kAdult, at(60.0)));
    EXPECT_TRUE(of.timeline.is_closed_to_vehicles(link, at(159.9)));
    EXPECT_FALSE(of.timeline.is_closed_to_vehicles(link, at(160.0)));
  }
  EXPECT_EQ(of.timeline.impacts().size(), 1U);
  EXPECT_FALSE(of.timeline.is_empty());
}

// 243 mm pass a sill of 0.30 m never, one of 0.20 m at 200.1 s.
TEST(HazardTimeline, TheLedgersOwnSillDecides) {
  Hazard hazard;
  hazard.flood = flood_at({0.0, 243.0});
  hazard.flood->entrances = water_on({0}, {0, 243});
  const Timeline by_default(drill(1.0, 7200.0), hazard);
  EXPECT_TRUE(by_default.timeline.changes_of(0).empty());
  City city = two_streets();
  city.works.entrances.sill = {0.2};
  const Shelters shelters = make_shelters(city, city.layouts.front(), EntranceParameters{});
  const Scenario scenario = drill(1.0, 7200.0);
  const HazardInput input = prepare_hazards(&hazard, city, shelters, scenario, 1);
  const HazardTimeline timeline(input, city.network, city.works, shelters, scenario, 0);
  ASSERT_EQ(timeline.changes_of(0).size(), 1U);
  EXPECT_EQ(timeline.changes_of(0)[0].at, at(200.1));
  EXPECT_EQ(timeline.changes_of(0)[0].kind, ShelterChangeKind::kEmpties);
}

}  // namespace
}  // namespace yanbi::test
