// SPDX-License-Identifier: Apache-2.0
// A crowded run with too few places, from plan to result file, whose every cause and score is then
// recomputed from /agents by scripts/recompute_scores.py, which shares no code with the engine.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "outputs/result_writer.hpp"
#include "sim/plan/plan.hpp"
#include "tests/sim/plan/city_builder.hpp"
#include "tests/support/files.hpp"

namespace yanbi {
namespace {

constexpr int kSkipped = 77;  // what the script returns without h5py

Geography bands(const std::string& name, std::size_t zones, const City& city) {
  Geography geography;
  geography.name = name;
  for (std::size_t z = 0; z < zones; ++z) {
    geography.key.push_back(name + std::to_string(z));
  }
  geography.label = geography.key;
  for (std::size_t o = 0; o < city.origins.size(); ++o) {
    geography.zone_of_origin.emplace_back(o * zones / city.origins.size());
  }
  for (std::size_t w = 0; w < city.works.size(); ++w) {
    geography.zone_of_work.emplace_back(w % zones);
  }
  geography.first_ring.assign(zones + 1, 0);
  geography.first_vertex = {0};
  return geography;
}

/// About 10,000 people, 9,000 places, one home in 40 off the streets.
City crowded_city() {
  City city = test::grid_city(10, 2000, 15, 600, 7);
  city.name = "Crowded grid";
  city.synthetic = true;
  city.works.places[3] = 2000;
  for (std::size_t o = 0; o < city.origins.size(); o += 40) {
    city.origins.position[o] = std::nullopt;
    city.origins.access[o] = 0.0;
  }
  city.geographies = {bands("ward", 5, city), bands("grid", 23, city)};
  return city;
}

/// Draws everything that can be drawn, so that every cause on foot occurs.
Scenario rehearsal(bool split_parties) {
  Scenario scenario;
  scenario.name = "rehearsal";
  scenario.layout = "all";
  scenario.population = "all";
  scenario.warning.reach = 0.95;
  scenario.warning.delay.shape = Distribution::Shape::kUniform;
  scenario.warning.delay.b = 200.0;
  scenario.response.compliance = 0.93;
  scenario.response.delay.shape = Distribution::Shape::kUniform;
  scenario.response.delay.b = 100.0;
  scenario.plan.max_walk = 380.0;
  scenario.run.deadlines = {to_tick(120.0), to_tick(240.0), to_tick(480.0)};
  scenario.run.horizon = to_tick(900.0);
  scenario.run.replicates = 3;
  scenario.run.split_parties = split_parties;
  scenario.output.curve_interval = 40.0;
  return scenario;
}

struct Answer {
  int status = 0;
  std::string text;
};

Answer recompute(const std::filesystem::path& result) {
  const std::filesystem::path printed = result.string() + ".txt";
  const std::string command = std::string("\"") + YANBI_PYTHON + "\" \"" + YANBI_SOURCE_DIR +
                              "/scripts/recompute_scores.py\" \"" + result.string() + "\" > \"" +
                              printed.string() + "\" 2>&1";
  const int status = std::system(command.c_str());
  std::ostringstream text;
  text << std::ifstream(printed).rdbuf();
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, text.str()};
}

class RecomputeRun : public testing::TestWithParam<bool> {
 protected:
  RecomputeRun()
      : city_(crowded_city()),
        scenario_(rehearsal(GetParam())),
        parties_(make_parties(city_.origins, city_.populations.front(), scenario_.run.seed)),
        shelters_(make_shelters(city_, city_.layouts.front(), scenario_.entrance)),
        plan_(make_plan(city_, parties_, shelters_, scenario_, 2)) {
    for (std::uint32_t r = 0; r < 3; ++r) {
      outcomes_.push_back(simulate(input(), r, 2));
      runs_.push_back(score_run(city_, input(), r, outcomes_.back()));
    }
  }

  SimulationInput input() const {
    return {city_.network, city_.origins, parties_, shelters_, plan_, scenario_};
  }

  City city_;
  Scenario scenario_;
  Parties parties_;
  Shelters shelters_;
  Plan plan_;
  std::vector<Outcome> outcomes_;
  std::vector<RunScores> runs_;
};

TEST_P(RecomputeRun, HasEveryCauseThatCanOccurOnFoot) {
  std::array<std::int64_t, kCauseCount> persons{};
  for (const RunScores& run : runs_) {
    const std::vector<std::int64_t>& unsheltered = run.geographies.front().unsheltered;
    for (std::size_t i = 0; i < unsheltered.size(); ++i) {
      persons[i % kCauseCount] += unsheltered[i];
    }
  }
  for (std::size_t c = 0; c < kCauseCount; ++c) {
    const auto cause = static_cast<Cause>(c);
    const bool hazard =
        cause == Cause::kShelterLost || cause == Cause::kBlocked || cause == Cause::kCaught;
    EXPECT_EQ(persons[c] > 0, !hazard) << kCauseNames[c] << ": " << persons[c];
  }
}

TEST_P(RecomputeRun, FileAgreesWithSeparateCode) {
  const test::TemporaryFolder folder;
  const std::filesystem::path file = folder / "result.h5";
  const ResultContext context{
      .city = city_,
      .cases = {{.name = "only", .scenario = scenario_, .shelters = shelters_}},
      .threads = 2};
  RunsInMemory runs(runs_);
  const ResultAgents agents{input(), outcomes_};
  write_result(file, context, runs, &agents);
  const Answer answer = recompute(file);
  if (answer.status == kSkipped) {
    GTEST_SKIP() << answer.text;
  }
  EXPECT_EQ(answer.status, 0) << answer.text;
  EXPECT_THAT(answer.text, testing::HasSubstr("3 runs"));
  EXPECT_THAT(answer.text, testing::HasSubstr("ward, grid"));
}

INSTANTIATE_TEST_SUITE_P(Parties, RecomputeRun, testing::Bool(),
                         [](const testing::TestParamInfo<bool>& split) {
                           return split.param ? "MaySplit" : "StayTogether";
                         });

}  // namespace
}  // namespace yanbi
