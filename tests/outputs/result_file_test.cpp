// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <cmath>
#include <csignal>
#include <cstdint>
#include <string>
#include <vector>

#include "outputs/result_reader.hpp"
#include "outputs/result_writer.hpp"
#include "outputs/tables.hpp"
#include "sim/base/error.hpp"
#include "sim/base/problem.hpp"
#include "sim/hdf5/reader.hpp"
#include "sim/hdf5/writer.hpp"
#include "tests/support/files.hpp"
#include "tests/support/small_run.hpp"

namespace yanbi {
namespace {

using test::in_child;
using test::read_bytes;
using test::SmallHazardRun;
using test::SmallRun;
using test::TemporaryFolder;
using test::write_bytes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::vector<RunScores> scores_of(const SmallRun& run) {
  return {score_run(run.city, run.input(), 0, run.outcomes[0]),
          score_run(run.city, run.input(), 1, run.outcomes[1])};
}

ResultCase case_of(const SmallRun& run, const std::string& name) {
  return {.name = name,
          .scenario = run.scenario,
          .shelters = run.shelters,
          .hazard = run.hazards.hazard};
}

ResultContext context_of(const SmallRun& run) {
  return {.city = run.city,
          .cases = {case_of(run, "all / night")},
          .scenario_text = run.scenario.text,
          .inputs = {{"/secret/place/city.h5", 17}, {"/secret/place/scenario.toml", 18}},
          .threads = 2,
          .machine = "node07",
          .redact = false};
}

void write(const std::filesystem::path& path, const ResultContext& context,
           const std::vector<RunScores>& runs) {
  RunsInMemory source(runs);
  write_result(path, context, source);
}

void write_with_agents(const std::filesystem::path& path, const ResultContext& context,
                       const SmallRun& run) {
  const std::vector<RunScores> runs = scores_of(run);
  RunsInMemory source(runs);
  const ResultAgents agents{run.input(), run.outcomes};
  write_result(path, context, source, &agents);
}

void write_small(const std::filesystem::path& path, bool agents = true, bool redact = false) {
  const SmallRun run;
  ResultContext context = context_of(run);
  context.redact = redact;
  if (agents) {
    write_with_agents(path, context, run);
  } else {
    write(path, context, scores_of(run));
  }
}

std::string input_error_of(const std::filesystem::path& path) {
  try {
    static_cast<void>(read_result(path));
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

/// The file as it lies on the disk, for a look behind the reader.
hdf5::FileReader open(const std::filesystem::path& path) {
  return {path, {"yanbi result", "result file", kResultFormatMajor, ""}};
}

TEST(ResultFile, SaysWhereItComesFrom) {
  const TemporaryFolder folder;
  write_small(folder / "r.h5");
  const ResultFile result = read_result(folder / "r.h5");
  const SmallRun run;
  EXPECT_EQ(result.format_major, kResultFormatMajor);
  EXPECT_EQ(result.city, run.city.name);
  EXPECT_EQ(result.city_hash.size(), 16U);
  EXPECT_TRUE(result.synthetic);
  EXPECT_FALSE(result.redacted);
  EXPECT_EQ(result.scenario_text, run.scenario.text);
  EXPECT_EQ(result.population, "night");
  EXPECT_EQ(result.seed, 9'876'543'210U);
  EXPECT_EQ(result.machine, "node07");
  ASSERT_EQ(result.inputs.size(), 2U);
  EXPECT_EQ(result.inputs[1].path, "/secret/place/scenario.toml");
  EXPECT_EQ(result.inputs[1].hash, 18U);
  EXPECT_THAT(result.cases, ElementsAre("all / night", "all / night"));
  EXPECT_THAT(result.layouts, ElementsAre("all", "all"));
}

TEST(ResultFile, KeepsTheScoresOfEachRun) {
  const TemporaryFolder folder;
  write_small(folder / "r.h5");
  const ResultFile result = read_result(folder / "r.h5");
  const std::vector<RunScores> runs = scores_of(SmallRun());
  ASSERT_EQ(result.runs.size(), 2U);
  for (std::size_t r = 0; r < 2; ++r) {
    EXPECT_EQ(result.runs[r].replicate, runs[r].replicate);
    EXPECT_EQ(result.runs[r].state_hash, runs[r].state_hash);
    EXPECT_EQ(result.runs[r].diagnostics.traversals, 9U);
    ASSERT_EQ(result.runs[r].geographies.size(), 2U);
    for (std::size_t g = 0; g < 2; ++g) {
      const ZoneScores& read = result.runs[r].geographies[g];
      const ZoneScores& written = runs[r].geographies[g];
      EXPECT_EQ(read.population, written.population);
      EXPECT_EQ(read.sheltered, written.sheltered);
      EXPECT_EQ(read.unsheltered, written.unsheltered);
      EXPECT_EQ(read.curve, written.curve);
      EXPECT_EQ(read.places, written.places);
      EXPECT_EQ(read.served_from_other_zones, written.served_from_other_zones);
      EXPECT_EQ(read.t50[0], written.t50[0]);
      EXPECT_EQ(read.mean_walk[0], written.mean_walk[0]);
      EXPECT_TRUE(std::isnan(read.t90[2]));
    }
  }
  EXPECT_THAT(result.deadlines, ElementsAre(60.0, 120.0));
  EXPECT_THAT(result.times, ElementsAre(0.0, 60.0, 120.0, 180.0, 240.0, 300.0));
}

TEST(ResultFile, KeepsTheFactsAboutShelters) {
  const TemporaryFolder folder;
  write_small(folder / "r.h5");
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_THAT(result.shelters.key, ElementsAre("public/1", "public/2"));
  EXPECT_THAT(result.shelters.places, ElementsAre(3, 100));
  EXPECT_THAT(result.shelters.assigned[1], ElementsAre(6, 4));
  EXPECT_THAT(result.runs[0].shelters.refused, ElementsAre(3, 0));
  EXPECT_THAT(result.runs[1].shelters.time_full, ElementsAre(to_tick(40.1), Tick::never()));
}

TEST(ResultFile, GivesTheSameTablesAsTheRunsInMemory) {
  const TemporaryFolder folder;
  write_small(folder / "r.h5");
  const SmallRun run;
  const ScoreView in_memory = make_score_view(run.city, run.scenario, scores_of(run));
  EXPECT_EQ(score_json(make_score_view(read_result(folder / "r.h5"))), score_json(in_memory));
}

TEST(ResultFile, AgentsHoldTheirCausesAndDelays) {
  const TemporaryFolder folder;
  write_small(folder / "r.h5");
  const hdf5::FileReader file = open(folder / "r.h5");
  const hdf5::GroupReader agents = file.root().group("agents");
  const auto off = static_cast<std::int8_t>(Cause::kOffNetwork);
  const auto unwarned = static_cast<std::int8_t>(Cause::kNotWarned);
  const auto stays = static_cast<std::int8_t>(Cause::kNotComplied);
  const auto turned = static_cast<std::int8_t>(Cause::kTurnedAway);
  const auto inside = std::int8_t{-1};
  EXPECT_THAT(agents.read<std::int8_t>("cause", {{2, 2, 4}}),
              ElementsAre(inside, turned, unwarned, off, inside, inside, unwarned, off, inside,
                          turned, stays, off, inside, turned, stays, off));
  EXPECT_THAT(agents.read<std::int32_t>("persons_inside", {{2, 2, 4}}),
              ElementsAre(3, 0, 0, 0, 3, 3, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0));
  EXPECT_EQ(agents.read<double>("entrance_delay", {{2, 2, 4}})[1], 0.4);
  EXPECT_EQ(agents.read<double>("refused_at", {{2, 4}})[1], 45.3);
  EXPECT_TRUE(std::isnan(agents.read<double>("arrived_at", {{2, 4}})[2]));
  EXPECT_THAT(agents.read<std::int32_t>("home_zone"), ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(agents.read<std::int32_t>("home_zone_grid"), ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(agents.read<std::int32_t>("assigned_shelter"), ElementsAre(0, 0, 1, -1));
  EXPECT_THAT(agents.read<std::uint8_t>("off_network"), ElementsAre(0, 0, 0, 1));
}

TEST(ResultFile, SummaryHoldsMeansAndIntervals) {
  const TemporaryFolder folder;
  write_small(folder / "r.h5");
  const hdf5::FileReader file = open(folder / "r.h5");
  const hdf5::GroupReader summary = file.root().group("summary").group("district");
  // 12 people; 3 are in by 60 s in both replicates, 6 and 3 by 120 s.
  EXPECT_THAT(summary.read<double>("coverage_all_mean", {{1, 2}}), ElementsAre(0.25, 0.375));
  const auto mean = summary.read<double>("coverage_mean", {{1, 2, 3}});
  EXPECT_EQ(mean[3], 0.75);
  EXPECT_TRUE(std::isnan(mean[2]));
  // Student's t with one degree of freedom: 12.706 x the standard error, 0.125.
  const auto high = summary.read<double>("coverage_all_ci_high", {{1, 2}});
  EXPECT_NEAR(high[1], 0.375 + 12.7062047364 * 0.125, 1e-9);
  EXPECT_TRUE(std::isnan(summary.read<double>("protected_area_per_person").front()));
}

/// The small run with a hazard, in a file.
void write_hazards(const SmallHazardRun& run, const std::filesystem::path& path,
                   bool redact = false) {
  ResultContext context = context_of(run);
  context.redact = redact;
  write_with_agents(path, context, run);
}

TEST(ResultFile, AgentsSayWhatHazardsDid) {
  const TemporaryFolder folder;
  write_hazards(SmallHazardRun(), folder / "r.h5");
  const hdf5::FileReader file = open(folder / "r.h5");
  const hdf5::GroupReader agents = file.root().group("agents");
  EXPECT_EQ(agents.read<double>("lost_at", {{2, 4}})[0], 70.0);
  EXPECT_EQ(agents.read<double>("blocked_at", {{2, 4}})[1], 50.0);
  EXPECT_EQ(agents.read<double>("caught_at", {{2, 4}})[0], 90.0);
  EXPECT_TRUE(std::isnan(agents.read<double>("caught_at", {{2, 4}})[4]));
  EXPECT_THAT(agents.read<std::int32_t>("caught_on", {{2, 4}}),
              ElementsAre(2, -1, -1, -1, -1, -1, -1, -1));
  EXPECT_THAT(agents.read<std::uint8_t>("detours", {{2, 4}}), ElementsAre(1, 2, 0, 0, 0, 0, 0, 0));
  EXPECT_THAT(agents.read<std::uint8_t>("vulnerable", {{2, 4}}),
              ElementsAre(1, 0, 0, 0, 0, 0, 0, 0));
  EXPECT_EQ(agents.read<double>("hazard_delay", {{2, 2, 4}})[0], 0.05);
  EXPECT_EQ(agents.read<double>("hazard_delay", {{2, 2, 4}})[8], 0.0);
  // Inside at 60 s, before the shelter is lost, and out at 120 s.
  EXPECT_EQ(agents.read<std::int32_t>("persons_inside", {{2, 2, 4}})[0], 3);
  const auto causes = agents.read<std::int8_t>("cause", {{2, 2, 4}});
  EXPECT_EQ(causes[0], -1);
  EXPECT_EQ(causes[4], static_cast<std::int8_t>(Cause::kShelterLost));
  const auto conditions = agents.read<std::uint16_t>("conditions", {{2, 2, 4}});
  EXPECT_EQ(conditions[0], 0);
  EXPECT_TRUE(conditions[4] & (1U << static_cast<unsigned>(Cause::kCaught)));
}

TEST(ResultFile, KeepsWhatHazardsDid) {
  const TemporaryFolder folder;
  const SmallHazardRun run;
  write_hazards(run, folder / "r.h5");
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_TRUE(result.has_hazards);
  EXPECT_EQ(result.hazard, "dam above the park");
  EXPECT_EQ(result.hazard_hash.size(), 16U);
  EXPECT_THAT(result.effects, ElementsAre("near the park", "far"));
  EXPECT_THAT(result.runs[0].shelters.lost_at, ElementsAre(to_tick(70.0), Tick::never()));
  EXPECT_THAT(result.runs[0].shelters.lost_persons, ElementsAre(1, 0));
  EXPECT_THAT(result.runs[1].shelters.sent_on, ElementsAre(0, 0));
  EXPECT_EQ(result.runs[0].diagnostics.detours, 3U);
  EXPECT_THAT(result.runs[0].exposures,
              ElementsAre(run.outcomes[0].exposures[0], run.outcomes[0].exposures[1]));
  const ZoneScores& district = result.runs[0].geographies[0];
  EXPECT_THAT(district.caught, ElementsAre(3, 0, 0));
  EXPECT_THAT(district.at_risk, ElementsAre(6, 0, 0));
  EXPECT_EQ(district.water_arrival[0], 42.0);
  EXPECT_TRUE(std::isnan(district.water_arrival[1]));
  EXPECT_THAT(district.inside_before_water, ElementsAre(3, 0, 0));
  // At 0, 60, ... s: caught after 90 s.
  EXPECT_EQ(district.caught_curve[1 * 3], 0);
  EXPECT_EQ(district.caught_curve[2 * 3], 3);
  const hdf5::FileReader file = open(folder / "r.h5");
  EXPECT_THAT(file.root().group("links").read<std::int64_t>("caught", {{2, 4}}),
              ElementsAre(0, 0, 3, 0, 0, 0, 0, 0));
  EXPECT_EQ(file.root().single<double>("alarm_at"), 30.0);
  // The second wave comes after the end of the run; the first came before the alarm.
  EXPECT_THAT(file.root().group("exposure").read<double>("wave"), ElementsAre(0.0));
}

TEST(ResultFile, GivesTheSameTablesOfHazardsAsTheRunsInMemory) {
  const TemporaryFolder folder;
  const SmallHazardRun run;
  write_hazards(run, folder / "r.h5");
  const ScoreView in_memory = make_score_view(run.city, run.scenario, scores_of(run), &run.hazard);
  EXPECT_EQ(score_json(make_score_view(read_result(folder / "r.h5"))), score_json(in_memory));
  EXPECT_EQ(score_table(make_score_view(read_result(folder / "r.h5"))), score_table(in_memory));
}

TEST(ResultFile, SaysWhoseShareItGives) {
  const TemporaryFolder folder;
  SmallHazardRun run;
  run.scenario.flood.only_at_risk = true;
  // Nobody else is to be sheltered.
  run.parties = {{OriginId(0), OriginId(0)}, {3, 3}, {11, 12}};
  run.plan.shelter.resize(2);
  run.plan.route.resize(2);
  run.outcomes[0].parties.caught_at.resize(2);
  run.outcomes[0].parties.caught_on.resize(2);
  write(folder / "r.h5", context_of(run), scores_of(run));
  const ScoreView view = make_score_view(read_result(folder / "r.h5"));
  EXPECT_TRUE(view.only_at_risk);
  EXPECT_EQ(view.geographies[0].all.population, 6);
  EXPECT_EQ(view.geographies[0].all.not_at_risk, 6);
  EXPECT_EQ(view.geographies[0].zones[1].not_at_risk, 6);
}

TEST(ResultFile, RedactedFilesDoNotNameTheHazard) {
  const TemporaryFolder folder;
  write_hazards(SmallHazardRun(), folder / "r.h5", true);
  const std::string bytes = read_bytes(folder / "r.h5");
  for (const char* secret : {"dam above", "near the park", "secret"}) {
    EXPECT_THAT(bytes, Not(HasSubstr(secret)));
  }
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_EQ(result.hazard, "");
  EXPECT_EQ(result.hazard_hash.size(), 16U);
  EXPECT_THAT(result.effects, ElementsAre("1", "2"));
}

TEST(ResultFile, SaysNothingOfHazardsWithoutAny) {
  const TemporaryFolder folder;
  write_small(folder / "r.h5");
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_FALSE(result.has_hazards);
  EXPECT_FALSE(make_score_view(result).hazard.has_value());
  const hdf5::FileReader file = open(folder / "r.h5");
  EXPECT_FALSE(file.root().has_attribute("hazard"));
  EXPECT_FALSE(file.root().has("exposure"));
  EXPECT_FALSE(file.root().group("agents").has("caught_at"));
  EXPECT_FALSE(file.root().group("scores").group("district").has("at_risk"));
}

TEST(ResultFile, AgentsAndLinksAreOnlyThereWhenAskedFor) {
  const TemporaryFolder folder;
  SmallRun run;
  run.scenario.output.links = false;
  run.scenario.output.occupancy = false;
  write(folder / "few.h5", context_of(run), scores_of(run));
  write_small(folder / "all.h5");
  const ResultFile few = read_result(folder / "few.h5");
  const ResultFile all = read_result(folder / "all.h5");
  EXPECT_FALSE(few.has_agents || few.has_links || few.has_occupancy);
  EXPECT_TRUE(all.has_agents && all.has_links && all.has_occupancy);
}

TEST(ResultFile, RedactedFilesNameNothing) {
  const TemporaryFolder folder;
  write_small(folder / "r.h5", true, true);
  const std::string bytes = read_bytes(folder / "r.h5");
  for (const char* secret : {"Småby", "EPSG", "淄川区", "370302", "人民公园", "public/", "air raid",
                             "secret", "node07", "scenario.toml"}) {
    EXPECT_THAT(bytes, Not(HasSubstr(secret)));
  }
  const hdf5::FileReader file = open(folder / "r.h5");
  EXPECT_FALSE(file.root().group("shelters").has("x"));
  EXPECT_FALSE(file.root().group("links").has("source_id"));
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_TRUE(result.redacted);
  EXPECT_THAT(result.geographies[0].key, ElementsAre("1", "2", "outside"));
  EXPECT_EQ(result.inputs[0].hash, 17U);
}

TEST(ResultFile, ALayoutWithoutShelterCanBeWritten) {
  const TemporaryFolder folder;
  SmallRun run;
  run.shelters = Shelters{};
  run.shelters.first_entrance = {0};
  run.plan.shelter.assign(4, ShelterId());
  run.plan.route.assign(4, RouteId());
  for (Outcome& outcome : run.outcomes) {
    outcome.parties.free_flow.assign(4, Tick::never());
    outcome.parties.arrived_at.assign(4, Tick::never());
    outcome.parties.departed_at.assign(4, Tick::never());
    outcome.parties.refused_at.assign(4, Tick::never());
    outcome.parties.shelter.assign(4, ShelterId());
    outcome.shelters = ShelterFacts{};
    outcome.arrivals.clear();
  }
  write_with_agents(folder / "r.h5", context_of(run), run);
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_TRUE(result.shelters.key.empty());
  EXPECT_EQ(result.runs[0].geographies[0].sheltered, std::vector<std::int64_t>(6, 0));
}

TEST(ResultFile, SameRunsMakeTheSameBytes) {
  const TemporaryFolder folder;
  write_small(folder / "a.h5");
  write_small(folder / "b.h5");
  EXPECT_EQ(read_bytes(folder / "a.h5"), read_bytes(folder / "b.h5"));
}

TEST(ResultFile, RefusesTruncatedAndDamagedFiles) {
  const TemporaryFolder folder;
  write_small(folder / "r.h5");
  const std::string whole = read_bytes(folder / "r.h5");
  for (std::size_t part = 0; part < 64; ++part) {
    write_bytes(folder / "bad.h5", whole.substr(0, whole.size() * part / 64));
    ASSERT_THAT(input_error_of(folder / "bad.h5"), HasSubstr("yanbi run")) << part;
  }
  for (std::size_t at = 0; at < whole.size(); at += 2011) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 32);
    write_bytes(folder / "bad.h5", damaged);
    ASSERT_THAT(input_error_of(folder / "bad.h5"), HasSubstr("yanbi run")) << at;
  }
}

TEST(ResultFile, RefusesForeignFilesAndVersions) {
  const TemporaryFolder folder;
  const auto write_head = [&](const char* type, std::int32_t major) {
    hdf5::FileWriter file(folder / "r.h5");
    {
      hdf5::GroupWriter root = file.root();
      root.attribute("filetype", type);
      root.attribute("format_version", std::vector<std::int32_t>{major, 0});
    }
    file.save();
  };
  EXPECT_THAT(input_error_of(folder / "r.h5"), HasSubstr("there is no such file"));
  write_head("yanbi city", kResultFormatMajor);
  EXPECT_THAT(input_error_of(folder / "r.h5"), HasSubstr("this is not a result file"));
  write_head("yanbi result", kResultFormatMajor + 1);
  EXPECT_THAT(input_error_of(folder / "r.h5"), HasSubstr("format_version = 2.0"));
  write_head("yanbi result", kResultFormatMajor);
  EXPECT_THAT(input_error_of(folder / "r.h5"), HasSubstr("the attribute is missing"));
}

using Texts = std::vector<std::string>;
using Persons = std::vector<std::int64_t>;

/// The scores of four people in one zone, as version 1.0 wrote them.
void write_old_zones(hdf5::GroupWriter& root) {
  hdf5::GroupWriter all = root.group("scores");
  hdf5::GroupWriter scores = all.group("district");
  scores.attribute("geography", "district");
  scores.coordinate("run", std::vector<std::int32_t>{0}, {"1", "run"});
  scores.coordinate("deadline", std::vector<double>{60.0}, {"s", "deadline"});
  scores.coordinate("zone", Texts{"A"}, {"", "zone"});
  scores.coordinate("cause", Texts(kCauseNames.begin(), kCauseNames.end()), {"", "cause"});
  scores.variable("zone_name", {"zone"}, Texts{"Zone A"}, {"", "name"});
  const hdf5::Description people = {"persons", "people"};
  Persons unsheltered(kCauseCount, 0);
  unsheltered[static_cast<std::size_t>(Cause::kTooFar)] = 1;
  scores.variable("population", {"run", "zone"}, Persons{4}, people);
  scores.variable("sheltered", {"run", "deadline", "zone"}, Persons{3}, people);
  scores.variable("unsheltered", {"run", "deadline", "zone", "cause"}, unsheltered, people);
  for (const char* name : {"places", "served_from_other_zones", "served_in_other_zones"}) {
    scores.variable(name, {"run", "zone"}, Persons{0}, people);
  }
  for (const char* name : {"t50", "t90", "t95", "mean_walk", "p95_walk"}) {
    scores.variable(name, {"run", "zone"}, std::vector<double>{30.0}, {"s", "figure"});
  }
  hdf5::GroupWriter all_curves = root.group("curves");
  hdf5::GroupWriter curves = all_curves.group("district");
  curves.coordinate("run", std::vector<std::int32_t>{0}, {"1", "run"});
  curves.coordinate("time", std::vector<double>{60.0}, {"s", "time"});
  curves.coordinate("zone", Texts{"A"}, {"", "zone"});
  curves.variable("sheltered", {"run", "time", "zone"}, Persons{3}, people);
}

void write_old_runs(hdf5::GroupWriter& root) {
  hdf5::GroupWriter runs = root.group("runs");
  runs.coordinate("run", std::vector<std::int32_t>{0}, {"1", "run"});
  runs.variable("case", {"run"}, Texts{"old"}, {"", "case"});
  runs.variable("layout", {"run"}, Texts{"all"}, {"", "layout"});
  runs.variable("replicate", {"run"}, std::vector<std::uint32_t>{0}, {"1", "replicate"});
  runs.variable("seed", {"run"}, std::vector<std::uint64_t>{1}, {"1", "seed"});
  runs.variable("state_hash", {"run"}, Texts{"00000000000000ff"}, {"", "hash"});
  for (const char* name :
       {"steps", "events", "traversals", "redirections", "waiting_at_end", "gridlocked"}) {
    runs.variable(name, {"run"}, Persons{0}, {"1", "count"});
  }
  hdf5::GroupWriter shelters = root.group("shelters");
  shelters.coordinate("run", std::vector<std::int32_t>{0}, {"1", "run"});
  shelters.coordinate("shelter", std::vector<std::int32_t>{0}, {"1", "shelter"});
  shelters.variable("id", {"shelter"}, Texts{"l/1"}, {"", "id"});
  shelters.variable("name", {"shelter"}, Texts{""}, {"", "name"});
  shelters.variable("places", {"shelter"}, std::vector<std::int32_t>{3}, {"persons", "places"});
  shelters.variable("assigned", {"run", "shelter"}, Persons{3}, {"persons", "assigned"});
  for (const char* name : {"admitted", "refused", "peak"}) {
    shelters.variable(name, {"run", "shelter"}, std::vector<std::int32_t>{3},
                      {"persons", "people"});
  }
  for (const char* name : {"time_full", "entrance_wait_p95"}) {
    shelters.variable(name, {"run", "shelter"}, std::vector<double>{60.0}, {"s", "time"});
  }
}

TEST(ResultFile, FilesOfTheFirstVersionStayReadable) {
  const TemporaryFolder folder;
  hdf5::FileWriter file(folder / "r.h5");
  {
    hdf5::GroupWriter root = file.root();
    root.attribute("filetype", "yanbi result");
    root.attribute("format_version", std::vector<std::int32_t>{1, 0});
    for (const char* name : {"yanbi_version", "git_revision", "city", "city_hash", "scenario",
                             "scenario_text", "population", "machine"}) {
      root.attribute(name, "old");
    }
    for (const char* name : {"synthetic", "redacted", "threads"}) {
      root.attribute(name, std::vector<std::int32_t>{0});
    }
    root.attribute("seed", std::vector<std::uint64_t>{1});
    write_old_runs(root);
    write_old_zones(root);
  }
  file.save();
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_EQ(result.format_minor, 0);
  EXPECT_FALSE(result.only_at_risk);
  ASSERT_EQ(result.case_info.size(), 1U);
  EXPECT_EQ(result.case_info[0].name, "old");
  EXPECT_EQ(result.case_info[0].layout, "all");
  EXPECT_EQ(result.case_info[0].replicates, 1U);
  EXPECT_THAT(result.case_of, ElementsAre(0));
  const ScoreView view = make_score_view(result);
  EXPECT_FALSE(view.hazard.has_value());
  EXPECT_EQ(view.geographies[0].zones[0].sheltered[0], 3.0);
  EXPECT_EQ(view.geographies[0].zones[0].not_at_risk, 0);
  EXPECT_EQ(view.geographies[0].zones[0].at_risk, std::nullopt);
  EXPECT_THAT(score_table(view), HasSubstr("3 of 4 people (75.0 %) are in a shelter"));
}

TEST(ResultFile, RefusesPeopleWhoDoNotAddUp) {
  const TemporaryFolder folder;
  const SmallRun run;
  std::vector<RunScores> runs = scores_of(run);
  --runs[1].geographies[0].sheltered[0];
  write(folder / "r.h5", context_of(run), runs);
  EXPECT_THAT(input_error_of(folder / "r.h5"), HasSubstr("do not add up"));
}

TEST(ResultFile, RefusesToBeWrittenWithoutRuns) {
  const TemporaryFolder folder;
  const SmallRun run;
  EXPECT_THROW(write(folder / "r.h5", context_of(run), {}), InternalError);
  const std::vector<RunScores> runs = scores_of(run);
  RunsInMemory source(runs);
  const ResultAgents agents{run.input(), std::span(run.outcomes).first(1)};
  EXPECT_THROW(write_result(folder / "r.h5", context_of(run), source, &agents), InternalError);
  EXPECT_TRUE(folder.names().empty());
}

TEST(ResultFile, AFullDiskLeavesTheOldFile) {
  const TemporaryFolder folder;
  write_bytes(folder / "r.h5", "old");
  const int status = in_child([&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit = {.rlim_cur = 50'000, .rlim_max = 50'000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      write_small(folder / "r.h5");
    } catch (const RunError&) {
      return 0;
    }
    return 1;
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(read_bytes(folder / "r.h5"), "old");
  EXPECT_EQ(folder.names(), std::vector<std::string>{"r.h5"});
}

}  // namespace
}  // namespace yanbi
