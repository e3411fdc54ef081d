// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/scenario/parameters.hpp"

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kShort =
    "name = \"n\"\ncity = \"../city.h5\"\nlayout = \"1985\"\npopulation = \"night\"\n";

class ScenarioReader : public ::testing::Test {
 protected:
  ScenarioReader() {
    const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ =
        std::filesystem::path(::testing::TempDir()) / (std::string("scenario_") + info->name());
    std::filesystem::create_directories(folder_);
  }
  ~ScenarioReader() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path write(const std::string& text) const {
    const std::filesystem::path path = folder_ / "scenario.toml";
    std::ofstream(path) << text;
    return path;
  }
  [[nodiscard]] Scenario read(const std::string& text, const ScenarioOverrides& more = {}) const {
    return read_scenario(write(text), more);
  }
  [[nodiscard]] std::vector<Problem> problems(const std::string& text,
                                              const ScenarioOverrides& more = {}) const {
    return check_scenario(write(text), more);
  }
  /// The one problem of the short scenario with `more` behind it.
  [[nodiscard]] Problem problem(const std::string& more) const {
    const std::vector<Problem> all = problems(kShort + more);
    EXPECT_EQ(all.size(), 1U) << (all.size() > 1 ? all[1].to_string() : "");
    return all.empty() ? Problem{} : all.front();
  }
  std::filesystem::path folder_;
};

TEST_F(ScenarioReader, FourKeysAreEnough) {
  const Scenario scenario = read(kShort);
  EXPECT_EQ(scenario.name, "n");
  EXPECT_EQ(scenario.layout, "1985");
  EXPECT_EQ(scenario.population, "night");
  EXPECT_EQ(scenario.city, (folder_.parent_path() / "city.h5").string());
  EXPECT_EQ(scenario.text, kShort);
  EXPECT_THAT(scenario.run.deadlines, ElementsAre(Tick{3000}, Tick{6000}, Tick{9000}));
  EXPECT_EQ(scenario.run.horizon, Tick{36000});
  EXPECT_EQ(scenario.response.delay.shape, Distribution::Shape::kLognormal);
  EXPECT_EQ(scenario.response.delay.a, 3.44);
  EXPECT_EQ(scenario.response.delay.maximum, 300.0);
}

TEST_F(ScenarioReader, DefaultsOfTheTableAreThoseOfTheValueTypes) {
  const Scenario read_from_table = default_scenario();
  const Scenario constructed;
  EXPECT_EQ(read_from_table.walking, constructed.walking);
  EXPECT_EQ(read_from_table.entrance, constructed.entrance);
  EXPECT_EQ(read_from_table.people, constructed.people);
  EXPECT_EQ(read_from_table.plan, constructed.plan);
  EXPECT_EQ(read_from_table.redirection, constructed.redirection);
  EXPECT_EQ(read_from_table.output, constructed.output);
  EXPECT_EQ(read_from_table.alarm, constructed.alarm);
  EXPECT_EQ(read_from_table.warning, constructed.warning);
  EXPECT_EQ(read_from_table.run.seed, constructed.run.seed);
  EXPECT_EQ(read_from_table.run.replicates, constructed.run.replicates);
}

TEST_F(ScenarioReader, EverySectionIsRead) {
  const Scenario scenario = read(std::string(kShort) + R"(
[run]
seed = 9
replicates = 4
deadlines = [60, "2 min"]
horizon = "10 min"
split_parties = true
[warning]
reach = 0.9
delay = { type = "uniform", least = "0 s", most = "60 s" }
[response]
compliance = 0.8
delay = { type = "table", points = [[0, 0.0], [60, 1.0]], shift = "5 s" }
[walking]
free_speed_mean = 1.2
speed_by_age = "bohannon"
[mobility]
child_age = 10
limited_share = 0.1
[entrance]
specific_flow = 2.0
[plan]
policy = "nearest_with_places"
max_walk = 500
[redirection]
enabled = false
alternatives = 3
[output]
agents = true
curve_interval = "1 min"
)");
  EXPECT_EQ(scenario.run.seed, 9U);
  EXPECT_EQ(scenario.run.replicates, 4);
  EXPECT_THAT(scenario.run.deadlines, ElementsAre(Tick{600}, Tick{1200}));
  EXPECT_EQ(scenario.run.horizon, Tick{6000});
  EXPECT_TRUE(scenario.run.split_parties);
  EXPECT_EQ(scenario.warning.reach, 0.9);
  EXPECT_EQ(scenario.warning.delay.shape, Distribution::Shape::kUniform);
  EXPECT_EQ(scenario.warning.delay.b, 60.0);
  EXPECT_EQ(scenario.response.compliance, 0.8);
  EXPECT_EQ(scenario.response.delay.table.size(), 2U);
  EXPECT_EQ(scenario.response.delay.shift, 5.0);
  EXPECT_EQ(scenario.walking.free_speed_mean, 1.2);
  EXPECT_EQ(scenario.people.speed_by_age, SpeedByAge::kBohannon);
  EXPECT_EQ(scenario.people.mobility.child_age, 10);
  EXPECT_EQ(scenario.people.mobility.limited_share, 0.1);
  EXPECT_EQ(scenario.entrance.specific_flow, 2.0);
  EXPECT_EQ(scenario.plan.policy, PlanPolicy::kNearestWithPlaces);
  EXPECT_EQ(scenario.plan.max_walk, 500.0);
  EXPECT_FALSE(scenario.redirection.enabled);
  EXPECT_EQ(scenario.redirection.alternatives, 3);
  EXPECT_TRUE(scenario.output.agents);
  EXPECT_EQ(scenario.output.curve_interval, 60.0);
}

TEST_F(ScenarioReader, LinksAreKinematicWavesUnlessTheyAreToBeQueues) {
  EXPECT_EQ(read(kShort).driving.links, LinkModel::kKinematicWave);
  for (const LinkModel model : {LinkModel::kKinematicWave, LinkModel::kQueue}) {
    const Scenario scenario =
        read(std::string(kShort) + "[driving]\nlinks = \"" + to_string(model) + "\"\n");
    EXPECT_EQ(scenario.driving.links, model);
  }
}

TEST_F(ScenarioReader, AnOptimumMayBindPeopleToTheirZones) {
  const Scenario scenario =
      read(std::string(kShort) + "[plan]\npolicy = \"optimum\"\nbinding = \"district\"\n");
  EXPECT_EQ(scenario.plan.policy, PlanPolicy::kOptimum);
  EXPECT_EQ(scenario.plan.binding, "district");
}

TEST_F(ScenarioReader, EveryTypeOfDelayIsRead) {
  using Shape = Distribution::Shape;
  const auto delay = [this](const std::string& table) {
    return read(kShort + ("[warning]\ndelay = " + table + "\n")).warning.delay;
  };
  EXPECT_EQ(delay("{ type = \"constant\", value = \"1 min\" }").a, 60.0);
  EXPECT_EQ(delay("{ type = \"lognormal\", log_mean = 3.95, log_sd = 0.84, shift = \"400 s\", "
                  "max = \"700 s\" }")
                .shift,
            400.0);
  const Distribution weibull = delay("{ type = \"weibull\", scale = \"42.43 min\", shape = 2 }");
  EXPECT_EQ(weibull.shape, Shape::kWeibull);
  EXPECT_DOUBLE_EQ(weibull.a, 2545.8);
  EXPECT_EQ(weibull.b, 2.0);
  EXPECT_EQ(delay("{ type = \"lindell\", a = 0.085, b = 2.55 }").shape, Shape::kLindell);
  const Distribution told =
      delay("{ type = \"rogers_sorensen\", k = 0.25, alpha1 = 0.2, alpha2 = 0.4 }");
  EXPECT_EQ(told.shape, Shape::kRogersSorensen);
  EXPECT_EQ(told.a, 0.05);
  EXPECT_DOUBLE_EQ(told.b, 0.3);
}

TEST_F(ScenarioReader, LateDeadlineMovesTheDefaultHorizon) {
  EXPECT_EQ(read(std::string(kShort) + "[run]\ndeadlines = [\"2 h\"]\n").run.horizon, Tick{72000});
}

TEST_F(ScenarioReader, OverridesWinAndAreKeptInTheText) {
  const Scenario scenario = read(kShort, {{"run.seed=7", "layout=1960"}, "/else/where.h5"});
  EXPECT_EQ(scenario.run.seed, 7U);
  EXPECT_EQ(scenario.layout, "1960");
  EXPECT_EQ(scenario.city, "/else/where.h5");
  EXPECT_THAT(scenario.text, HasSubstr("# --set run.seed=7\n# --set layout=1960\n# --city /else"));
}

TEST_F(ScenarioReader, PlanTableIsRelativeToTheFile) {
  const Scenario scenario =
      read(std::string(kShort) + "[plan]\npolicy = \"table\"\ntable = \"plan.csv\"\n");
  EXPECT_EQ(scenario.plan.table, (folder_ / "plan.csv").string());
}

constexpr const char* kBetween =
    "name = \"n\"\ncity = \"c.h5\"\nlayout = \"l\"\ntime_of_day = \"8:30\"\n"
    "population_day = \"by day\"\npopulation_night = \"at night\"\n";

TEST_F(ScenarioReader, PeopleMayBeThoseOfATimeOfTheDay) {
  const Scenario scenario = read(kBetween);
  EXPECT_EQ(scenario.day_night, (DayNightChoice{TimeOfDay{510}, "by day", "at night"}));
  EXPECT_EQ(scenario.day_night.time->hours(), 8.5);
  EXPECT_EQ(scenario.population, "at night and by day at 08:30");
  EXPECT_FALSE(read(kShort).day_night.time.has_value());
}

TEST_F(ScenarioReader, ATimeOfTheDayNeedsTwoPopulationsAndNoThird) {
  const auto found = problems(std::string("time_of_day = \"14:30\"\n") + kShort);
  ASSERT_EQ(found.size(), 3U);
  EXPECT_EQ(found[0].key, "population");
  EXPECT_THAT(found[0].reason, HasSubstr("people between two"));
  EXPECT_EQ(found[1].key, "population_day");
  EXPECT_EQ(found[2].key, "population_night");
  const auto no_time = problems(kBetween, {{"time_of_day=noon"}, {}});
  ASSERT_EQ(no_time.size(), 1U);
  EXPECT_EQ(no_time[0].key, "time_of_day");
  EXPECT_THAT(no_time[0].reason, HasSubstr("no time of the day"));
  const auto no_name = problems(kBetween, {{"population_day="}, {}});
  ASSERT_EQ(no_name.size(), 1U);
  EXPECT_THAT(no_name[0].reason, HasSubstr("must not be empty"));
}

TEST_F(ScenarioReader, TheTimelineOfAnAlarmIsRead) {
  const Scenario scenario = read(std::string(kShort) +
                                 "[alarm]\npre_warning = \"8 min\"\nall_clear = 960\n"
                                 "pre_warning_heard = 0.6\nleave_at_pre_warning = true\n");
  EXPECT_EQ(scenario.alarm.signal, AlarmSignal::kCn);
  EXPECT_EQ(scenario.alarm.pre_warning, 480.0);
  EXPECT_EQ(scenario.alarm.all_clear, 960.0);
  EXPECT_EQ(scenario.alarm.pre_warning_heard, 0.6);
  EXPECT_TRUE(scenario.alarm.leave_at_pre_warning);
  EXPECT_FALSE(default_scenario().alarm.pre_warning.has_value());
  const Scenario quick =
      read(std::string(kShort) + "[alarm]\nsignal = \"none\"\npre_warning = \"1 min\"\n");
  EXPECT_EQ(quick.alarm.pre_warning, 60.0);
}

TEST_F(ScenarioReader, SirensAreRelativeToTheFile) {
  const Scenario scenario = read(std::string(kShort) +
                                 "[warning]\nreach = 0.2\nsirens = \"sirens.csv\"\n"
                                 "siren_reach = 800\nsiren_failure = 0.1\nsiren_heard = 0.9\n");
  EXPECT_EQ(scenario.warning.sirens, (folder_ / "sirens.csv").string());
  EXPECT_EQ(scenario.warning.siren, (SirenParameters{800.0, 0.1, 0.9}));
}

TEST_F(ScenarioReader, EverythingMissingIsReportedAtOnce) {
  const std::vector<Problem> all = problems("");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].key, "name");
  EXPECT_EQ(all[1].key, "city");
  EXPECT_EQ(all[2].key, "layout");
  EXPECT_EQ(all[3].key, "population");
}

TEST_F(ScenarioReader, CityMayComeFromTheCommandLineAlone) {
  EXPECT_EQ(read("name=\"n\"\nlayout=\"l\"\npopulation=\"p\"\n", {{}, "c.h5"}).city, "c.h5");
}

TEST_F(ScenarioReader, EmptyNameIsRefused) {
  const std::vector<Problem> all = problems(kShort, {{"layout="}, {}});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].key, "layout");
  EXPECT_THAT(all[0].reason, HasSubstr("empty"));
}

TEST_F(ScenarioReader, WrongSettingsAreNamedWithTheirKey) {
  struct Case {
    const char* more;
    const char* key;
    const char* reason;
  };
  const std::vector<Case> cases = {
      {"[run]\nseed = -1\n", "run.seed", "must be in [0, "},
      {"[run]\nreplicates = 0\n", "run.replicates", "must be in [1, "},
      {"[run]\ndeadlines = []\n", "run.deadlines", "is empty"},
      {"[run]\ndeadlines = [600, 300]\n", "run.deadlines", "must ascend"},
      {"[run]\ndeadlines = [300, 300]\n", "run.deadlines", "must ascend"},
      {"[run]\ndeadlines = [0]\n", "run.deadlines[0]", "must be in [0.1, "},
      {"[run]\nhorizon = \"1 min\"\n", "run.horizon", "before the last deadline"},
      {"[warning]\nreach = 1.5\n", "warning.reach", "must be in [0, 1]"},
      {"[warning]\nreach = nan\n", "warning.reach", "must be in [0, 1]"},
      {"[warning]\ndelay = \"60 s\"\n", "warning.delay", "must be a table"},
      {"[warning]\ndelay = { value = 3 }\n", "warning.delay.type", "is missing"},
      {"[warning]\ndelay = { type = \"lognorml\" }\n", "warning.delay.type", "must be one of"},
      {"[warning]\ndelay = { type = \"constant\" }\n", "warning.delay.value", "is missing"},
      {"[warning]\ndelay = { type = \"uniform\", least = 9, most = 3 }\n", "warning.delay",
       "least <= most"},
      {"[response]\ndelay = { type = \"table\", points = [[0, 0.0], [60, 0.5]] }\n",
       "response.delay", "last share"},
      {"[walking]\nfree_speed_mean = 3.0\n", "walking.free_speed_mean", "lies outside"},
      {"[walking]\ncapacity_density = 6\n", "walking.capacity_density", "below jam_density"},
      {"[alarm]\nsignal = \"ch\"\n", "alarm.signal", "must be one of"},
      {"[alarm]\npre_warning = -480\n", "alarm.pre_warning", "must be in [0.1, "},
      {"[alarm]\npre_warning = \"1 min\"\n", "alarm.pre_warning", "still sounds"},
      {"[alarm]\nall_clear = \"2 min\"\n", "alarm.all_clear", "still sounds"},
      {"[alarm]\npre_warning_heard = 0.5\n", "alarm.pre_warning_heard", "without a pre-warning"},
      {"[alarm]\nleave_at_pre_warning = true\n", "alarm.leave_at_pre_warning",
       "without a pre-warning"},
      {"[warning]\nsirens = \"s.csv\"\n", "warning.sirens", "everybody is warned at the alarm"},
      {"[warning]\nsiren_heard = 0.9\n", "warning.siren_heard", "no effect without sirens"},
      {"[warning]\ndelay = { type = \"rogers_sorensen\", k = 2, alpha1 = 1, alpha2 = 1 }\n",
       "warning.delay.k", "must be in [0, 1]"},
      {"[warning]\ndelay = { type = \"rogers_sorensen\", k = 0, alpha1 = 1, alpha2 = 1 }\n",
       "warning.delay", "must be above 0"},
      {"[walking]\nspeed_by_age = \"age\"\n", "walking.speed_by_age", "must be one of"},
      {"[mobility]\nlimited_speed_min = 0.9\n", "mobility.limited_speed_min", "empty range"},
      {"[mobility]\nlimited_speed_max = 0.3\n", "mobility.limited_speed_max", "empty range"},
      {"[mobility]\nlimited_65 = 22.6\n", "mobility.limited_65", "must be in [0, 1]"},
      {"[plan]\npolicy = \"table\"\n", "plan.table", "is missing"},
      {"[plan]\ntable = \"x.csv\"\n", "plan.table", "has no effect"},
      {"[plan]\nbinding = \"district\"\n", "plan.binding", "has no effect"},
      {"[run]\nmode = \"drive\"\n[redirection]\nenabled = false\n", "run.mode",
       "needs given routes"},
      {"[run]\nmode = \"drive\"\n[plan]\npolicy = \"table\"\ntable = \"x.csv\"\n", "run.mode",
       "has no redirection yet"},
      {"[plan]\npolicy = \"neares\"\n", "plan.policy", "must be one of"},
      {"[driving]\nlinks = \"wave\"\n", "driving.links", "must be one of"},
      {"[output]\ncurve_interval = 0\n", "output.curve_interval", "must be in [0.1, "},
      {"[output]\ncurve_interval = 0.1\n[run]\nhorizon = \"4 h\"\n", "output.curve_interval",
       "points"},
      {"run = 3\n", "run", "must be a table"},
      {"[run]\nsplit_parties = 1\n", "run.split_parties", "must be true or false"},
  };
  for (const Case& one : cases) {
    const Problem found = problem(one.more);
    EXPECT_EQ(found.key, one.key) << one.more;
    EXPECT_THAT(found.reason, HasSubstr(one.reason)) << one.more;
    EXPECT_FALSE(found.remedy.empty()) << one.more;
  }
}

TEST_F(ScenarioReader, UnknownKeyNamesTheNearestOne) {
  const Problem found = problem("[run]\nreplicate = 3\n");
  EXPECT_EQ(found.line, 6U);
  EXPECT_EQ(found.key, "run.replicate");
  EXPECT_EQ(found.remedy, "did you mean 'replicates'?");
  EXPECT_EQ(problem("[runn]\nseed = 3\n").remedy, "did you mean 'run'?");
}

TEST_F(ScenarioReader, KeyOfAnotherTypeOfDelayIsUnknown) {
  EXPECT_EQ(problem("[warning]\ndelay = { type = \"constant\", value = 1, log_sd = 2 }\n").key,
            "warning.delay.log_sd");
}

}  // namespace
}  // namespace yanbi
