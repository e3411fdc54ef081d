// SPDX-License-Identifier: Apache-2.0
#pragma once
// A batch from its start, or from where an earlier start was stopped, to its result file.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/progress.hpp"
#include "sim/batch/batch.hpp"
#include "sim/batch/run_batch.hpp"
#include "sim/batch/team.hpp"

namespace yanbi {

struct BatchJobOptions {
  BatchOptions work;
  bool resume = false;         ///< go on where journals end; on a missing file begin anew
  bool force = false;          ///< replace what is there, journals too
  bool keep_journals = false;  ///< once the result is written
  bool redact = false;         ///< see outputs/FORMAT.md
};

/// A run that failed.
struct FailedRun {
  std::string case_name;
  std::uint32_t replicate = 0;
  std::string reason;
};

struct BatchJobReport {
  BatchEnd end = BatchEnd::kFinished;
  bool was_complete = false;  ///< the result was there before
  bool has_result = false;    ///< the result file is written
  std::size_t cases = 0;
  std::size_t runs = 0;      ///< in the result, or finished so far
  std::size_t missing = 0;   ///< of all shards
  std::size_t executed = 0;  ///< by this process
  int ranks = 1;             ///< processes of the job, this one included
  double run_seconds = 0.0;  ///< spent on moving people and scoring by these, all together
  std::vector<FailedRun> failures;
  std::vector<std::string> remarks;
};

/// Works on a batch and, when all runs of all shards are there, puts the result together at
/// `result`. Every member of the team calls this with the same arguments; rank 0 does what only one
/// may do.
/// @throws InputError when journals or a result that are there belong to another batch;
/// StartRefused when they are there and neither `resume` nor `force` is set; RunError when another
/// process works on the same shard, or something cannot be written.
[[nodiscard]] BatchJobReport do_batch(const Batch& batch, const std::filesystem::path& result,
                                      const BatchJobOptions& options, Team& team,
                                      const ProgressCallback& progress = {});

/// What is there already stands in the way, and the caller has not said what to do with it.
class StartRefused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Puts the result together from the journals in `folders`, which must have all runs of `batch`.
/// @throws InputError when journals belong to another batch, or runs are missing (names the first);
/// RunError when the file cannot be written.
[[nodiscard]] BatchJobReport merge_journals(const Batch& batch,
                                            const std::vector<std::filesystem::path>& folders,
                                            const std::filesystem::path& result, bool redact,
                                            const ProgressCallback& progress = {});

/// What a batch will take, measured on one run.
struct BatchEstimate {
  std::size_t cases = 0;
  std::uint64_t least_runs = 0;
  std::uint64_t most_runs = 0;     ///< more than least_runs with a stopping rule
  double plan_seconds = 0.0;       ///< to make one case ready
  double run_seconds = 0.0;        ///< one run on one thread
  std::uint64_t city_bytes = 0;    ///< held by the process before any run
  std::uint64_t run_bytes = 0;     ///< estimate for one run, see estimate_bytes_of_run()
  std::uint64_t record_bytes = 0;  ///< of one run in a journal
};

/// Makes the first case ready and executes its first run. Writes nothing.
[[nodiscard]] BatchEstimate estimate_batch(const Batch& batch, int threads,
                                           const ProgressCallback& progress = {});

}  // namespace yanbi
