// SPDX-License-Identifier: Apache-2.0
#pragma once
// Threads: how many this process may use, and a parallel loop over independent items. Results must
// never depend on the number of threads: an item writes only what it owns.

#include <cstddef>
#include <functional>

namespace yanbi {

/// CPUs that this process may use: its affinity mask, bounded by the CPU quotas of its cgroups
/// (version 1 or 2) and by SLURM_CPUS_PER_TASK and SLURM_CPUS_ON_NODE. At least 1.
[[nodiscard]] int available_threads();

/// Calls `body(i)` for i in [0, count) on at most `threads` threads, `grain` items at a time (TBB).
/// The exception of the smallest item that threw is rethrown after all have ended or been skipped.
void parallel_for(std::size_t count, int threads, std::size_t grain,
                  const std::function<void(std::size_t)>& body);

}  // namespace yanbi
