// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/replicates.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/plan/plan.hpp"
#include "tests/support/small_city.hpp"

namespace yanbi {
namespace {

/// The small city with a scenario in which departures are drawn, so that replicates differ.
class Replicates : public ::testing::Test {
 protected:
  Replicates() {
    scenario_.name = "replicates";
    scenario_.population = city_.populations.front().name;
    scenario_.plan.max_walk = 1e6;
    scenario_.response.delay.shape = Distribution::Shape::kUniform;
    scenario_.response.delay.b = 300.0;
    scenario_.run.deadlines = {to_tick(120.0), to_tick(600.0)};
    scenario_.run.horizon = to_tick(900.0);
    scenario_.run.replicates = 6;
  }
  [[nodiscard]] ReplicateResults run(int threads, const ProgressCallback& progress = {}) const {
    const Parties parties =
        make_parties(city_.origins, city_.populations.front(), scenario_.run.seed);
    const Shelters shelters = make_shelters(city_, city_.layouts.front(), scenario_.entrance);
    const Plan plan = make_plan(city_, parties, shelters, scenario_, 1);
    return run_replicates(city_, {city_.network, city_.origins, parties, shelters, plan, scenario_},
                          threads, progress);
  }
  City city_ = test::small_city();
  Scenario scenario_;
};

std::vector<std::uint64_t> hashes_of(const ReplicateResults& results) {
  std::vector<std::uint64_t> hashes;
  for (const RunScores& run : results.runs) {
    hashes.push_back(run.state_hash);
  }
  return hashes;
}

TEST_F(Replicates, AreDeliveredInTheirOrderAndDiffer) {
  const ReplicateResults results = run(2);
  ASSERT_EQ(results.runs.size(), 6U);
  for (std::uint32_t r = 0; r < 6; ++r) {
    EXPECT_EQ(results.runs[r].replicate, r);
  }
  const std::vector<std::uint64_t> hashes = hashes_of(results);
  EXPECT_EQ(std::set<std::uint64_t>(hashes.begin(), hashes.end()).size(), 6U);
}

TEST_F(Replicates, DoNotDependOnTheNumberOfThreads) {
  const std::vector<std::uint64_t> expected = hashes_of(run(1));
  for (const int threads : {2, 3, 8}) {  // 8 are more than replicates: one after another
    EXPECT_EQ(hashes_of(run(threads)), expected) << threads << " threads";
  }
}

TEST_F(Replicates, OutcomesAreKeptOnlyWhereAgentsAreAskedFor) {
  EXPECT_TRUE(run(2).outcomes.empty());
  scenario_.output.agents = true;
  const ReplicateResults results = run(2);
  ASSERT_EQ(results.outcomes.size(), 6U);
  for (std::size_t r = 0; r < 6; ++r) {
    EXPECT_EQ(results.outcomes[r].state_hash, results.runs[r].state_hash);
  }
}

TEST_F(Replicates, ProgressEndsAtOne) {
  double last = 0.0;
  static_cast<void>(run(2, [&last](const ProgressReport& report) {
    EXPECT_GE(report.fraction, last);
    last = report.fraction;
    return true;
  }));
  EXPECT_EQ(last, 1.0);
}

TEST_F(Replicates, RefusedProgressInterrupts) {
  for (const int threads : {1, 2, 8}) {
    EXPECT_THROW(static_cast<void>(run(threads, [](const ProgressReport&) { return false; })),
                 Interrupted)
        << threads << " threads";
  }
}

TEST_F(Replicates, ErrorWinsOverTheInterruptionThatItCauses) {
  for (const int threads : {1, 2, 8}) {
    EXPECT_THROW(static_cast<void>(run(
                     threads, [](const ProgressReport&) -> bool { throw RunError("disk full"); })),
                 RunError)
        << threads << " threads";
  }
}

}  // namespace
}  // namespace yanbi
