// SPDX-License-Identifier: Apache-2.0
// Result files of several cases: see result_file_test.cpp for those of a single one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "outputs/result_reader.hpp"
#include "outputs/result_writer.hpp"
#include "outputs/tables.hpp"
#include "sim/base/error.hpp"
#include "sim/hdf5/reader.hpp"
#include "tests/support/files.hpp"
#include "tests/support/two_layouts.hpp"

namespace yanbi {
namespace {

using test::EarlyRun;
using test::ListedRuns;
using test::read_bytes;
using test::SmallHazardRun;
using test::SmallRun;
using test::TemporaryFolder;
using test::TwoLayoutsBatch;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;

using Names = std::vector<std::string>;

/// Writes the small batch and reads it back.
ResultFile written(const std::filesystem::path& path) {
  TwoLayoutsBatch batch;
  write_result(path, batch.context(), batch.runs);
  return read_result(path);
}

hdf5::FileReader look_into(const std::filesystem::path& path) {
  return {path, {"yanbi result", "result file", kResultFormatMajor, ""}};
}

/// What is wrong with a call of write_result.
std::string refusal_of(const ResultContext& context, RunSource& runs) {
  const TemporaryFolder folder;
  try {
    write_result(folder / "r.h5", context, runs);
  } catch (const InternalError& error) {
    return error.what();
  }
  return "";
}

TEST(BatchResult, SaysWhichCasesThereAre) {
  const TemporaryFolder folder;
  const ResultFile result = written(folder / "r.h5");
  EXPECT_EQ(result.batch, "two layouts");
  EXPECT_EQ(result.batch_text, "name = \"two layouts\"\n");
  ASSERT_EQ(result.case_info.size(), 3U);
  const ResultCaseInfo& early = result.case_info[0];
  EXPECT_EQ(early.name, "layout=early");
  EXPECT_EQ(early.layout, "early");
  EXPECT_EQ(early.population, "night");
  EXPECT_EQ(early.overrides, "layout=\"early\"");
  EXPECT_THAT(early.levels, ElementsAre(Pair("layout", "early"), Pair("time", "night")));
  EXPECT_EQ(early.replicates, 2U);
  EXPECT_EQ(early.failed, 0U);
  EXPECT_FALSE(early.meets_hazards);
  EXPECT_THAT(result.case_info[2].levels, ElementsAre(Pair("layout", ""), Pair("time", "")));
}

TEST(BatchResult, KeepsTheScoresOfEachRunWithItsCase) {
  const TemporaryFolder folder;
  const ResultFile result = written(folder / "r.h5");
  TwoLayoutsBatch batch;
  EXPECT_THAT(result.case_of, ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(result.layouts, ElementsAre("early", "early", "all", "all"));
  ASSERT_EQ(result.runs.size(), 4U);
  for (std::size_t r = 0; r < 4; ++r) {
    const RunScores scores = batch.runs.load(r);
    EXPECT_EQ(result.runs[r].replicate, scores.replicate);
    EXPECT_EQ(result.runs[r].state_hash, scores.state_hash);
    EXPECT_EQ(result.runs[r].geographies[1].unsheltered, scores.geographies[1].unsheltered);
    EXPECT_EQ(result.runs[r].geographies[0].curve, scores.geographies[0].curve);
  }
}

TEST(BatchResult, SheltersOfAllLayoutsLieInOneTable) {
  const TemporaryFolder folder;
  const ResultFile result = written(folder / "r.h5");
  EXPECT_THAT(result.shelters.key, ElementsAre("public/1", "public/2"));
  EXPECT_THAT(result.shelters.places, ElementsAre(3, 100));
  EXPECT_THAT(result.shelters.in_layout[0], ElementsAre(0, 1));
  EXPECT_THAT(result.shelters.in_layout[1], ElementsAre(1, 1));
  // The early layout's only shelter is the second of the table.
  EXPECT_THAT(result.shelters.assigned[0], ElementsAre(0, 10));
  EXPECT_THAT(result.shelters.assigned[2], ElementsAre(6, 4));
  EXPECT_THAT(result.runs[0].shelters.admitted, ElementsAre(0, 6));
  EXPECT_THAT(result.runs[2].shelters.refused, ElementsAre(3, 0));
  EXPECT_THAT(result.runs[0].shelters.entrance_wait_p95, ElementsAre(Tick::never(), to_tick(1.2)));
}

TEST(BatchResult, OccupancyFollowsTheTableOfShelters) {
  const TemporaryFolder folder;
  EXPECT_TRUE(written(folder / "r.h5").has_occupancy);
  const hdf5::FileReader file = look_into(folder / "r.h5");
  const auto occupancy = file.root().group("shelters").read<std::int64_t>("occupancy", {{4, 6, 2}});
  const auto last_of_run = [&](std::size_t run) {
    return std::vector(occupancy.begin() + static_cast<std::ptrdiff_t>(run * 12 + 10),
                       occupancy.begin() + static_cast<std::ptrdiff_t>(run * 12 + 12));
  };
  EXPECT_THAT(last_of_run(0), ElementsAre(0, 6));
  EXPECT_THAT(last_of_run(2), ElementsAre(3, 3));
}

TEST(BatchResult, SummarizesEachCaseByItself) {
  const TemporaryFolder folder;
  written(folder / "r.h5");
  const hdf5::FileReader file = look_into(folder / "r.h5");
  const hdf5::GroupReader summary = file.root().group("summary").group("district");
  EXPECT_THAT(summary.read<std::int64_t>("replicates"), ElementsAre(2, 2, 0));
  const auto places = summary.read<std::int64_t>("places_all", {{3}});
  EXPECT_THAT(places, ElementsAre(100, 103, 0));
  const auto used = summary.read<double>("utilisation_all_mean", {{3}});
  EXPECT_EQ(used[0], 0.06);
  EXPECT_NEAR(used[1], 6.0 / 103.0, 1e-12);
  EXPECT_TRUE(std::isnan(used[2]));
}

TEST(BatchResult, ACaseWithoutRunsHasNoFigures) {
  const TemporaryFolder folder;
  const ResultFile result = written(folder / "r.h5");
  EXPECT_EQ(result.case_info[2].replicates, 0U);
  EXPECT_EQ(result.case_info[2].failed, 2U);
  const hdf5::FileReader file = look_into(folder / "r.h5");
  const hdf5::GroupReader summary = file.root().group("summary").group("grid");
  const auto coverage = summary.read<double>("coverage_mean", {{3, 2, 3}});
  EXPECT_THAT(std::vector(coverage.begin() + 12, coverage.end()), Each(testing::IsNan()));
  const auto population = summary.read<std::int64_t>("population", {{3, 3}});
  EXPECT_THAT(std::vector(population.begin() + 6, population.end()), Each(0));
  EXPECT_THAT(std::vector(population.begin(), population.begin() + 3), ElementsAre(6, 6, 0));
}

TEST(BatchResult, NamesTheRunsThatFailed) {
  const TemporaryFolder folder;
  const ResultFile result = written(folder / "r.h5");
  ASSERT_EQ(result.failures.size(), 2U);
  EXPECT_EQ(result.failures[1].case_index, 2U);
  EXPECT_EQ(result.failures[1].replicate, 1U);
  EXPECT_EQ(result.failures[1].reason, "out of memory");
}

TEST(BatchResult, CanBeWrittenWhenAllRunsFailed) {
  const TemporaryFolder folder;
  const SmallRun run;
  ListedRuns none;
  const ResultContext context{.city = run.city,
                              .cases = {TwoLayoutsBatch::case_of(run, "broken")},
                              .failures = {{0, 0, "out of memory"}}};
  write_result(folder / "r.h5", context, none);
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_TRUE(result.runs.empty());
  EXPECT_EQ(result.case_info[0].failed, 1U);
  EXPECT_EQ(result.geographies.size(), 2U);
}

TEST(BatchResult, EachCaseHasTheTablesOfItsRunsInMemory) {
  const TemporaryFolder folder;
  const ResultFile result = written(folder / "r.h5");
  TwoLayoutsBatch batch;
  const std::vector<RunScores> early = {batch.runs.load(0), batch.runs.load(1)};
  const std::vector<RunScores> all = {batch.runs.load(2), batch.runs.load(3)};
  const auto json = [&](const SmallRun& run, const std::vector<RunScores>& runs) {
    return score_json(make_score_view(run.city, run.scenario, runs));
  };
  EXPECT_EQ(score_json(make_score_view(result, 0)), json(batch.early, early));
  EXPECT_EQ(score_json(make_score_view(result, 1)), json(batch.all, all));
  EXPECT_NE(json(batch.early, early), json(batch.all, all));
}

TEST(BatchResult, LoadsEachRunOnceInOrder) {
  const TemporaryFolder folder;
  TwoLayoutsBatch batch;
  write_result(folder / "r.h5", batch.context(), batch.runs);
  EXPECT_THAT(batch.runs.loaded, ElementsAre(0, 1, 2, 3));
}

TEST(BatchResult, SameRunsMakeTheSameBytes) {
  const TemporaryFolder folder;
  written(folder / "a.h5");
  written(folder / "b.h5");
  EXPECT_EQ(read_bytes(folder / "a.h5"), read_bytes(folder / "b.h5"));
}

TEST(BatchResult, FactorsAreVariablesOfRuns) {
  const TemporaryFolder folder;
  TwoLayoutsBatch batch;
  ResultContext context = batch.context();
  context.cases[0].levels = {{"layout", "old"}, {"seed", "low"}, {"a/b", "1"}, {"a_b", "2"}};
  context.cases[1].levels = {{"layout", "new"}, {"seed", "high"}, {"a/b", "3"}, {"a_b", "4"}};
  write_result(folder / "r.h5", context, batch.runs);
  const hdf5::FileReader file = look_into(folder / "r.h5");
  const hdf5::GroupReader runs = file.root().group("runs");
  EXPECT_THAT(runs.read<std::string>("layout"), ElementsAre("early", "early", "all", "all"));
  EXPECT_THAT(runs.read<std::string>("factor_layout"), ElementsAre("old", "old", "new", "new"));
  EXPECT_THAT(runs.read<std::string>("factor_seed"), ElementsAre("low", "low", "high", "high"));
  EXPECT_THAT(runs.read<std::string>("a_b"), ElementsAre("1", "1", "3", "3"));
  EXPECT_THAT(runs.read<std::string>("factor_a_b"), ElementsAre("2", "2", "4", "4"));
}

TEST(BatchResult, AFactorThatIsTheLayoutIsNotThereTwice) {
  const TemporaryFolder folder;
  TwoLayoutsBatch batch;
  ResultContext context = batch.context();
  context.cases.pop_back();
  context.failures.clear();
  write_result(folder / "r.h5", context, batch.runs);
  const hdf5::FileReader file = look_into(folder / "r.h5");
  EXPECT_FALSE(file.root().group("runs").has("factor_layout"));
  EXPECT_THAT(file.root().group("runs").read<std::string>("time"), Each("night"));
  EXPECT_FALSE(file.root().has("failures"));
}

TEST(BatchResult, TheRootSaysWhatAllCasesShare) {
  const TemporaryFolder folder;
  TwoLayoutsBatch batch;
  batch.early.scenario.population = "day";
  batch.early.scenario.run.seed = 5;
  write_result(folder / "r.h5", batch.context(), batch.runs);
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_EQ(result.scenario, "air raid");
  EXPECT_EQ(result.population, "");
  EXPECT_EQ(result.case_info[0].population, "day");
  EXPECT_EQ(result.case_info[1].population, "night");
  EXPECT_FALSE(look_into(folder / "r.h5").root().has_attribute("seed"));
}

/// A case without hazards, then one with a flood and strikes.
struct DryAndWet {
  SmallRun dry;
  SmallHazardRun wet;
  ListedRuns runs;
  DryAndWet() {
    for (std::uint32_t r = 0; r < 2; ++r) {
      runs.add(0, score_run(dry.city, dry.input(), r, dry.outcomes[r]));
    }
    for (std::uint32_t r = 0; r < 2; ++r) {
      runs.add(1, score_run(wet.city, wet.input(), r, wet.outcomes[r]));
    }
  }
  ResultContext context() const {
    return {.city = dry.city,
            .cases = {TwoLayoutsBatch::case_of(dry, "dry"), TwoLayoutsBatch::case_of(wet, "wet")}};
  }
};

TEST(BatchResult, WhatAFloodReachesIsSaidCaseByCase) {
  const TemporaryFolder folder;
  DryAndWet batch;
  write_result(folder / "r.h5", batch.context(), batch.runs);
  const hdf5::FileReader file = look_into(folder / "r.h5");
  const hdf5::GroupReader scores = file.root().group("scores").group("district");
  EXPECT_THAT(scores.read<std::string>("case"), ElementsAre("dry", "wet"));
  EXPECT_THAT(scores.read<std::int64_t>("at_risk", {{2, 3}}), ElementsAre(0, 0, 0, 6, 0, 0));
  EXPECT_THAT(scores.read<std::int64_t>("not_at_risk", {{2, 3}}), Each(0));
  const auto arrival = scores.read<double>("water_arrival", {{2, 3}});
  EXPECT_TRUE(std::isnan(arrival[0]));
  EXPECT_EQ(arrival[3], 42.0);
  const hdf5::GroupReader summary = file.root().group("summary").group("district");
  const auto inside = summary.read<double>("inside_before_water_all_mean", {{2}});
  EXPECT_TRUE(std::isnan(inside[0]));
  EXPECT_EQ(inside[1], 3.0);
}

TEST(BatchResult, OnlyCasesWithAHazardHaveTablesOfIt) {
  const TemporaryFolder folder;
  DryAndWet batch;
  write_result(folder / "r.h5", batch.context(), batch.runs);
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_EQ(result.hazard_hash, "");  // the cases do not agree
  EXPECT_FALSE(result.case_info[0].has_flood);
  EXPECT_EQ(result.case_info[1].hazard, "dam above the park");
  EXPECT_EQ(result.case_info[1].hazard_hash.size(), 16U);
  const ScoreView dry = make_score_view(result, 0);
  EXPECT_FALSE(dry.hazard.has_value());
  EXPECT_EQ(dry.geographies[0].zones[0].at_risk, std::nullopt);
  const ScoreView wet = make_score_view(result, 1);
  ASSERT_TRUE(wet.hazard.has_value());
  EXPECT_EQ(wet.hazard->caught, 1.5);
  EXPECT_EQ(wet.geographies[0].zones[0].at_risk, 6);
}

TEST(BatchResult, ExposureNeedsTheSameStrikesInAllCases) {
  const TemporaryFolder folder;
  DryAndWet mixed;
  write_result(folder / "mixed.h5", mixed.context(), mixed.runs);
  EXPECT_FALSE(look_into(folder / "mixed.h5").root().has("exposure"));
  DryAndWet same;
  ListedRuns wet_runs;
  wet_runs.add(0, same.runs.load(2));
  wet_runs.add(1, same.runs.load(3));
  const auto with = [&](const SmallRun& second) {
    return ResultContext{.city = same.wet.city,
                         .cases = {TwoLayoutsBatch::case_of(same.wet, "one"),
                                   TwoLayoutsBatch::case_of(second, "two")}};
  };
  const SmallHazardRun other;
  write_result(folder / "same.h5", with(other), wet_runs);
  EXPECT_EQ(read_result(folder / "same.h5").runs[0].exposures.size(), 2U);
  // The second wave, too, comes in time where the alarm is late.
  SmallHazardRun late;
  late.scenario.hazard.alarm_at = to_tick(8'990.0);
  write_result(folder / "late.h5", with(late), wet_runs);
  EXPECT_FALSE(look_into(folder / "late.h5").root().has("exposure"));
}

TEST(BatchResult, WhatOnlyALaterRunMeetsIsNothingInTheRunsBefore) {
  const TemporaryFolder folder;
  DryAndWet batch;
  const ResultContext context{.city = batch.dry.city,  // no case names a hazard
                              .cases = {TwoLayoutsBatch::case_of(batch.dry, "usual"),
                                        TwoLayoutsBatch::case_of(batch.dry, "doors close")}};
  write_result(folder / "r.h5", context, batch.runs);
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_TRUE(result.has_hazards);
  EXPECT_FALSE(result.case_info[0].meets_hazards);
  EXPECT_TRUE(result.case_info[1].meets_hazards);
  EXPECT_THAT(result.runs[0].shelters.lost_at, Each(Tick::never()));
  EXPECT_THAT(result.runs[0].shelters.lost_persons, Each(0));
  EXPECT_THAT(result.runs[1].geographies[0].caught_curve, Each(0));
  EXPECT_THAT(result.runs[2].shelters.lost_persons, ElementsAre(1, 0));
  EXPECT_EQ(result.runs[2].geographies[0].caught_curve[2 * 3], 3);
}

TEST(BatchResult, RedactedFilesKeepNamesOfCasesOnly) {
  const TemporaryFolder folder;
  TwoLayoutsBatch batch;
  ResultContext context = batch.context();
  context.redact = true;
  write_result(folder / "r.h5", context, batch.runs);
  const std::string bytes = read_bytes(folder / "r.h5");
  for (const char* secret : {"two layouts", "layout=\"", "secret", "out of memory", "air raid"}) {
    EXPECT_THAT(bytes, Not(HasSubstr(secret)));
  }
  const ResultFile result = read_result(folder / "r.h5");
  EXPECT_EQ(result.case_info[0].name, "layout=early");
  EXPECT_EQ(result.case_info[0].levels[0].second, "early");
  EXPECT_EQ(result.failures.size(), 2U);
}

TEST(BatchResult, CasesThatCannotLieInOneFileAreRefused) {
  const TwoLayoutsBatch made;
  const Scenario& one = made.all.scenario;
  Scenario other = one;
  EXPECT_EQ(key_that_keeps_apart(one, other), std::nullopt);
  other.run.deadlines.pop_back();
  EXPECT_EQ(key_that_keeps_apart(one, other), "run.deadlines");
  other = one;
  other.run.horizon = to_tick(301.0);
  EXPECT_EQ(key_that_keeps_apart(one, other), "run.horizon");
  other = one;
  other.output.curve_interval = 30.0;
  EXPECT_EQ(key_that_keeps_apart(one, other), "output.curve_interval");
  TwoLayoutsBatch batch;
  batch.all.scenario.run.horizon = to_tick(301.0);
  EXPECT_THAT(refusal_of(batch.context(), batch.runs), HasSubstr("run.horizon"));
}

TEST(BatchResult, RunsOutOfOrderAreRefused) {
  TwoLayoutsBatch batch;
  batch.runs.add(0, batch.runs.load(0));
  EXPECT_THAT(refusal_of(batch.context(), batch.runs), HasSubstr("run 4 is of case 0"));
}

TEST(BatchResult, TwoCasesOfOneNameAreRefused) {
  TwoLayoutsBatch batch;
  ResultContext context = batch.context();
  context.cases[1].name = context.cases[0].name;
  EXPECT_THAT(refusal_of(context, batch.runs), HasSubstr("two cases have the name"));
}

TEST(BatchResult, RunsWithShelterFactsOfAnotherLayoutAreRefused) {
  TwoLayoutsBatch batch;
  ListedRuns wrong;
  wrong.add(0, batch.runs.load(2));
  EXPECT_THAT(refusal_of(batch.context(), wrong), HasSubstr("its case needs 1"));
}

TEST(BatchResult, AgentsAreForASingleCase) {
  const TemporaryFolder folder;
  TwoLayoutsBatch batch;
  const ResultAgents agents{batch.all.input(), batch.all.outcomes};
  EXPECT_THROW(write_result(folder / "r.h5", batch.context(), batch.runs, &agents), InternalError);
}

TEST(BatchResult, AFileOfASingleCaseHasNoAxisOfCasesInItsScores) {
  const TemporaryFolder folder;
  const SmallHazardRun run;
  const std::vector<RunScores> scores = {score_run(run.city, run.input(), 0, run.outcomes[0])};
  RunsInMemory runs(scores);
  write_result(folder / "r.h5", {.city = run.city, .cases = {TwoLayoutsBatch::case_of(run, "one")}},
               runs);
  const hdf5::FileReader file = look_into(folder / "r.h5");
  const hdf5::GroupReader district = file.root().group("scores").group("district");
  EXPECT_FALSE(district.has("case"));
  EXPECT_THAT(district.read<std::int64_t>("at_risk", {{3}}), ElementsAre(6, 0, 0));
  EXPECT_THAT(district.read<std::int64_t>("not_at_risk", {{3}}), ElementsAre(0, 0, 0));
  EXPECT_FALSE(file.root().group("shelters").has("in_layout"));
  EXPECT_FALSE(file.root().has_attribute("batch"));
  EXPECT_THAT(file.root().groups(), ElementsAre("runs", "scores", "curves", "shelters", "links",
                                                "exposure", "summary", "cases"));
}

TEST(BatchResult, TheFactsCanBeReadWithoutTheScores) {
  const TemporaryFolder folder;
  written(folder / "r.h5");
  const ResultFile facts = read_result(folder / "r.h5", ResultExtent::kFacts);
  EXPECT_EQ(facts.case_info[1].replicates, 2U);
  EXPECT_EQ(facts.failures.size(), 2U);
  EXPECT_EQ(facts.runs[3].replicate, 1U);
  EXPECT_EQ(facts.geographies[0].key.size(), 3U);
  EXPECT_EQ(facts.shelters.key.size(), 2U);
  EXPECT_THAT(facts.runs[0].geographies, IsEmpty());
}

TEST(BatchResult, ScoresOfSeveralCasesCanBePrintedTogether) {
  const TemporaryFolder folder;
  const ResultFile result = written(folder / "r.h5");
  const std::vector<CaseScores> cases = {
      {"layout=early", {{"layout", "early"}}, 0, make_score_view(result, 0)},
      {"broken, \"all\"", {}, 2, std::nullopt}};
  const std::string json = score_json(cases);
  EXPECT_THAT(json, HasSubstr("\"case\": \"layout=early\""));
  EXPECT_THAT(json, HasSubstr("\"scores\": null"));
  EXPECT_THAT(json, HasSubstr("\"failed\": 2"));
  const std::string csv = score_csv(cases, "district");
  EXPECT_THAT(csv, testing::StartsWith("case,geography,zone,"));
  EXPECT_THAT(csv, HasSubstr("\r\nlayout=early,district,370302,"));
  EXPECT_THAT(csv, Not(HasSubstr("broken")));
}

}  // namespace
}  // namespace yanbi
