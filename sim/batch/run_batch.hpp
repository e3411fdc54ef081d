// SPDX-License-Identifier: Apache-2.0
#pragma once
// Works on a batch until all of its runs, or all of one shard's, are in the journals.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/progress.hpp"
#include "sim/batch/batch.hpp"
#include "sim/batch/journal.hpp"
#include "sim/batch/team.hpp"

namespace yanbi {

/// Which part of a batch: shard `number` of `count`.
struct Shard {
  std::uint32_t number = 1;
  std::uint32_t count = 1;
};

struct BatchOptions {
  int threads = 1;                   ///< of this process
  std::uint64_t memory = 0;          ///< bytes that this process may use; 0 = no bound
  std::optional<double> time_limit;  ///< s from the start; no run begins that would pass it
  bool retry_failed = false;         ///< execute again what an earlier start recorded as failed
  Shard shard;
};

/// Why working ended.
enum class BatchEnd {
  kFinished,     ///< every run of the shard is in the journals
  kInterrupted,  ///< the progress callback asked to stop
  kTimeLimit,
  kRunFailed,  ///< a run failed, and the batch's policy is to stop then
};

struct BatchReport {
  BatchEnd end = BatchEnd::kFinished;
  std::size_t executed = 0;          ///< runs that this process finished, failures included
  std::size_t failed = 0;            ///< of these
  double run_seconds = 0.0;          ///< spent by these on moving people and scoring, all together
  std::vector<std::string> remarks;  ///< on journals that were cut short or damaged
};

/// Executes what no journal in `folder` has. Every member of the team calls this with the same
/// arguments. Each finished run is appended to this member's journal at once and forced to the disk
/// within a second.
/// @throws RunError when the journal cannot be written; what was committed stays.
[[nodiscard]] BatchReport run_batch(const Batch& batch, const BatchOptions& options,
                                    const std::filesystem::path& folder, Team& team,
                                    const ProgressCallback& progress = {});

}  // namespace yanbi
