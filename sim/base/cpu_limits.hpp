// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many CPUs a process may use, as the system and the scheduler say it in texts and variables.
// available_threads() (parallel.hpp) asks for them; here they are only understood. Inside of the
// base room.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace yanbi {

/// The content of a file; none where there is no such file.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;
/// The value of an environment variable, or null.
using ReadVariable = std::function<const char*(const char* name)>;

/// CPUs by the quotas of the control groups that the process is in, and of those above them as far
/// as they are mounted, rounded up: cpu.max of version 2, cpu.cfs_quota_us of version 1. At least
/// 1; none without a quota. Lines that cannot be understood say nothing.
/// @param membership text of /proc/self/cgroup
/// @param mounts text of /proc/self/mountinfo
[[nodiscard]] std::optional<int> cgroup_cpus(std::string_view membership, std::string_view mounts,
                                             const ReadFile& read);

/// CPUs that Slurm gave: the least of SLURM_CPUS_PER_TASK and SLURM_CPUS_ON_NODE, as far as they
/// are set and positive whole numbers. The second bounds jobs that were submitted without
/// --cpus-per-task on nodes where nothing else does.
[[nodiscard]] std::optional<int> slurm_cpus(const ReadVariable& variable);

}  // namespace yanbi
