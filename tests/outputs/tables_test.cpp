// SPDX-License-Identifier: Apache-2.0
#include "outputs/tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <limits>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

Spread certain(double value) { return {value, kNaN, kNaN, value, value}; }

std::vector<double> causes(std::initializer_list<std::pair<Cause, double>> persons) {
  std::vector<double> all(kCauseCount, 0.0);
  for (const auto& [cause, count] : persons) {
    all[static_cast<std::size_t>(cause)] = count;
  }
  return all;
}

/// Two districts with people, one without, two deadlines.
ScoreView small_view() {
  ZoneView west;
  west.key = "370303";
  west.label = "张店区";
  west.population = 8000;
  west.coverage = {certain(0.25), certain(0.5)};
  west.sheltered = {2000, 4000};
  west.unsheltered = {causes({{Cause::kLateStart, 6000}}), causes({{Cause::kTooFar, 400},
                                                                   {Cause::kLateStart, 1200},
                                                                   {Cause::kTurnedAway, 2398},
                                                                   {Cause::kOffNetwork, 2}})};
  west.places = 4500;
  west.t50 = 301.5;
  ZoneView east = west;
  east.key = "E";
  east.label = "";
  east.population = 2000;
  east.coverage = {certain(0.0), certain(1.0)};
  east.sheltered = {0, 2000};
  east.unsheltered = {causes({{Cause::kLateStart, 2000}}), causes({})};
  east.places = 2500;
  ZoneView empty;
  empty.key = "lake";
  empty.coverage = {certain(kNaN), certain(kNaN)};
  empty.sheltered = {0, 0};
  empty.unsheltered = {causes({}), causes({})};
  empty.places = 0;
  ZoneView all = west;
  all.key.clear();
  all.label.clear();
  all.population = 10000;
  all.coverage = {certain(0.2), certain(0.6)};
  all.sheltered = {2000, 6000};
  all.unsheltered[0] = causes({{Cause::kLateStart, 8000}});
  all.places = 7000;
  all.t50.reset();

  ScoreView view;
  view.city = "Zibo";
  view.scenario = "night alarm";
  view.layout = "approved";
  view.population = "night";
  view.replicates = 1;
  view.seed = 7;
  view.state_hashes = {"00000000000000ff"};
  view.deadlines = {300.0, 600.0};
  view.causes.assign(kCauseNames.begin(), kCauseNames.end());
  view.geographies = {{"district", {west, east, empty}, all, 0.125}};
  return view;
}

TEST(DurationText, IsShortAndExact) {
  EXPECT_EQ(duration_text(300.0), "5 min");
  EXPECT_EQ(duration_text(90.0), "90 s");
  EXPECT_EQ(duration_text(12.5), "12.5 s");
  EXPECT_EQ(duration_text(3600.0), "1 h");
  EXPECT_EQ(duration_text(5400.0), "1.5 h");
  EXPECT_EQ(duration_text(1800.0), "30 min");
  EXPECT_EQ(duration_text(0.0), "0 s");
}

TEST(CauseMeaning, IsKnownForEveryCause) {
  for (const char* cause : kCauseNames) {
    EXPECT_NE(cause_meaning(cause), cause);
  }
  EXPECT_EQ(cause_meaning("new_cause"), "new_cause");
}

TEST(ScoreTable, ReadsAsAPlannerWouldSayIt) {
  EXPECT_EQ(score_table(small_view()),
            R"(Zibo: scenario 'night alarm', layout 'approved', population 'night'

2,000 of 10,000 people (20.0 %) are in a shelter 5 min after the alarm.
6,000 of 10,000 people (60.0 %) are in a shelter 10 min after the alarm.

Why the others are not in by 10 min (one cause each)

cause        people    share  meaning
----------------------------------------------------------------------------------------------------
turned away   2,398   24.0 %  turned away at the door of a full or closed shelter
late start    1,200   12.0 %  in time from their warning, but not from when they set out
too far         400    4.0 %  too far at their own speed, even leaving at the alarm on empty streets
off network       2  < 0.1 %  no street near enough to their home, or none that leads anywhere

By district

district  people  places  in by 5 min  in by 10 min  most frequent causes at 10 min
---------------------------------------------------------------------------------------------------------
张店区     8,000   4,500       25.0 %        50.0 %  turned away 30.0 %, late start 15.0 %, too far 5.0 %
E          2,000   2,500        0.0 %       100.0 %
---------------------------------------------------------------------------------------------------------
all       10,000   7,000       20.0 %        60.0 %  turned away 24.0 %, late start 12.0 %, too far 4.0 %

People inside a usable shelter, as a share of all people of the zone, wherever the shelter is.
Places are those of the shelters in the zone that a street reaches.
Not shown: 1 zone without people.
)");
}

TEST(ScoreTable, SaysWhenTheCityIsMadeUp) {
  ScoreView view = small_view();
  EXPECT_THAT(score_table(view), Not(HasSubstr("Synthetic")));
  view.synthetic = true;
  EXPECT_THAT(score_table(view),
              EndsWith("Synthetic data: this city is made up, and so are its figures.\n"));
}

TEST(ScoreTable, GivesIntervalsWithReplicates) {
  ScoreView view = small_view();
  view.replicates = 20;
  view.geographies[0].all.coverage[1] = {0.6, 0.5912, 0.6088, 0.58, 0.62};
  view.geographies[0].zones[0].coverage[1] = {0.5, 0.49, 0.51, 0.48, 0.52};
  const std::string text = score_table(view);
  EXPECT_THAT(text, HasSubstr("mean of 20 replicates"));
  EXPECT_THAT(text, HasSubstr("10 min after the alarm; 95 % interval of the mean 59.1 to 60.9 %."));
  EXPECT_THAT(text, Not(HasSubstr("49.0 to 51.0 %")));
  ScoreTableOptions options;
  options.intervals = true;
  EXPECT_THAT(score_table(view, options), HasSubstr("50.0 % (49.0 to 51.0 %)"));
}

TEST(ScoreTable, NeverRoundsSomebodyAwayOrEverybodyIn) {
  ScoreView view = small_view();
  view.geographies[0].zones[0].coverage = {certain(0.0004), certain(0.9996)};
  const std::string text = score_table(view);
  EXPECT_THAT(text, HasSubstr("< 0.1 %"));
  EXPECT_THAT(text, HasSubstr("> 99.9 %"));
}

TEST(ScoreTable, NamesAsManyCausesAsAsked) {
  ScoreTableOptions options;
  options.most_causes = 1;
  EXPECT_THAT(score_table(small_view(), options), HasSubstr("turned away 30.0 %\n"));
}

TEST(ScoreTable, SaysWhenEverybodyIsIn) {
  ScoreView view = small_view();
  view.geographies[0].all.unsheltered[1] = causes({});
  EXPECT_THAT(score_table(view), HasSubstr("Everybody is in a shelter by 10 min."));
}

TEST(ScoreTable, WritesMarkdown) {
  ScoreTableOptions options;
  options.style = TableStyle::kMarkdown;
  const std::string text = score_table(small_view(), options);
  EXPECT_THAT(text, testing::StartsWith("### Zibo: scenario 'night alarm'"));
  EXPECT_THAT(text, HasSubstr("\n- 6,000 of 10,000 people (60.0 %)"));
  EXPECT_THAT(text, HasSubstr("\n**By district**\n\n| district | people | places |"));
  EXPECT_THAT(text, HasSubstr("\n| 张店区 | 8,000 | 4,500 | 25.0 % | 50.0 % | turned away 30.0 %"));
  EXPECT_THAT(text, HasSubstr("\n| **all** | 10,000 |"));
}

TEST(ScoreTable, ShowsTheGeographyAskedFor) {
  ScoreView view = small_view();
  view.geographies.push_back(view.geographies[0]);
  view.geographies[1].name = "grid";
  ScoreTableOptions options;
  options.geography = "grid";
  EXPECT_THAT(score_table(view, options), HasSubstr("\nBy grid\n"));
  options.geography = "ward";
  EXPECT_THROW((void)score_table(view, options), InternalError);
}

/// The same with a flood, 30,000 people who stay at home, and a wave of strikes.
ScoreView view_with_hazards() {
  ScoreView view = small_view();
  view.only_at_risk = true;
  ZoneView& all = view.geographies[0].all;
  all.not_at_risk = 30000;
  all.at_risk = 10000;
  all.inside_before_water = 5500.0;
  all.water_arrival = 1500.0;
  all.caught = 12.0;
  HazardView hazard;
  hazard.name = "Dam break";
  hazard.caught = 12.0;
  hazard.lost_shelters = 1.5;
  hazard.lost_persons = 80.0;
  hazard.sent_on = 1240.0;
  hazard.exposures = {{120.0, "near", 10.0, 20.0, 30.0}, {120.0, "far", 0.0, 0.0, 0.0}};
  view.hazard = hazard;
  return view;
}

TEST(ScoreTable, SaysWhatHazardsDidAndWhoIsCounted) {
  const std::string text = score_table(view_with_hazards());
  EXPECT_THAT(text, HasSubstr("6,000 of 10,000 people at risk (60.0 %) are in a shelter"));
  EXPECT_THAT(text, HasSubstr(R"(
Hazard: Dam break

30,000 people stay, since no water reaches their home; they are not counted.
10,000 people live where water comes, the first 25 min after the alarm; 5,500 of them are in a shelter before it reaches their home.
12 people are caught by the water on their way.
1.5 shelters are lost with 80 people inside; 1,240 leave shelters that empty.
Within 'near' of the strikes at 2 min: 30 in shelters, 20 on the street, 10 at home.

By district
)"));
  EXPECT_THAT(text, HasSubstr("as a share of all people at risk of the zone"));
  EXPECT_THAT(text, Not(HasSubstr("'far'")));
}

TEST(ScoreTable, SaysWhenTheHazardIsMadeUp) {
  ScoreView view = view_with_hazards();
  view.hazard->synthetic = true;
  EXPECT_THAT(score_table(view),
              EndsWith("Synthetic data: this hazard is made up, and so are its figures.\n"));
}

TEST(ScoreJson, HoldsWhatHazardsDid) {
  const nlohmann::json document = nlohmann::json::parse(score_json(view_with_hazards()));
  EXPECT_EQ(document.at("only_at_risk"), true);
  const nlohmann::json& hazard = document.at("hazard");
  EXPECT_EQ(hazard.at("name"), "Dam break");
  EXPECT_EQ(hazard.at("sent_on"), 1240.0);
  EXPECT_EQ(hazard.at("exposure").at(0).at("effects"), "near");
  EXPECT_EQ(hazard.at("exposure").at(0).at("at_home"), 10.0);
  const nlohmann::json& all = document.at("geographies").at(0).at("all");
  EXPECT_EQ(all.at("not_at_risk"), 30000);
  EXPECT_EQ(all.at("water_arrival_s"), 1500.0);
  EXPECT_TRUE(nlohmann::json::parse(score_json(small_view())).at("hazard").is_null());
}

TEST(ScoreJson, HoldsTheDocumentedKeys) {
  const nlohmann::json document = nlohmann::json::parse(score_json(small_view()));
  EXPECT_EQ(document.at("city"), "Zibo");
  EXPECT_EQ(document.at("layout"), "approved");
  EXPECT_EQ(document.at("population"), "night");
  EXPECT_EQ(document.at("synthetic"), false);
  EXPECT_EQ(document.at("replicates"), 1);
  EXPECT_EQ(document.at("seed"), 7);
  EXPECT_EQ(document.at("state_hashes").at(0), "00000000000000ff");
  EXPECT_EQ(document.at("deadlines_s"), (std::vector<double>{300.0, 600.0}));
  EXPECT_EQ(document.at("causes").size(), kCauseCount);
  const nlohmann::json& district = document.at("geographies").at(0);
  EXPECT_EQ(district.at("name"), "district");
  EXPECT_EQ(district.at("gini_access"), 0.125);
  const nlohmann::json& west = district.at("zones").at(0);
  EXPECT_EQ(west.at("key"), "370303");
  EXPECT_EQ(west.at("label"), "张店区");
  EXPECT_EQ(west.at("population"), 8000);
  EXPECT_EQ(west.at("places"), 4500);
  EXPECT_EQ(west.at("sheltered").at(1), 4000.0);
  EXPECT_EQ(west.at("coverage").at(0).at("mean"), 0.25);
  EXPECT_TRUE(west.at("coverage").at(0).at("ci_low").is_null());
  EXPECT_EQ(west.at("unsheltered").at(1).at("turned_away"), 2398.0);
  EXPECT_EQ(west.at("unsheltered").at(1).at("congestion"), 0.0);
  EXPECT_EQ(west.at("t50_s"), 301.5);
  EXPECT_TRUE(west.at("mean_walk_m").is_null());
  EXPECT_EQ(district.at("all").at("population"), 10000);
  EXPECT_TRUE(district.at("all").at("t50_s").is_null());
  EXPECT_TRUE(district.at("zones").at(2).at("coverage").at(0).at("mean").is_null());
}

TEST(ScoreJson, GivesOneGeographyWhenAsked) {
  ScoreView view = small_view();
  view.geographies.push_back(view.geographies[0]);
  view.geographies[1].name = "grid";
  const nlohmann::json document = nlohmann::json::parse(score_json(view, "grid"));
  ASSERT_EQ(document.at("geographies").size(), 1U);
  EXPECT_EQ(document.at("geographies").at(0).at("name"), "grid");
}

TEST(ScoreJson, SurvivesNamesThatAreNotUtf8) {
  ScoreView view = small_view();
  view.city = "\xC4\xCF";
  EXPECT_EQ(nlohmann::json::parse(score_json(view)).at("city"), "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(ScoreCsv, HasOneRowForEachZoneAndDeadline) {
  ScoreView view = small_view();
  view.geographies[0].zones[1].label = "East, \"the\" port";
  const std::string csv = score_csv(view);
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1 + 2 * 4);
  EXPECT_THAT(csv, testing::StartsWith("geography,zone,label,deadline_s,population,sheltered,"));
  EXPECT_THAT(csv, HasSubstr("coverage_p95,off_network,not_warned,"));
  EXPECT_THAT(csv, HasSubstr("district,370303,张店区,600,8000,4000,0.5,,,0.5,0.5,2,0,0,0,0,0,0,400,"
                             "0,1200,2398,0,0,0\r\n"));
  EXPECT_THAT(csv, HasSubstr("district,E,\"East, \"\"the\"\" port\",300,2000,0,0,"));
  EXPECT_THAT(csv, HasSubstr("district,*,,600,10000,6000,0.6,"));
}

TEST(MakeGeographyView, KeepsWholePersonsWhole) {
  ZoneScores scores;
  scores.geography = "district";
  scores.population = {49, 0};
  scores.sheltered = {13, 0};
  scores.unsheltered.assign(2 * kCauseCount, 0);
  scores.unsheltered[static_cast<std::size_t>(Cause::kTooFar)] = 36;
  scores.curve = {13, 0};
  for (std::vector<double>* column :
       {&scores.t50, &scores.t90, &scores.t95, &scores.mean_walk, &scores.p95_walk}) {
    *column = {60.0, kNaN};
  }
  scores.places = {20, 5};
  scores.served_from_other_zones = {0, 0};
  scores.served_in_other_zones = {0, 0};
  scores.not_at_risk = {7, 0};
  scores.caught = {0, 0};
  RunScores run;
  run.geographies = {scores};
  const GeographyView view =
      make_geography_view(summarize_replicates({run}).geographies[0], {"a", "b"}, {"A", "B"});
  EXPECT_EQ(view.zones[0].sheltered[0], 13.0);
  EXPECT_EQ(view.all.sheltered[0], 13.0);
  EXPECT_EQ(view.zones[1].sheltered[0], 0.0);
  EXPECT_EQ(view.zones[0].unsheltered[0][static_cast<std::size_t>(Cause::kTooFar)], 36.0);
  EXPECT_EQ(view.zones[0].label, "A");
  EXPECT_EQ(view.zones[0].utilisation, 13.0 / 20.0);
  EXPECT_EQ(view.zones[0].t50, 60.0);
  EXPECT_EQ(view.zones[1].t50, std::nullopt);
  EXPECT_EQ(view.all.places, 25);
  EXPECT_EQ(view.all.not_at_risk, 7);
  EXPECT_EQ(view.all.at_risk, std::nullopt);
}

}  // namespace
}  // namespace yanbi
