// SPDX-License-Identifier: Apache-2.0
#pragma once
// One process's part of the rounds of a batch: runs side by side, each appended to the journal when
// it ends. Inside of the batch room.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <exception>
#include <mutex>
#include <vector>

#include "outputs/scores.hpp"
#include "sim/base/progress.hpp"
#include "sim/batch/batch.hpp"
#include "sim/batch/journal.hpp"
#include "sim/batch/prepared_cases.hpp"
#include "sim/batch/run_batch.hpp"
#include "sim/batch/team.hpp"
#include "sim/kernel/simulation.hpp"

namespace yanbi {

class BatchWorker {
 public:
  /// All of them outlive this object.
  BatchWorker(const Batch& batch, const BatchOptions& options, Team& team,
              const ProgressCallback& progress);

  /// Takes runs of `round` until there are none left or something asks to stop.
  /// @throws RunError when the journal takes nothing more.
  void run(const std::vector<RunKey>& round, JournalWriter& journal);

  [[nodiscard]] BatchEnd end() const noexcept { return end_.load(); }
  [[nodiscard]] std::size_t executed() const noexcept { return executed_.load(); }
  [[nodiscard]] std::size_t failed() const noexcept { return failed_.load(); }
  /// s that runs took to move people and to be scored, all together.
  [[nodiscard]] double run_seconds() const;

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] std::size_t side_by_side(const std::vector<RunKey>& round);
  void take_runs(const std::vector<RunKey>& round, std::size_t place, int threads,
                 JournalWriter& journal);
  void execute(RunKey run, std::size_t place, int threads, JournalWriter& journal);
  [[nodiscard]] RunScores scores_of(RunKey run, const SimulationInput& input, std::size_t place,
                                    int threads);
  [[nodiscard]] bool has_time_for_another() const;
  void note_seconds(double seconds);
  void stop(BatchEnd why);
  void stop_with(std::exception_ptr error);
  [[nodiscard]] bool stopped() const noexcept { return end_.load() != BatchEnd::kFinished; }
  [[nodiscard]] bool report(std::size_t place, double fraction);

  const Batch& batch_;
  const BatchOptions& options_;
  Team& team_;
  const ProgressCallback& progress_;
  const ProgressCallback while_planning_;
  PreparedCases cases_;
  const Clock::time_point start_ = Clock::now();
  std::atomic<BatchEnd> end_ = BatchEnd::kFinished;
  std::atomic<std::size_t> executed_ = 0;
  std::atomic<std::size_t> failed_ = 0;
  mutable std::mutex mutex_;  // of what follows
  std::exception_ptr error_;
  double longest_ = 0.0;           // s, of the runs so far
  double run_seconds_ = 0.0;       // s, all of them
  std::vector<double> fractions_;  // of the runs under way
  std::size_t round_size_ = 0;
  std::size_t taken_ = 0;  // the latest number
};

/// What this member's journals are called.
[[nodiscard]] std::string member_name(const Shard& shard, const Team& team);

}  // namespace yanbi
