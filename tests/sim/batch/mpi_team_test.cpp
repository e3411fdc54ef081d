// SPDX-License-Identifier: Apache-2.0
// What the ranks of an MPI job do together. MPI can be started only once in a process, so each test
// is a job of its own; mpi_team_test.sh starts it, with an empty folder for what ranks tell a test.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "sim/batch/team.hpp"

namespace yanbi {
namespace {

std::filesystem::path folder_of_job() {
  const char* folder = std::getenv("YANBI_MPI_TEST_FOLDER");
  if (folder == nullptr) {
    throw std::runtime_error("YANBI_MPI_TEST_FOLDER is not set: start this by mpi_team_test.sh");
  }
  return folder;
}

std::filesystem::path numbers_file(int round, int rank) {
  return folder_of_job() / ("round-" + std::to_string(round) + "-rank-" + std::to_string(rank));
}

/// Takes numbers below `count` on two threads, until there are none.
std::vector<std::size_t> take_all(Team& team, std::size_t count) {
  std::mutex mutex;
  std::vector<std::size_t> taken;
  const auto take = [&] {
    for (std::size_t number = team.take_number(); number < count; number = team.take_number()) {
      const std::lock_guard lock(mutex);
      taken.push_back(number);
    }
  };
  std::thread other(take);
  take();
  other.join();
  return taken;
}

/// How often each number was taken in a round, over all ranks.
std::vector<int> times_taken(const Team& team, int round, std::size_t count) {
  std::vector<int> times(count, 0);
  for (int rank = 0; rank < team.size(); ++rank) {
    std::ifstream file(numbers_file(round, rank));
    for (std::size_t number = 0; file >> number;) {
      ++times.at(number);
    }
  }
  return times;
}

TEST(MpiTeam, TakesEveryNumberOnceInEveryRound) {
  const auto team = join_team();
  ASSERT_EQ(team->size(), 4);
  for (int round = 0; round < 3; ++round) {
    const std::size_t count = 500 + 100 * static_cast<std::size_t>(round);
    {
      std::ofstream file(numbers_file(round, team->rank()));
      for (const std::size_t number : take_all(*team, count)) {
        file << number << '\n';
      }
    }
    EXPECT_FALSE(team->meet(false));
    EXPECT_EQ(times_taken(*team, round, count), std::vector<int>(count, 1)) << "round " << round;
  }
}

TEST(MpiTeam, TellsEverybodyOfTheFlagOfOne) {
  const auto team = join_team();
  ASSERT_EQ(team->size(), 4);
  EXPECT_FALSE(team->meet(false));
  EXPECT_TRUE(team->meet(team->rank() == 2));
  EXPECT_FALSE(team->meet(false));
}

TEST(MpiTeam, GivesNobodyANumberInAClosedRound) {
  const auto team = join_team();
  ASSERT_EQ(team->size(), 4);
  if (team->rank() == 1) {
    team->close_round();
  }
  EXPECT_TRUE(team->all_agree(0));  // everybody is here: the round is closed
  EXPECT_GE(team->take_number(), Team::kClosed);
  EXPECT_FALSE(team->meet(false));
  EXPECT_LT(team->take_number(), 4U);
  EXPECT_FALSE(team->meet(false));
}

TEST(MpiTeam, SeesThatOneGaveAnotherValue) {
  const auto team = join_team();
  ASSERT_EQ(team->size(), 4);
  EXPECT_FALSE(team->all_agree(team->rank() == 3 ? 1 : 0));
  EXPECT_FALSE(team->all_agree(team->rank() == 0 ? ~std::uint64_t{0} : 0));
  EXPECT_TRUE(team->all_agree(~std::uint64_t{0}));
}

/// Rank 0 stays outside of MPI until rank 1, which needs its window, has all its numbers.
TEST(MpiTeam, GetsNumbersWhileRankZeroIsAtWork) {
  const auto team = join_team();
  ASSERT_EQ(team->size(), 2);
  const auto pipe = folder_of_job() / "pipe";
  if (team->rank() == 0) {
    ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  }
  EXPECT_FALSE(team->meet(false));
  if (team->rank() == 0) {
    std::string word;
    std::ifstream(pipe) >> word;  // waits for the writer
    EXPECT_EQ(word, "done");
  } else {
    for (std::size_t number = 0; number < 100; ++number) {
      ASSERT_EQ(team->take_number(), number);
    }
    std::ofstream(pipe) << "done\n";
  }
  EXPECT_FALSE(team->meet(false));
}

/// The job ends in good order: mpirun would complain about a rank that leaves without ending MPI.
TEST(MpiTeam, PartsWhenTheStepOfOneThrows) {
  int rank = -1;
  std::string what;
  try {
    const auto team = join_team();
    ASSERT_EQ(team->size(), 4);
    rank = team->rank();
    static_cast<void>(in_step(*team, [&] {
      if (rank == 1) {
        throw std::invalid_argument("disk full");
      }
      return !take_all(*team, Team::kClosed).empty();  // ends since rank 1 closes the round
    }));
    what = "no error";
  } catch (const TeammateFailed&) {
    what = "another";
  } catch (const std::invalid_argument& error) {
    what = error.what();
  }
  EXPECT_EQ(what, rank == 1 ? "disk full" : "another");
}

/// The rank that leaves ends with status 5, and the others, which wait for it, are ended: so does
/// the job.
TEST(MpiTeam, EndsTheJobWhenOneLeavesByAnError) {
  try {
    const auto team = join_team();
    if (team->rank() == 1) {
      throw std::invalid_argument("nobody else knows");
    }
    static_cast<void>(team->meet(false));
    ADD_FAILURE() << "rank 1 came to the meeting";
  } catch (const std::invalid_argument&) {
    std::_Exit(5);
  }
}

TEST(MpiTeam, EndsTheJobWhenOneAbandonsIt) {
  const auto team = join_team();
  if (team->rank() == 1) {
    team->abandon(6);
  }
  static_cast<void>(team->meet(false));
  ADD_FAILURE() << "rank 1 came to the meeting";
}

}  // namespace
}  // namespace yanbi
