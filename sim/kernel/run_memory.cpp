// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/run_memory.hpp"

#include "sim/kernel/event_wheel.hpp"
#include "sim/kernel/network_state.hpp"
#include "sim/kernel/outcome.hpp"
#include "sim/kernel/party_state.hpp"
#include "sim/kernel/vehicle_network.hpp"

namespace yanbi {
namespace {

// A run's columns by party beside the movers: where it was refused, its facts, its behaviour.
constexpr std::uint64_t kFactsOfParty = 16 + sizeof(Tick) * 8 + sizeof(ShelterId) + 8 + 24;
constexpr std::uint64_t kDelaysAtDeadline = 3 * sizeof(std::uint32_t) + sizeof(std::uint16_t);
// Lists that grow by doubling hold up to twice what is in them.
constexpr std::uint64_t kSlack = 2;

std::uint64_t bytes_of_link(bool drives) {
  return drives ? sizeof(VehicleLink) + sizeof(VehicleWaiters) + 6 * sizeof(std::uint64_t) +
                      sizeof(Instant)
                : sizeof(LinkConstants) + sizeof(LinkTail) + sizeof(LinkHead) +
                      sizeof(LinkPublished) + 2 * sizeof(Feeder) + 6 * sizeof(double);
}

}  // namespace

std::uint64_t estimate_run_bytes(const SimulationInput& input) {
  const std::uint64_t parties = input.parties.size();
  const std::uint64_t links = input.network.link_count();
  const std::uint64_t deadlines = input.scenario.run.deadlines.size();
  const std::uint64_t of_party = sizeof(Mover) + kFactsOfParty + deadlines * kDelaysAtDeadline +
                                 kSlack * (sizeof(Event) + sizeof(Arrival));
  return parties * of_party + links * bytes_of_link(input.scenario.run.mode == RunMode::kDrive);
}

}  // namespace yanbi
