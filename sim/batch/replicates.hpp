// SPDX-License-Identifier: Apache-2.0
#pragma once
// Runs the replicates of one scenario: whole replicates side by side where there are enough of them
// to keep all threads busy, else one after another with all threads inside.

#include <cstdint>
#include <vector>

#include "outputs/scores.hpp"
#include "sim/base/progress.hpp"
#include "sim/city/city.hpp"
#include "sim/kernel/outcome.hpp"
#include "sim/kernel/simulation.hpp"

namespace yanbi {

/// What the replicates leave, in their order.
struct ReplicateResults {
  std::vector<RunScores> runs;
  std::vector<Outcome> outcomes;  ///< only where the scenario asks for agents, else empty
};

/// Runs replicates 0 to run.replicates - 1 on at most `threads` threads and scores each. Neither
/// the number of threads nor the order in which replicates end shows in the results.
/// @throws Interrupted when `progress` says so; the error of the first replicate that failed.
[[nodiscard]] ReplicateResults run_replicates(const City& city, const SimulationInput& input,
                                              int threads, const ProgressCallback& progress = {});

/// Runs one replicate, whichever it is, on at most `threads` threads and scores it.
/// @throws Interrupted when `progress` says so.
[[nodiscard]] ReplicateResults run_replicate(const City& city, const SimulationInput& input,
                                             std::uint32_t replicate, int threads,
                                             const ProgressCallback& progress = {});

}  // namespace yanbi
