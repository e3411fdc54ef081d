// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many CPUs and how much memory a process may use, as the system and the scheduler say it in
// texts and variables. available_threads() (parallel.hpp) and available_memory() (memory.hpp) ask
// for them; here they are only understood. Inside of the base room.

#include <cstdint>
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

/// Bytes by the limits of the same groups: memory.max of version 2, memory.limit_in_bytes of
/// version 1. None without a limit; version 1 states a very large one then.
[[nodiscard]] std::optional<std::uint64_t> cgroup_memory(std::string_view membership,
                                                         std::string_view mounts,
                                                         const ReadFile& read);

/// The content of a file of the system; none where there is no such file.
[[nodiscard]] std::optional<std::string> read_system_file(const std::string& path);

/// CPUs that Slurm gave: the least of SLURM_CPUS_PER_TASK and SLURM_CPUS_ON_NODE, as far as they
/// are set and positive whole numbers. The second bounds jobs that were submitted without
/// --cpus-per-task on nodes where nothing else does.
[[nodiscard]] std::optional<int> slurm_cpus(const ReadVariable& variable);

}  // namespace yanbi
