// SPDX-License-Identifier: Apache-2.0
#pragma once
// Limits of the control groups (version 2) that this process is in.

#include <filesystem>
#include <functional>
#include <istream>
#include <string>

namespace yanbi {

/// Calls `visit` with the file `name` ("cpu.max", "memory.max") of this process's group and of each
/// group above it, where there is one.
/// @param membership, root where the system says which group that is, and where groups lie.
void for_each_cgroup_limit(const std::string& name, const std::function<void(std::istream&)>& visit,
                           const std::filesystem::path& membership = "/proc/self/cgroup",
                           const std::filesystem::path& root = "/sys/fs/cgroup");

}  // namespace yanbi
