// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is to be run next as far as the journals say, and what of them belongs into the result.
// Inside of the batch room.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/batch/batch_spec.hpp"
#include "sim/batch/journal.hpp"
#include "sim/batch/run_plan.hpp"

namespace yanbi {

/// Where one case stands.
struct CaseState {
  std::uint32_t wanted = 0;  ///< replicates that are to be there before the next decision
  bool decided = false;      ///< none beyond `wanted` are needed
};

/// Depends on replicates 0 to n - 1 alone: on nothing that came early, or from another start.
[[nodiscard]] CaseState state_of_case(const BatchSpec& spec, const RunPlan& plan,
                                      const JournalContents& journals, std::uint32_t case_index);

/// The runs of the next round in their order: those of `cases` up to where each is to be looked at
/// next that no journal has. Empty when nothing is left to do. @param retry_failed whether recorded
/// failures count as not there.
[[nodiscard]] std::vector<RunKey> next_round(const BatchSpec& spec, const RunPlan& plan,
                                             const JournalContents& journals,
                                             const std::vector<std::uint32_t>& cases,
                                             bool retry_failed = false);

/// Runs that belong into the result, and those that failed.
struct FinishedRuns {
  std::vector<RunKey> runs;  ///< in the order of (case, replicate), without what is to be dropped
  std::vector<RunKey> failures;
  std::size_t missing = 0;  ///< not executed yet, as far as is known now
  [[nodiscard]] bool complete() const noexcept { return missing == 0; }
};

/// What the journals say of some cases.
[[nodiscard]] FinishedRuns finished_runs(const BatchSpec& spec, const RunPlan& plan,
                                         const JournalContents& journals,
                                         const std::vector<std::uint32_t>& cases);

}  // namespace yanbi
