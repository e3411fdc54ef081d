// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/batch_memory.hpp"

#include <algorithm>

#include "outputs/causes.hpp"
#include "outputs/scores.hpp"
#include "sim/kernel/run_memory.hpp"

namespace yanbi {
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

std::size_t runs_in_memory(std::uint64_t budget, std::uint64_t held, std::uint64_t each) {
  const std::uint64_t left = budget > held ? budget - held : 0;
  return std::max<std::size_t>(1, left / std::max<std::uint64_t>(1, each));
}

}  // namespace yanbi
