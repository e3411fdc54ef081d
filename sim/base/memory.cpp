// SPDX-License-Identifier: Apache-2.0
#include "sim/base/memory.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "sim/base/system_limits.hpp"

namespace yanbi {
namespace {

std::uint64_t page_size() { return static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)); }

}  // namespace

std::uint64_t available_memory() {
  const std::uint64_t whole = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * page_size();
  return std::min(
      whole, cgroup_memory(read_system_file("/proc/self/cgroup").value_or(""),
                           read_system_file("/proc/self/mountinfo").value_or(""), read_system_file)
                 .value_or(whole));
}

std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  return file >> size >> resident ? resident * page_size() : 0;
}

}  // namespace yanbi
