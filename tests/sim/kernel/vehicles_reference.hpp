// SPDX-License-Identifier: Apache-2.0
#pragma once
// The rules of docs/vehicles.md once more, as plainly as they can be written: one list of what is
// about to happen, looked through as a whole for what comes first. It shares neither queues,
// places, messages nor wheels with the kernel, only the city, the plan and vehicle_storage().

#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/kernel/simulation.hpp"

namespace yanbi::test {

/// What the reference model says; parties and links in one column each. Times beyond the horizon
/// are "never".
struct ReferenceOutcome {
  std::vector<Instant> at_door;
  std::vector<Instant> inside;         ///< the last member
  std::vector<std::uint32_t> held_up;  ///< instants on the road and beside it, up to the horizon
  std::vector<std::int64_t> volume;    ///< persons who left the link
  std::vector<double> delay;           ///< person-seconds waited at its exit by those who left it
  std::uint64_t traversals = 0;
  std::uint64_t entry_waits = 0;    ///< instants, all who got onto their first link
  std::int64_t waiting_at_end = 0;  ///< persons
  bool gridlocked = false;
};

/// Moves the parties of `input`: one door a shelter, places for everybody or for nobody, nobody
/// sent on. Everybody leaves as the plan says and walks at walking.free_speed_mean.
[[nodiscard]] ReferenceOutcome drive_by_reference(const SimulationInput& input);

}  // namespace yanbi::test
