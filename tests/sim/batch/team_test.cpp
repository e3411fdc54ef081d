// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/team.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/batch/mpi_job.hpp"

namespace yanbi {
namespace {

bool job_with(const std::map<std::string, std::string>& variables) {
  return in_mpi_job([&](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? nullptr : found->second.c_str();
  });
}

TEST(MpiJob, IsSeenByTheVariablesOfEachLauncher) {
  EXPECT_TRUE(job_with({{"OMPI_COMM_WORLD_SIZE", "4"}}));
  EXPECT_TRUE(job_with({{"PMIX_RANK", "0"}}));
  EXPECT_TRUE(job_with({{"PMI_SIZE", "2"}}));
  EXPECT_TRUE(job_with({{"PMI_RANK", "0"}}));
  EXPECT_TRUE(job_with({{"MV2_COMM_WORLD_SIZE", "2"}}));
}

TEST(MpiJob, IsNotSeenInASchedulersJobWithoutMpi) {
  EXPECT_FALSE(job_with({}));
  EXPECT_FALSE(job_with({{"SLURM_NTASKS", "8"}, {"SLURM_PROCID", "0"}, {"PMIX_RANK", ""}}));
}

TEST(Team, IsOneProcessWithoutAJob) {
  for (const char* name :
       {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_SIZE", "PMI_RANK", "MV2_COMM_WORLD_SIZE"}) {
    unsetenv(name);
  }
  const auto team = join_team();
  EXPECT_EQ(team->rank(), 0);
  EXPECT_EQ(team->size(), 1);
  EXPECT_TRUE(team->all_agree(7));
}

TEST(Team, OfOneGivesEachNumberOnceFromAnyThread) {
  SoloTeam team;
  std::vector<std::size_t> taken(1000);
  parallel_for(taken.size(), 4, 1, [&](std::size_t i) { taken[i] = team.take_number(); });
  std::sort(taken.begin(), taken.end());
  for (std::size_t i = 0; i < taken.size(); ++i) {
    ASSERT_EQ(taken[i], i);
  }
}

TEST(Team, OfOneBeginsAgainAfterAMeeting) {
  SoloTeam team;
  EXPECT_EQ(team.take_number(), 0U);
  EXPECT_TRUE(team.meet(true));
  EXPECT_EQ(team.take_number(), 0U);
  EXPECT_FALSE(team.meet(false));
}

TEST(Team, OfOneGivesNoNumbersInAClosedRound) {
  SoloTeam team;
  team.close_round();
  EXPECT_GE(team.take_number(), Team::kClosed);
  EXPECT_GE(team.take_number(), Team::kClosed);
  EXPECT_FALSE(team.meet(false));
  EXPECT_EQ(team.take_number(), 0U);
}

TEST(InStep, GivesTheFlagOfTheStep) {
  SoloTeam team;
  EXPECT_TRUE(in_step(team, [] { return true; }));
  EXPECT_FALSE(in_step(team, [] { return false; }));
}

/// A team of two as one member sees it: the other says what the test wants, and all is noted.
class ScriptedTeam final : public Team {
 public:
  explicit ScriptedTeam(std::vector<bool> other) : other_(std::move(other)) {}

  [[nodiscard]] int rank() const noexcept override { return 0; }
  [[nodiscard]] int size() const noexcept override { return 2; }
  [[nodiscard]] std::size_t take_number() override { return kClosed; }
  [[nodiscard]] bool meet(bool flag) override {
    said.push_back(flag);
    return other_.at(said.size() - 1) || flag;
  }
  void close_round() override { closed = true; }
  [[nodiscard]] bool all_agree(std::uint64_t /*value*/) override { return true; }
  void part() noexcept override { parted = true; }

  std::vector<bool> said;
  bool closed = false;
  bool parted = false;

 private:
  std::vector<bool> other_;
};

TEST(InStep, MeetsAlthoughTheStepThrowsAndTellsTheOthers) {
  ScriptedTeam team({true, false});
  EXPECT_THROW(
      static_cast<void>(in_step(team, []() -> bool { throw std::runtime_error("disk full"); })),
      std::runtime_error);
  EXPECT_EQ(team.said, (std::vector<bool>{false, true}));
  EXPECT_TRUE(team.closed);
  EXPECT_TRUE(team.parted);
}

TEST(InStep, EndsWhenAnotherMemberFailed) {
  ScriptedTeam team({false, true});
  EXPECT_THROW(static_cast<void>(in_step(team, [] { return true; })), TeammateFailed);
  EXPECT_TRUE(team.parted);
}

TEST(InStep, GoesOnWhenAnotherMemberOnlyRaisesItsFlag) {
  ScriptedTeam team({true, false});
  EXPECT_TRUE(in_step(team, [] { return false; }));
  EXPECT_EQ(team.said, (std::vector<bool>{false, false}));
  EXPECT_FALSE(team.parted);
}

}  // namespace
}  // namespace yanbi
