// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/batch_memory.hpp"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <istream>

#include "outputs/causes.hpp"
#include "outputs/scores.hpp"
#include "sim/base/cgroup.hpp"
#include "sim/kernel/run_memory.hpp"

namespace yanbi {
namespace {

std::uint64_t page_size() { return static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE)); }

/// The least limit of this process's cgroups; the greatest number without one.
std::uint64_t cgroup_memory() {
  std::uint64_t least = ~std::uint64_t{0};
  for_each_cgroup_limit("memory.max", [&](std::istream& file) {
    if (std::uint64_t limit = 0; file >> limit) {  // "max" is no number
      least = std::min(least, limit);
    }
  });
  return least;
}

}  // namespace

std::uint64_t estimate_bytes_of_run(const City& city, const SimulationInput& input) {
  const std::uint64_t deadlines = input.scenario.run.deadlines.size();
  const std::uint64_t times = curve_times(input.scenario).size();
  std::uint64_t cells = 0;
  for (const Geography& geography : city.geographies) {
    cells += geography.size() * (deadlines * (1 + kCauseNames.size()) + 2 * times + 16);
  }
  if (input.scenario.output.occupancy) {
    cells += times * input.shelters.size();
  }
  if (input.scenario.output.links) {
    cells += 4 * input.network.link_count();
  }
  // The scores, and their bytes on the way to the journal.
  return estimate_run_bytes(input) + 2 * cells * sizeof(std::int64_t);
}

std::size_t runs_in_memory(std::uint64_t budget, const City& city, const SimulationInput& input) {
  const std::uint64_t held = resident_bytes();
  const std::uint64_t left = budget > held ? budget - held : 0;
  return std::max<std::size_t>(
      1, left / std::max<std::uint64_t>(1, estimate_bytes_of_run(city, input)));
}

std::uint64_t resident_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  return file >> size >> resident ? resident * page_size() : 0;
}

std::uint64_t available_memory() {
  const auto pages = static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES));
  return std::min(pages * page_size(), cgroup_memory());
}

}  // namespace yanbi
