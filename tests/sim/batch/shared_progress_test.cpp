// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/shared_progress.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace yanbi {
namespace {

TEST(SharedProgress, FractionIsTheMeanOfThePieces) {
  std::vector<double> fractions;
  std::vector<std::string> stages;
  const ProgressCallback target = [&](const ProgressReport& report) {
    fractions.push_back(report.fraction);
    stages.emplace_back(report.stage);
    return true;
  };
  SharedProgress shared(target, 4);
  EXPECT_TRUE(shared.for_piece(0)({"inner", 1.0}));
  EXPECT_TRUE(shared.for_piece(2)({"inner", 0.5}));
  EXPECT_EQ(fractions, (std::vector<double>{0.25, 0.375}));
  EXPECT_EQ(stages.back(), "moving people, 1 of 4 replicates done");
}

TEST(SharedProgress, NeverRunsBackwards) {
  double last = -1.0;
  const ProgressCallback target = [&](const ProgressReport& report) {
    EXPECT_GE(report.fraction, last);
    last = report.fraction;
    return true;
  };
  SharedProgress shared(target, 1);
  const ProgressCallback piece = shared.for_piece(0);
  for (const double fraction : {0.5, 0.25, -1.0, 0.75}) {
    EXPECT_TRUE(piece({"", fraction}));
  }
  EXPECT_EQ(last, 0.75);
}

TEST(SharedProgress, RefusalStopsEveryPiece) {
  int calls = 0;
  const ProgressCallback target = [&calls](const ProgressReport&) {
    ++calls;
    return false;
  };
  SharedProgress shared(target, 2);
  EXPECT_FALSE(shared.for_piece(0)({"", 0.1}));
  EXPECT_TRUE(shared.stopped());
  EXPECT_FALSE(shared.for_piece(1)({"", 0.1}));
  EXPECT_EQ(calls, 1);
}

TEST(SharedProgress, WorksWithoutATarget) {
  const ProgressCallback none;
  SharedProgress shared(none, 2);
  EXPECT_TRUE(shared.for_piece(1)({"", 0.5}));
  shared.stop();
  EXPECT_FALSE(shared.for_piece(1)({"", 0.5}));
}

}  // namespace
}  // namespace yanbi
