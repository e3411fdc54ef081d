// SPDX-License-Identifier: Apache-2.0
#include "outputs/scores.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

/// A street of two pieces (100 m and 200 m), with two shelters, and six parties whose story is told
/// by `told()`. Zones: A holds origins 0 and 1 and shelter 0; B the others.
struct Town {
  Town() {
    city.name = "Two streets";
    city.network = make_network();
    city.origins.key = {"o0", "o1", "o2", "o3"};
    city.origins.position = {LinkPosition{LinkId(0), 0}, LinkPosition{LinkId(0), 50'000},
                             std::nullopt, LinkPosition{LinkId(2), 0}};
    city.populations.push_back({"night", "", {5, 4, 2, 7}, {1.0}});
    city.geographies = {make_geography("district", {"A", "B"}, {0, 0, 1, 1}, {0, 1}),
                        make_geography("grid", {"cell"}, {0, 0, 0, 0}, {0, 0})};
    parties.origin = {OriginId(0), OriginId(0), OriginId(1), OriginId(2), OriginId(3), OriginId(3)};
    parties.persons = {3, 2, 4, 2, 1, 6};
    shelters.work = {WorkId(0), WorkId(1)};
    shelters.places = {5, 10};
    shelters.first_entrance = {0, 1, 2};
    make_plan_by_hand();
    scenario.name = "story";
    scenario.population = "night";
    scenario.run.seed = 42;
    scenario.run.deadlines = {Tick{600}, Tick{1200}};
    scenario.run.horizon = Tick{1800};
    scenario.output.curve_interval = 50.0;
  }

  static RoadNetwork make_network() {
    LinkColumns links;
    links.tail = {NodeId(0), NodeId(1), NodeId(1), NodeId(2)};
    links.head = {NodeId(1), NodeId(0), NodeId(2), NodeId(1)};
    links.length_mm = {100'000, 100'000, 200'000, 200'000};
    links.width = {3.0F, 3.0F, 3.0F, 3.0F};
    links.form.assign(4, WayForm::kFlat);
    links.opposite = {LinkId(1), LinkId(0), LinkId(3), LinkId(2)};
    links.street = {0, 0, 1, 1};
    StreetColumns streets;
    streets.source_id = {1, 2};
    streets.first_vertex = {0, 2, 4};
    streets.x = {0.0, 100.0, 100.0, 300.0};
    streets.y = {0.0, 0.0, 0.0, 0.0};
    return RoadNetwork({0.0, 100.0, 300.0}, {0.0, 0.0, 0.0}, std::move(links), std::move(streets));
  }

  static Geography make_geography(const std::string& name, const std::vector<std::string>& keys,
                                  const std::vector<int>& origins, const std::vector<int>& works) {
    Geography geography;
    geography.name = name;
    geography.key = keys;
    geography.label = keys;
    for (const int zone : origins) {
      geography.zone_of_origin.emplace_back(zone);
    }
    for (const int zone : works) {
      geography.zone_of_work.emplace_back(zone);
    }
    return geography;
  }

  void make_plan_by_hand() {
    const std::vector<LinkId> first = {LinkId(0)};
    const std::vector<LinkId> second = {LinkId(2)};
    const RouteId from_0 = plan.routes.add({first, 0, 80'000, 5'000, 1'000, EntranceId(0)});
    const RouteId from_1 = plan.routes.add({first, 50'000, 80'000, 0, 1'000, EntranceId(0)});
    const RouteId from_3 = plan.routes.add({second, 0, 150'000, 2'000, 0, EntranceId(1)});
    plan.shelter = {ShelterId(0), ShelterId(0), ShelterId(0), {}, ShelterId(1), {}};
    plan.route = {from_0, from_0, from_1, {}, from_3, {}};
  }

  /// Party 0 is in at 50 s; 1 starts late and is in at 95 s; 2 is held up, refused at 90 s by the
  /// shelter that is full by then (the doors' order is not the point here), and in elsewhere at
  /// 160 s; 3 has no street; 4 is not warned; 5 has no place.
  static Outcome told() {
    const Tick never = Tick::never();
    Outcome outcome;
    PartyFacts& facts = outcome.parties;
    facts.warned_at = {Tick{0}, Tick{0}, Tick{0}, Tick{0}, never, Tick{0}};
    facts.complies = {1, 1, 1, 1, 1, 1};
    facts.departed_at = {Tick{0}, Tick{550}, Tick{100}, never, never, never};
    facts.refused_at = {never, never, Tick{900}, never, never, never};
    facts.refusals = {0, 0, 1, 0, 0, 0};
    facts.arrived_at = {Tick{500}, Tick{950}, Tick{1600}, never, never, never};
    facts.shelter = {ShelterId(0), ShelterId(0), ShelterId(1), {}, {}, {}};
    facts.free_flow = {Tick{500}, Tick{400}, Tick{300}, never, Tick{200}, never};
    outcome.at_deadline.assign(2, {std::vector<std::uint32_t>(6),
                                   std::vector<std::uint32_t>(6),
                                   {},
                                   std::vector<std::uint16_t>(6)});
    outcome.at_deadline[0].congestion[2] = 9;
    outcome.at_deadline[1].congestion[2] = 9;
    outcome.arrivals = {{Tick{500}, PartyId(0), ShelterId(0), 3},
                        {Tick{950}, PartyId(1), ShelterId(0), 2},
                        {Tick{1600}, PartyId(2), ShelterId(1), 4}};
    outcome.shelters.admitted = {5, 4};
    outcome.links.volume = {1, 2, 3, 4};
    outcome.state_hash = 77;
    outcome.diagnostics.redirections = 1;
    return outcome;
  }

  SimulationInput input() const {
    return {city.network, city.origins, parties, shelters, plan, scenario};
  }
  RunScores score(const Outcome& outcome) const { return score_run(city, input(), 3, outcome); }

  City city;
  Parties parties;
  Shelters shelters;
  Plan plan;
  Scenario scenario;
};

std::int64_t persons(const ZoneScores& scores, std::size_t deadline, std::size_t zone,
                     Cause cause) {
  const std::size_t cell = deadline * scores.population.size() + zone;
  return scores.unsheltered[cell * kCauseCount + static_cast<std::size_t>(cause)];
}

/// What a failing score says.
std::string message_of(const Town& town, const Outcome& outcome) {
  try {
    (void)town.score(outcome);
  } catch (const InternalError& error) {
    return error.what();
  }
  return "no error";
}

TEST(CurveTimes, ReachFromTheAlarmToTheHorizon) {
  Scenario scenario;
  scenario.output.curve_interval = 10.0;
  scenario.run.horizon = Tick{250};
  EXPECT_THAT(curve_times(scenario), ElementsAre(Tick{0}, Tick{100}, Tick{200}, Tick{250}));
  scenario.run.horizon = Tick{200};
  EXPECT_THAT(curve_times(scenario), ElementsAre(Tick{0}, Tick{100}, Tick{200}));
}

TEST(ScoreRun, CountsPeopleShelteredByZoneAndDeadline) {
  const Town town;
  const RunScores scores = town.score(Town::told());
  const ZoneScores& district = scores.geographies[0];
  EXPECT_EQ(district.geography, "district");
  EXPECT_THAT(district.population, ElementsAre(9, 9));
  EXPECT_THAT(district.sheltered, ElementsAre(3, 0, 5, 0));
  EXPECT_THAT(scores.geographies[1].population, ElementsAre(18));
  EXPECT_THAT(scores.geographies[1].sheltered, ElementsAre(3, 5));
}

TEST(ScoreRun, CountsPeopleWhomThePlanSendsToEachShelter) {
  const Town town;
  EXPECT_THAT(town.score(Town::told()).assigned, ElementsAre(9, 1));
}

TEST(ScoreRun, GivesEveryoneElseOneCause) {
  const Town town;
  const ZoneScores district = town.score(Town::told()).geographies[0];
  EXPECT_EQ(persons(district, 0, 0, Cause::kLateStart), 2);
  EXPECT_EQ(persons(district, 0, 0, Cause::kCongestion), 4);
  EXPECT_EQ(persons(district, 1, 0, Cause::kTurnedAway), 4);
  for (const std::size_t deadline : {0U, 1U}) {
    EXPECT_EQ(persons(district, deadline, 1, Cause::kOffNetwork), 2);
    EXPECT_EQ(persons(district, deadline, 1, Cause::kNotWarned), 1);
    EXPECT_EQ(persons(district, deadline, 1, Cause::kUnplaced), 6);
  }
  std::int64_t outside = 0;
  for (const std::int64_t count : district.unsheltered) {
    outside += count;
  }
  EXPECT_EQ(outside, 6 + 9 + 4 + 9);
}

TEST(ScoreRun, MakesArrivalCurves) {
  const Town town;
  const RunScores scores = town.score(Town::told());
  EXPECT_THAT(scores.geographies[0].curve, ElementsAre(0, 0, 3, 0, 5, 0, 5, 0, 9, 0));
  EXPECT_THAT(scores.geographies[1].curve, ElementsAre(0, 3, 5, 5, 9));
}

TEST(ScoreRun, TimesWhenSharesOfThoseInWereIn) {
  const Town town;
  const ZoneScores district = town.score(Town::told()).geographies[0];
  EXPECT_EQ(district.t50[0], 95.0);
  EXPECT_EQ(district.t90[0], 160.0);
  EXPECT_EQ(district.t95[0], 160.0);
  EXPECT_TRUE(std::isnan(district.t50[1]));
}

TEST(ScoreRun, WeighsWalksByPersons) {
  const Town town;
  const ZoneScores district = town.score(Town::told()).geographies[0];
  EXPECT_DOUBLE_EQ(district.mean_walk[0], (5 * 86.0 + 4 * 31.0) / 9);
  EXPECT_DOUBLE_EQ(district.p95_walk[0], 86.0);
  EXPECT_DOUBLE_EQ(district.mean_walk[1], 152.0);  // those without a place do not count
  const ZoneScores grid = town.score(Town::told()).geographies[1];
  EXPECT_DOUBLE_EQ(grid.p95_walk[0], 152.0);
}

TEST(ScoreRun, HasNoWalkWhereNobodyIsAssigned) {
  Town town;
  town.plan.shelter[4] = {};
  town.plan.route[4] = {};
  Outcome outcome = Town::told();
  outcome.parties.free_flow[4] = Tick::never();
  const ZoneScores district = town.score(outcome).geographies[0];
  EXPECT_TRUE(std::isnan(district.mean_walk[1]));
  EXPECT_TRUE(std::isnan(district.p95_walk[1]));
}

TEST(ScoreRun, CountsNoPlacesThatNoStreetReaches) {
  Town town;
  town.shelters.first_entrance = {0, 1, 1};
  EXPECT_THAT(town.score(Town::told()).geographies[0].places, ElementsAre(5, 0));
}

TEST(ScoreRun, TellsWhoWasServedElsewhere) {
  const Town town;
  const RunScores scores = town.score(Town::told());
  EXPECT_THAT(scores.geographies[0].places, ElementsAre(5, 10));
  EXPECT_THAT(scores.geographies[0].served_in_other_zones, ElementsAre(4, 0));
  EXPECT_THAT(scores.geographies[0].served_from_other_zones, ElementsAre(0, 4));
  EXPECT_THAT(scores.geographies[1].served_from_other_zones, Each(0));
}

TEST(ScoreRun, CountsOccupancyAndLinksOnRequest) {
  Town town;
  const RunScores without = town.score(Town::told());
  EXPECT_TRUE(without.occupancy.empty());
  EXPECT_TRUE(without.links.volume.empty());
  town.scenario.output.occupancy = true;
  town.scenario.output.links = true;
  const RunScores with = town.score(Town::told());
  EXPECT_THAT(with.occupancy, ElementsAre(0, 0, 3, 0, 5, 0, 5, 0, 5, 4));
  EXPECT_THAT(with.links.volume, ElementsAre(1, 2, 3, 4));
}

TEST(ScoreRun, KeepsWhatIdentifiesTheRun) {
  const Town town;
  const RunScores scores = town.score(Town::told());
  EXPECT_EQ(scores.replicate, 3U);
  EXPECT_EQ(scores.seed, 42U);
  EXPECT_EQ(scores.state_hash, 77U);
  EXPECT_EQ(scores.diagnostics.redirections, 1U);
  EXPECT_THAT(scores.shelters.admitted, ElementsAre(5, 4));
}

TEST(ScoreRun, CountsThePartOfASplitPartyThatIsInside) {
  const Town town;
  Outcome outcome = Town::told();
  outcome.at_deadline[1].persons_inside[2] = 1;
  outcome.arrivals = {{Tick{500}, PartyId(0), ShelterId(0), 3},
                      {Tick{950}, PartyId(1), ShelterId(0), 2},
                      {Tick{1100}, PartyId(2), ShelterId(0), 1},
                      {Tick{1600}, PartyId(2), ShelterId(1), 3}};
  const ZoneScores district = town.score(outcome).geographies[0];
  EXPECT_THAT(district.sheltered, ElementsAre(3, 0, 6, 0));
  EXPECT_EQ(persons(district, 1, 0, Cause::kTurnedAway), 3);
}

/// As told, but the shelter of party 0 is lost at 70 s: it gets into the other at 170 s.
Outcome driven_out() {
  Outcome outcome = Town::told();
  const Tick never = Tick::never();
  PartyFacts& facts = outcome.parties;
  facts.arrived_at[0] = Tick{1700};
  facts.shelter[0] = ShelterId(1);
  facts.lost_at.assign(6, never);
  facts.lost_at[0] = Tick{700};
  facts.blocked_at.assign(6, never);
  facts.caught_at.assign(6, never);
  facts.caught_on.resize(6);
  for (DelaysAtDeadline& delays : outcome.at_deadline) {
    delays.hazard.resize(6);
  }
  outcome.at_deadline[0].persons_inside[0] = 3;
  outcome.arrivals = {{Tick{500}, PartyId(0), ShelterId(0), 3},
                      {Tick{700}, PartyId(0), ShelterId(0), -3},
                      {Tick{950}, PartyId(1), ShelterId(0), 2},
                      {Tick{1600}, PartyId(2), ShelterId(1), 4},
                      {Tick{1700}, PartyId(0), ShelterId(1), 3}};
  return outcome;
}

TEST(ScoreRun, CountsWhoIsInsideAShelterThatIsLostLater) {
  const Town town;
  const Outcome outcome = driven_out();
  const ZoneScores district = town.score(outcome).geographies[0];
  EXPECT_THAT(district.sheltered, ElementsAre(3, 0, 2, 0));
  EXPECT_EQ(persons(district, 1, 0, Cause::kShelterLost), 3);
  EXPECT_THAT(district.served_in_other_zones, ElementsAre(7, 0));
  EXPECT_EQ(cause_of(town.input(), outcome, PartyId(0), 0), std::nullopt);
  EXPECT_EQ(conditions_of(town.input(), outcome, PartyId(0), 0), 0);
  EXPECT_EQ(cause_of(town.input(), outcome, PartyId(0), 1), Cause::kShelterLost);
}

// 9 are in at the end. 3 are in from 50 s to 70 s, 2 from 95 s on, 6 from 160 s on.
TEST(ScoreRun, TimesOfClearanceAreThoseAfterWhichSoManyStayIn) {
  const Town town;
  Outcome outcome = driven_out();
  EXPECT_EQ(town.score(outcome).geographies[0].t50[0], 160.0);
  EXPECT_EQ(town.score(outcome).geographies[0].t90[0], 170.0);
  // All are driven out: nobody is in at the end.
  outcome.arrivals = {{Tick{500}, PartyId(0), ShelterId(0), 3},
                      {Tick{700}, PartyId(0), ShelterId(0), -3}};
  outcome.parties.refused_at[1] = Tick{950};
  for (std::size_t p = 0; p < 3; ++p) {
    outcome.parties.arrived_at[p] = Tick::never();
    outcome.parties.shelter[p] = ShelterId();
  }
  EXPECT_TRUE(std::isnan(town.score(outcome).geographies[0].t50[0]));
}

TEST(ScoreRun, StopsWhenPeopleDoNotAddUp) {
  Town town;
  town.parties.persons[5] = 5;
  EXPECT_THAT(message_of(town, Town::told()),
              testing::AllOf(HasSubstr("do not add up"), HasSubstr("district 'B' at 60 s"),
                             HasSubstr("but 9 people")));
}

TEST(ScoreRun, StopsWhenArrivalsTellAnotherStory) {
  const Town town;
  Outcome outcome = Town::told();
  outcome.arrivals[1].persons = 1;
  EXPECT_THAT(message_of(town, outcome), HasSubstr("disagree in district 'A' at 120 s"));
}

TEST(ScoreRun, StopsWhenAWholePartyIsInsideWithoutHavingArrived) {
  const Town town;
  Outcome outcome = Town::told();
  outcome.at_deadline[0].persons_inside[2] = 4;
  EXPECT_THAT(message_of(town, outcome), HasSubstr("without having arrived"));
}

TEST(ScoreRun, StopsWhenThePopulationIsNotTheCitys) {
  Town town;
  town.scenario.population = "day";
  EXPECT_THAT(message_of(town, Town::told()), HasSubstr("'day'"));
}

}  // namespace
}  // namespace yanbi
