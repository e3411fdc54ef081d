// SPDX-License-Identifier: Apache-2.0
#pragma once
// The result file of a batch from its journals. Inside of the batch room.

#include <filesystem>

#include "sim/base/progress.hpp"
#include "sim/batch/batch.hpp"
#include "sim/batch/journal.hpp"
#include "sim/batch/rounds.hpp"

namespace yanbi {

struct AssembleOptions {
  bool redact = false;
};

/// Writes the runs of `finished` to `result`: a temporary name, synced, renamed. Holds two runs at
/// a time, and the replicates of one case without their curves for the summary.
/// @throws RunError when a record cannot be read or the file cannot be written.
void assemble_result(const Batch& batch, const JournalContents& journals,
                     const FinishedRuns& finished, const std::filesystem::path& result,
                     const AssembleOptions& options, const ProgressCallback& progress);

}  // namespace yanbi
