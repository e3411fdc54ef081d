// SPDX-License-Identifier: Apache-2.0
// Hazards worked out by hand: water that rises along a street, a bridge that is cut, works that
// flood, empty, close or are lost. Everybody walks at 1 m/s, one person a household.

#include <gtest/gtest.h>

#include "sim/plan/status_feed.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/run_hazard.hpp"

namespace yanbi::test {
namespace {

constexpr double kWideDoor = 100.0;  // m: nobody waits at it

/// Home street, street "middle", street with the work at its end.
struct ThreeStreets {
  explicit ThreeStreets(std::uint32_t home_mm, std::uint32_t middle_mm = 400'000) {
    const std::size_t a = city.node();
    const std::size_t b = city.node();
    const std::size_t c = city.node();
    home = city.street(a, b, home_mm);
    middle = city.street(b, c, middle_mm);
    last = city.street(c, city.node(), 100'000);
    city.work("w", 1000);
    city.door(OnStreet{last, 100'000}, 0.0, kWideDoor);
  }
  CityBuilder city;
  std::size_t home = 0;
  std::size_t middle = 0;
  std::size_t last = 0;
};

Scenario walk(double horizon_s) {
  Scenario scenario = drill(1.0, horizon_s);
  scenario.flood.walking.slow_per_metre = 0.0;  // water stops people, it does not slow them
  scenario.flood.walking.slow_per_metre_beyond = 0.0;
  return scenario;
}

/// 2 mm a second on the middle street, from the alarm on.
Hazard rising_water(const City& city, std::size_t street) {
  Hazard hazard;
  hazard.flood = flood_at({0.0, 1000.0});
  hazard.flood->links = water_on(links_of(city, static_cast<std::uint32_t>(street)), {0, 2000});
  return hazard;
}

// Adults go into 1.2 m and no more: 2 mm/s is there at 600.0 s, and above it from 600.1 s on.
TEST(Flood, ALinkClosesAtTheTickAtWhichTheWaterPassesTheLimit) {
  const auto run_from = [](std::uint32_t place_mm) {
    ThreeStreets town(700'000);
    town.city.origin("o", 1, OnStreet{town.home, place_mm});
    const City city = town.city.build();
    Scenario scenario = walk(3600.0);
    scenario.flood.walking.adult.stand.depth = 5.0;
    return HazardRun(city, scenario, rising_water(city, town.middle)).outcome.parties;
  };
  const PartyFacts in_time = run_from(100'000);
  EXPECT_EQ(in_time.arrived_at[0], to_tick(1100.0));
  const PartyFacts too_late = run_from(99'900);
  EXPECT_TRUE(too_late.arrived_at[0].is_never());
  EXPECT_EQ(too_late.blocked_at[0], to_tick(600.1));
}

// Whoever is on the link when the water passes 1.5 m, at 750.1 s, is taken away there and then.
TEST(Flood, WhoeverIsOnALinkThatIsSweptIsCaughtThere) {
  ThreeStreets town(700'000);
  town.city.origin("caught", 1, OnStreet{town.home, 100'000});   // on the link from 600 to 1000 s
  town.city.origin("through", 1, OnStreet{town.home, 360'000});  // from 340 to 740 s
  const City city = town.city.build();
  Scenario scenario = walk(3600.0);
  scenario.flood.walking.adult.stand.depth = 1.5;
  const HazardRun run(city, scenario, rising_water(city, town.middle));
  EXPECT_EQ(run.facts().caught_at[0], to_tick(750.1));
  EXPECT_EQ(city.network.links().street[run.facts().caught_on[0].index()], town.middle);
  EXPECT_TRUE(run.facts().arrived_at[0].is_never());
  EXPECT_EQ(run.facts().arrived_at[1], to_tick(840.0));
}

TEST(Flood, WaterSlowsThoseWhoStepOnByItsDepthAtThatMoment) {
  ThreeStreets town(100'000);
  town.city.origin("o", 1, OnStreet{town.home, 0});
  const City city = town.city.build();
  Hazard hazard;
  hazard.flood = flood_at({0.0});
  hazard.flood->links = water_on(links_of(city, static_cast<std::uint32_t>(town.middle)), {250});
  Scenario scenario = walk(3600.0);
  scenario.flood.walking.slow_per_metre = 2.0;  // half the speed at 0.25 m: NIST 2.5
  const HazardRun run(city, scenario, hazard);
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(100.0 + 800.0 + 100.0));
  EXPECT_EQ(run.outcome.at_deadline[0].hazard[0],
            static_cast<std::uint32_t>(400.0 * Instant::kPerSecond));
}

TEST(Flood, WhoCannotGoTheirWayTakesAnother) {
  CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t c = builder.node();
  const std::size_t home = builder.street(a, b, 100'000);
  const std::size_t direct = builder.street(b, c, 100'000);
  builder.street(b, c, 300'000);
  const std::size_t last = builder.street(c, builder.node(), 100'000);
  builder.origin("o", 1, OnStreet{home, 0});
  builder.work("w", 10);
  builder.door(OnStreet{last, 100'000}, 0.0, kWideDoor);
  const City city = builder.build();
  Hazard hazard;
  hazard.flood = flood_at({0.0});
  hazard.flood->links = water_on(links_of(city, static_cast<std::uint32_t>(direct)), {2000});
  const HazardRun run(city, walk(3600.0), hazard);
  // They see it at 100.0 s and go on when the next step of 0.5 s begins.
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(100.5 + 300.0 + 100.0));
  EXPECT_EQ(run.facts().detours[0], 1);
  EXPECT_TRUE(run.facts().blocked_at[0].is_never());
}

/// Strikes that block or break for certain.
Hazard one_strike(Footprint footprint, const StrikeEffects& effects, double at_s) {
  Hazard hazard;
  hazard.attack.emplace();
  hazard.attack->effects.push_back(effects);
  hazard.attack->strikes.push_back({"s", {std::move(footprint)}});
  hazard.attack->waves.push_back({to_tick(at_s), {0}, std::nullopt});
  return hazard;
}

Footprint on_street(const City& city, std::size_t street) {
  Footprint footprint;
  for (const std::uint32_t link : links_of(city, static_cast<std::uint32_t>(street))) {
    footprint.links.emplace_back(link);
  }
  return footprint;
}

TEST(Strike, WhoComesToTheOnlyBridgeAfterItIsCutIsBlocked) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("before", 1, OnStreet{town.home, 600'000});
  town.city.origin("after", 1, OnStreet{town.home, 0});
  const City city = town.city.build();
  const HazardRun run(city, walk(3600.0),
                      one_strike(on_street(city, town.middle), {"rubble", 1.0, 0.0, {}}, 300.0));
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(300.0));
  EXPECT_EQ(run.facts().blocked_at[1], to_tick(700.0));
  EXPECT_TRUE(run.facts().arrived_at[1].is_never());
}

// The bridge is cleared 1,000 s after the impact at 300 s; the next publication is at 1,320 s.
TEST(Strike, WhoIsStrandedGoesOnWhenTheWayIsKnownToBeClear) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("after", 1, OnStreet{town.home, 0});
  const City city = town.city.build();
  const HazardRun run(
      city, walk(3600.0),
      one_strike(on_street(city, town.middle), {"rubble", 1.0, 0.0, 1000.0}, 300.0));
  EXPECT_EQ(run.facts().blocked_at[0], to_tick(700.0));
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(1320.5 + 200.0));
}

TEST(Strike, AWorkThatIsLostShelteringPeopleSheltersNobodyFromThenOn) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("inside", 3, OnStreet{town.home, 600'000});
  town.city.origin("coming", 2, OnStreet{town.home, 0});
  const City city = town.city.build();
  Footprint footprint;
  footprint.works = {WorkId(0)};
  footprint.work_lost = {1.0F};
  Scenario scenario = walk(3600.0);
  scenario.run.deadlines = {to_tick(400.0), to_tick(3600.0)};
  const HazardRun run(city, scenario, one_strike(footprint, {"ruin", 0.0, 0.0, {}}, 500.0));
  for (std::size_t p = 0; p < 3; ++p) {
    EXPECT_EQ(run.outcome.at_deadline[0].persons_inside[p], 1) << "inside at 400 s";
    EXPECT_EQ(run.outcome.at_deadline[1].persons_inside[p], 0);
    EXPECT_EQ(run.facts().lost_at[p], to_tick(500.0));
  }
  EXPECT_EQ(run.facts().lost_at[3], to_tick(900.0)) << "found lost at the door";
  EXPECT_EQ(run.outcome.shelters.lost_persons[0], 3);
  EXPECT_EQ(run.outcome.shelters.admitted[0], 0);
}

TEST(Strike, ABlockedDoorSendsPeopleToTheOtherDoor) {
  CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t c = builder.node();
  const std::size_t home = builder.street(a, b, 100'000);
  const std::size_t near = builder.street(b, c, 100'000);
  builder.origin("o", 1, OnStreet{home, 0});
  builder.work("w", 10);
  builder.door(OnStreet{near, 50'000}, 0.0, kWideDoor);
  builder.door(OnStreet{near, 100'000}, 0.0, kWideDoor);
  const City city = builder.build();
  Footprint footprint;
  footprint.entrances = {EntranceId(0)};
  const HazardRun run(city, walk(3600.0), one_strike(footprint, {"rubble", 0.0, 1.0, {}}, 10.0));
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(150.5 + 50.0));
}

// The sill is 0.30 m above the ground; 1 mm a second passes it at 300.1 s. Everybody inside leaves
// by the door, one each second, for the two works that have room for them.
TEST(Underground, AWorkThatTakesWaterEmptiesIntoTwoOthers) {
  CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t street = builder.street(a, b, 300'000);
  builder.origin("o", 4, OnStreet{street, 0});
  builder.work("floods", 10);
  builder.door(OnStreet{street, 100'000}, 0.0, 1.0 / 1.3);
  builder.work("second", 2);
  builder.door(OnStreet{street, 200'000}, 0.0, kWideDoor);
  builder.work("third", 10);
  builder.door(OnStreet{street, 300'000}, 0.0, kWideDoor);
  const City city = builder.build();
  Hazard hazard;
  hazard.flood = flood_at({0.0, 1000.0});
  hazard.flood->entrances = water_on({0}, {0, 1000});
  Scenario scenario = walk(3600.0);
  scenario.run.deadlines = {to_tick(250.0), to_tick(3600.0)};
  const HazardRun run(city, scenario, hazard);
  EXPECT_EQ(run.outcome.shelters.lost_at[0], to_tick(300.1));
  EXPECT_EQ(run.outcome.shelters.sent_on[0], 4);
  EXPECT_EQ(run.outcome.shelters.admitted, (std::vector<std::int32_t>{0, 2, 2}));
  for (std::size_t p = 0; p < 4; ++p) {
    EXPECT_EQ(run.outcome.at_deadline[0].persons_inside[p], 1);
    EXPECT_EQ(run.facts().lost_at[p], to_tick(300.1));
    EXPECT_FALSE(run.facts().arrived_at[p].is_never()) << "inside again at the end";
  }
  // The first leaves at 300.1 s and walks 100 m.
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(400.1));
}

// With the only door under more than 0.40 m above its sill nobody gets out any more: at 1 cm a
// second that is 40 s after the first water, and one person leaves in 30 s.
TEST(Underground, WhoHasNotLeftWhenNoDoorOpensAnyMoreIsTrapped) {
  CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t street = builder.street(a, builder.node(), 300'000);
  builder.origin("o", 4, OnStreet{street, 90'000});
  builder.work("floods", 10);
  builder.door(OnStreet{street, 100'000}, 0.0, 1.0 / 39.0);
  builder.work("dry", 10);
  builder.door(OnStreet{street, 200'000}, 0.0, kWideDoor);
  const City city = builder.build();
  Hazard hazard;
  hazard.flood = flood_at({200.0, 300.0});
  hazard.flood->entrances = water_on({0}, {0, 1000});
  const HazardRun run(city, walk(3600.0), hazard);
  EXPECT_EQ(run.outcome.shelters.sent_on[0], 2);  // at 230.1 and 260.1 s
  EXPECT_EQ(run.outcome.shelters.lost_persons[0], 2);
  EXPECT_EQ(run.outcome.shelters.admitted[1], 2);
}

struct DoorCase {
  std::uint16_t depth_mm;
  bool opens;
};
class DoorUnderWater : public testing::TestWithParam<DoorCase> {};

// Water at the door above a sill of no height: at 20 and 30 cm it still opens, above 40 cm not.
TEST_P(DoorUnderWater, OpensUpToItsLimit) {
  CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 300'000);
  builder.origin("o", 1, OnStreet{street, 90'000});
  builder.work("floods", 10);
  builder.door(OnStreet{street, 100'000}, 0.0, kWideDoor);
  builder.work("dry", 10);
  builder.door(OnStreet{street, 200'000}, 0.0, kWideDoor);
  const City city = builder.build();
  Hazard hazard;
  hazard.flood = flood_at({200.0, 200.1});  // as good as at once
  hazard.flood->entrances = water_on({0}, {0, GetParam().depth_mm});
  Scenario scenario = walk(3600.0);
  scenario.flood.underground.default_sill = 0.0;
  const HazardRun run(city, scenario, hazard);
  EXPECT_EQ(run.outcome.shelters.admitted[1], GetParam().opens ? 1 : 0);
  EXPECT_EQ(run.outcome.shelters.lost_persons[0], GetParam().opens ? 0 : 1);
}
INSTANTIATE_TEST_SUITE_P(Depths, DoorUnderWater,
                         testing::Values(DoorCase{200, true}, DoorCase{300, true},
                                         DoorCase{400, true}, DoorCase{401, false}));

TEST(Feed, AWorkThatClosesKeepsWhoIsInsideAndTurnsAwayWhoComes) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("inside", 1, OnStreet{town.home, 600'000});
  town.city.origin("coming", 1, OnStreet{town.home, 0});
  const HazardRun run(town.city.build(), walk(3600.0), Hazard{},
                      {{to_tick(500.0), ShelterId(0), WorkState::kClosed, 0, "inspection"}});
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(300.0));
  EXPECT_EQ(run.facts().refused_at[1], to_tick(900.0));
  EXPECT_EQ(run.outcome.shelters.admitted[0], 1);
}

TEST(Feed, AWorkThatOpensAgainTakesPeopleAgain) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("coming", 1, OnStreet{town.home, 0});
  const HazardRun run(town.city.build(), walk(3600.0), Hazard{},
                      {{to_tick(100.0), ShelterId(0), WorkState::kClosed, 0, ""},
                       {to_tick(800.0), ShelterId(0), WorkState::kOpen, 0, ""}});
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(900.0));
}

TEST(Feed, ALimitedWorkTakesNoMoreAndTurnsNobodyOut) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("inside", 3, OnStreet{town.home, 600'000});
  town.city.origin("coming", 1, OnStreet{town.home, 0});
  const HazardRun run(town.city.build(), walk(3600.0), Hazard{},
                      {{to_tick(500.0), ShelterId(0), WorkState::kLimited, 2, ""}});
  EXPECT_EQ(run.outcome.shelters.admitted[0], 3);
  EXPECT_EQ(run.facts().refused_at[3], to_tick(900.0));
}

// One person each 10 s passes; the doors close at 235 s, with the queue outside.
TEST(Doors, CloseWithAQueueOutside) {
  CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 200'000);
  builder.origin("o", 10, OnStreet{street, 0});
  builder.work("w", 100);
  builder.door(OnStreet{street, 200'000}, 0.0, 0.1 / 1.3);
  Scenario scenario = walk(3600.0);
  scenario.doors.close_at = to_tick(235.0);
  const HazardRun run(builder.build(), scenario, Hazard{});
  EXPECT_EQ(run.outcome.shelters.admitted[0], 4);  // at 200, 210, 220 and 230 s
  for (std::size_t p = 4; p < 10; ++p) {
    EXPECT_EQ(run.facts().refused_at[p], to_tick(235.0));
  }
}

TEST(Doors, CloseAtTheFirstImpact) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("inside", 1, OnStreet{town.home, 600'000});
  town.city.origin("coming", 1, OnStreet{town.home, 0});
  const City city = town.city.build();
  Scenario scenario = walk(3600.0);
  scenario.doors.close_at_first_impact = true;
  const HazardRun run(city, scenario, one_strike(Footprint{}, {"none", 0.0, 0.0, {}}, 400.0));
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(300.0));
  EXPECT_EQ(run.facts().refused_at[1], to_tick(900.0));
}

// The only door fails at 235 s, with six people before it: they learn it then, not before.
TEST(Strike, AQueueLearnsThatItsDoorHasFailedWhenItFails) {
  CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 200'000);
  builder.origin("o", 10, OnStreet{street, 0});
  builder.work("w", 100);
  builder.door(OnStreet{street, 200'000}, 0.0, 0.1 / 1.3);  // one person each 10 s from 200 s on
  const City city = builder.build();
  Footprint footprint;
  footprint.entrances = {EntranceId(0)};
  const HazardRun run(city, walk(3600.0), one_strike(footprint, {"rubble", 0.0, 1.0, {}}, 235.0));
  EXPECT_EQ(run.outcome.shelters.admitted[0], 4) << "inside, and still sheltered";
  for (std::size_t p = 4; p < 10; ++p) {
    EXPECT_EQ(run.facts().lost_at[p], to_tick(235.0));
  }
}

// The first wave sends somebody round; the second blocks the nearer door. Whoever comes to that
// door must be sent to the other one, although ways to the shelter have been found before.
TEST(Strike, ADoorThatFailsLaterIsNotLedToAnyMore) {
  CityBuilder builder;
  const std::size_t a = builder.node();
  const std::size_t b = builder.node();
  const std::size_t c = builder.node();
  const std::size_t home = builder.street(a, b, 1'000'000);
  const std::size_t direct = builder.street(b, c, 100'000);
  builder.street(b, c, 200'000);
  const std::size_t last = builder.street(c, builder.node(), 200'000);
  builder.origin("first", 1, OnStreet{home, 900'000});
  builder.origin("second", 1, OnStreet{home, 0});
  builder.work("w", 10);
  builder.door(OnStreet{last, 100'000}, 0.0, kWideDoor);
  builder.door(OnStreet{last, 200'000}, 0.0, kWideDoor);
  const City city = builder.build();
  Hazard hazard = one_strike(on_street(city, direct), {"rubble", 1.0, 1.0, {}}, 10.0);
  Footprint door;
  door.entrances = {EntranceId(0)};
  hazard.attack->strikes.push_back({"later", {door}});
  hazard.attack->waves.push_back({to_tick(900.0), {1}, std::nullopt});
  const HazardRun run(city, walk(3600.0), hazard);
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(100.5 + 200.0 + 100.0));
  EXPECT_EQ(run.facts().arrived_at[1], to_tick(1000.5 + 200.0 + 200.0));
  EXPECT_TRUE(run.facts().blocked_at[1].is_never());
}

// Nowhere is open any more, and every street is: that is no lack of ways.
TEST(News, WhoHearsThatAllDoorsAreClosedIsTurnedAwayAndNotBlocked) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("o", 1, OnStreet{town.home, 0});
  Scenario scenario = walk(3600.0);
  scenario.doors.close_at = to_tick(300.0);
  scenario.information.live_share = 1.0;
  const HazardRun run(town.city.build(), scenario, Hazard{});
  EXPECT_EQ(run.facts().refused_at[0], to_tick(700.0)) << "at the first street end";
  EXPECT_TRUE(run.facts().blocked_at[0].is_never());
}

TEST(News, WhoWaitsForAPlaceGoesOnWhenAWorkOpensAgain) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("o", 1, OnStreet{town.home, 0});
  Scenario scenario = walk(3600.0);
  scenario.information.live_share = 1.0;
  const HazardRun run(town.city.build(), scenario, Hazard{},
                      {{to_tick(100.0), ShelterId(0), WorkState::kClosed, 0, ""},
                       {to_tick(1000.0), ShelterId(0), WorkState::kOpen, 0, ""}});
  EXPECT_EQ(run.facts().refused_at[0], to_tick(700.0));
  // Published at 1,020 s.
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(1020.5 + 200.0));
}

// The street that they came by is closed for good, too; it is not where they want to go.
TEST(Strike, WhoIsStrandedGoesOnEvenIfTheStreetBehindThemIsClosed) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("o", 1, OnStreet{town.home, 0});
  const City city = town.city.build();
  Hazard hazard = one_strike(on_street(city, town.middle), {"rubble", 1.0, 0.0, 1000.0}, 300.0);
  hazard.attack->effects.push_back({"for good", 1.0, 0.0, std::nullopt});
  Footprint behind = on_street(city, town.home);
  behind.effects = 1;
  hazard.attack->strikes.push_back({"behind", {behind}});
  hazard.attack->waves.push_back({to_tick(800.0), {1}, std::nullopt});
  const HazardRun run(city, walk(3600.0), hazard);
  EXPECT_EQ(run.facts().blocked_at[0], to_tick(700.0));
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(1320.5 + 200.0));
}

TEST(Feed, RowsOfOneTimeCountInTheirOrderAndLimitsAreNoGifts) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("o", 5, OnStreet{town.home, 0});
  const City city = town.city.build();
  const HazardRun reopened(city, walk(3600.0), Hazard{},
                           {{to_tick(60.0), ShelterId(0), WorkState::kClosed, 0, ""},
                            {to_tick(60.0), ShelterId(0), WorkState::kOpen, 0, ""}});
  EXPECT_EQ(reopened.outcome.shelters.admitted[0], 5);
  const HazardRun limited(city, walk(3600.0), Hazard{},
                          {{to_tick(60.0), ShelterId(0), WorkState::kClosed, 0, ""},
                           {to_tick(120.0), ShelterId(0), WorkState::kLimited, 2, ""}});
  EXPECT_EQ(limited.outcome.shelters.admitted[0], 2) << "a limited work is open";
  const HazardRun restored(city, walk(3600.0), Hazard{},
                           {{to_tick(60.0), ShelterId(0), WorkState::kLimited, 0, ""},
                            {to_tick(120.0), ShelterId(0), WorkState::kOpen, 0, ""}});
  EXPECT_EQ(restored.outcome.shelters.admitted[0], 5);
}

TEST(Strike, WhatLiesBeforeTheAlarmIsKnownWhenItSounds) {
  CityBuilder builder;
  const std::size_t street = builder.street(builder.node(), builder.node(), 300'000);
  builder.origin("o", 1, OnStreet{street, 0});
  builder.work("ruin", 10);
  builder.door(OnStreet{street, 100'000}, 0.0, kWideDoor);
  builder.work("ruin too", 10);
  builder.door(OnStreet{street, 150'000}, 0.0, kWideDoor);
  builder.work("whole", 10);
  builder.door(OnStreet{street, 300'000}, 0.0, kWideDoor);
  const City city = builder.build();
  Footprint footprint;
  footprint.works = {WorkId(0), WorkId(1)};
  footprint.work_lost = {1.0F, 1.0F};
  Scenario scenario = walk(3600.0);
  scenario.hazard.alarm_at = to_tick(600.0);
  scenario.redirection.interval = 3600.0;
  const HazardRun run(city, scenario, one_strike(footprint, {"ruin", 0.0, 0.0, {}}, 0.0));
  EXPECT_EQ(run.facts().lost_at[0], to_tick(100.0));
  EXPECT_EQ(run.facts().arrived_at[0], to_tick(300.0)) << "not by way of the other ruin";
}

TEST(News, WhoHearsOfAClosureTurnsBeforeTheyComeToIt) {
  // Two ways from b: over the bridge (300 m), or round by d (500 m). Those who walk to the bridge
  // and back lose the 200 m to it twice.
  const auto arrival = [](double live_share) {
    CityBuilder builder;
    const std::size_t a = builder.node();
    const std::size_t b = builder.node();
    const std::size_t c = builder.node();
    const std::size_t e = builder.node();
    const std::size_t home = builder.street(a, b, 100'000);
    builder.street(b, c, 200'000);
    const std::size_t bridge = builder.street(c, e, 100'000);
    builder.street(b, e, 500'000);
    const std::size_t last = builder.street(e, builder.node(), 100'000);
    builder.origin("o", 1, OnStreet{home, 0});
    builder.work("w", 10);
    builder.door(OnStreet{last, 100'000}, 0.0, kWideDoor);
    const City city = builder.build();
    Scenario scenario = walk(3600.0);
    scenario.information.live_share = live_share;
    const HazardRun run(city, scenario,
                        one_strike(on_street(city, bridge), {"rubble", 1.0, 0.0, {}}, 30.0));
    return run.facts().arrived_at[0];
  };
  EXPECT_EQ(arrival(1.0), to_tick(100.5 + 500.0 + 100.0));
  EXPECT_EQ(arrival(0.0), to_tick(300.5 + 200.0 + 500.0 + 100.0));
}

TEST(AtRisk, OnlyThoseWhoseHomeGetsWetGo) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("wet", 2, OnStreet{town.home, 600'000});
  town.city.origin("dry", 5, OnStreet{town.home, 0});
  const City city = town.city.build();
  Hazard hazard;
  hazard.flood = flood_at({0.0, 100.0});
  hazard.flood->origins = water_on({0}, {0, 100});
  Scenario scenario = walk(3600.0);
  scenario.flood.only_at_risk = true;
  const HazardRun run(city, scenario, hazard);
  EXPECT_EQ(run.parties.total_persons(), 2);
}

TEST(Exposure, CountsPeopleWhereTheyAreAtTheImpact) {
  ThreeStreets town(700'000, 100'000);
  town.city.origin("inside", 3, OnStreet{town.home, 600'000});
  town.city.origin("walking", 2, OnStreet{town.home, 0});
  const City city = town.city.build();
  Footprint footprint = on_street(city, town.home);
  footprint.works = {WorkId(0)};
  footprint.work_lost = {0.0F};
  footprint.origins = {OriginId(0), OriginId(1)};
  const HazardRun run(city, walk(3600.0), one_strike(footprint, {"blast", 0.0, 0.0, {}}, 400.0));
  ASSERT_EQ(run.outcome.exposures.size(), 1U);
  EXPECT_EQ(run.outcome.exposures[0].sheltered, 3);
  EXPECT_EQ(run.outcome.exposures[0].on_street, 2);
  EXPECT_EQ(run.outcome.exposures[0].at_home, 0);
}

}  // namespace
}  // namespace yanbi::test
