// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/rounds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace yanbi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

RunPlan plan_of(std::uint32_t cases, std::uint32_t replicates) {
  RunPlan plan;
  for (std::uint32_t c = 0; c < cases; ++c) {
    plan.cases.push_back({"case " + std::to_string(c), {}, {}});
  }
  plan.replicates = replicates;
  return plan;
}

BatchSpec until_narrow(double width) {
  BatchSpec spec;
  spec.until = UntilNarrow{};
  spec.until->width = width;
  spec.until->first_look = 4;
  spec.until->most = 16;
  return spec;
}

void finish(JournalContents& journals, RunKey run, double statistic = 0.0) {
  JournalEntry entry;
  entry.statistic = statistic;
  journals.runs[run] = entry;
}

void fail(JournalContents& journals, RunKey run) {
  JournalEntry entry;
  entry.failed = true;
  entry.reason = "no memory";
  journals.runs[run] = entry;
}

TEST(Rounds, FixedReplicatesAreOneRoundOfWhatIsMissing) {
  const RunPlan plan = plan_of(2, 3);
  JournalContents journals;
  finish(journals, {0, 1});
  finish(journals, {1, 0});
  EXPECT_THAT(next_round({}, plan, journals, {0, 1}),
              ElementsAre(RunKey{0, 0}, RunKey{0, 2}, RunKey{1, 1}, RunKey{1, 2}));
  EXPECT_EQ(finished_runs({}, plan, journals, {0, 1}).missing, 4U);
}

TEST(Rounds, OtherShardsCasesAreLeftAlone) {
  EXPECT_THAT(next_round({}, plan_of(3, 1), {}, {1}), ElementsAre(RunKey{1, 0}));
}

TEST(Rounds, FailedRunsAreRepeatedOnlyWhenAskedFor) {
  const RunPlan plan = plan_of(1, 2);
  JournalContents journals;
  finish(journals, {0, 0});
  fail(journals, {0, 1});
  EXPECT_THAT(next_round({}, plan, journals, {0}), IsEmpty());
  EXPECT_THAT(next_round({}, plan, journals, {0}, true), ElementsAre(RunKey{0, 1}));
  const FinishedRuns finished = finished_runs({}, plan, journals, {0});
  EXPECT_TRUE(finished.complete());
  EXPECT_THAT(finished.runs, ElementsAre(RunKey{0, 0}));
  EXPECT_THAT(finished.failures, ElementsAre(RunKey{0, 1}));
}

TEST(Rounds, NarrowCaseStopsAtItsLookAndTheOtherGoesOn) {
  const BatchSpec spec = until_narrow(1.0);
  const RunPlan plan = plan_of(2, 16);
  JournalContents journals;
  for (std::uint32_t r = 0; r < 4; ++r) {
    finish(journals, {0, r}, 0.5);                     // no spread at all
    finish(journals, {1, r}, r % 2 == 0 ? 0.2 : 0.8);  // wide
  }
  EXPECT_THAT(next_round(spec, plan, journals, {0, 1}),
              ElementsAre(RunKey{1, 4}, RunKey{1, 5}, RunKey{1, 6}, RunKey{1, 7}));
}

TEST(Rounds, ReplicatesBeyondTheDecisionAreDropped) {
  const BatchSpec spec = until_narrow(1.0);
  const RunPlan plan = plan_of(1, 16);
  JournalContents journals;
  for (std::uint32_t r = 0; r < 6; ++r) {
    finish(journals, {0, r}, r < 4 ? 0.5 : 0.9);
  }
  const FinishedRuns finished = finished_runs(spec, plan, journals, {0});
  EXPECT_TRUE(finished.complete());
  EXPECT_THAT(finished.runs, ElementsAre(RunKey{0, 0}, RunKey{0, 1}, RunKey{0, 2}, RunKey{0, 3}));
}

TEST(Rounds, GapBeforeALookIsFilledBeforeAnythingIsDecided) {
  const BatchSpec spec = until_narrow(1.0);
  const RunPlan plan = plan_of(1, 16);
  JournalContents journals;
  for (const std::uint32_t r : {0U, 1U, 3U, 4U, 5U}) {
    finish(journals, {0, r}, 0.5);
  }
  EXPECT_THAT(next_round(spec, plan, journals, {0}), ElementsAre(RunKey{0, 2}));
}

TEST(Rounds, WideCaseEndsWithTheLastLook) {
  const BatchSpec spec = until_narrow(0.001);
  const RunPlan plan = plan_of(1, 16);
  JournalContents journals;
  for (std::uint32_t r = 0; r < 16; ++r) {
    finish(journals, {0, r}, r % 2 == 0 ? 0.1 : 0.9);
  }
  EXPECT_THAT(next_round(spec, plan, journals, {0}), IsEmpty());
  EXPECT_EQ(finished_runs(spec, plan, journals, {0}).runs.size(), 16U);
}

}  // namespace
}  // namespace yanbi
