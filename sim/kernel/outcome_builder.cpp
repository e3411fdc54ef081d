// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/outcome_builder.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include "sim/base/assert.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/parallel.hpp"
#include "sim/kernel/arrivals.hpp"
#include "sim/kernel/free_flow.hpp"

namespace yanbi {
namespace {

constexpr std::size_t kPartiesAtOnce = 4096;

/// Delays of those who still wait in a queue when the run ends.
void close_queues(SharedState& state, Instant end) {
  for (Feeder& feeder : state.links.feeders) {
    if (feeder.first == kNone) {
      continue;
    }
    std::uint32_t door_time = feeder.door_time;
    if (feeder.blocked && feeder.blocker == Blocker::kDoor && end > feeder.blocked_since) {
      door_time += end.count - feeder.blocked_since.count;
    }
    for (std::uint32_t p = feeder.first; p != kNone; p = state.movers[p].next) {
      const Mover& mover = state.movers[p];
      const std::uint32_t waited = end.count - mover.since.count;
      state.add_delay(p, mover.since, end, std::min(waited, door_time - mover.door_time_before));
    }
  }
}

/// The same for vehicles that wait at the end of a link or beside one.
void close_vehicle_queues(SharedState& state, Instant end) {
  const VehicleNetwork& network = state.vehicles;
  for (std::size_t l = 0; l < network.link_count(); ++l) {
    network.for_each_vehicle(network.links[l], [&](Place place) {
      const Instant since = state.movers[place.party()].since;
      if (since < end) {
        state.add_delay(place.party(), since, end, 0);
      }
    });
    for (std::uint32_t p = network.waiters[l].first_beside; p != kNone; p = state.movers[p].next) {
      state.add_delay(p, state.movers[p].since, end, 0);
    }
  }
}

void close_delays(SharedState& state) {
  // One instant beyond the horizon: whoever waits at the last instant has been delayed.
  const Instant end = later(state.horizon, 1);
  close_queues(state, end);
  close_vehicle_queues(state, end);
  for (std::uint32_t p = 0; p < state.movers.size(); ++p) {
    Mover& mover = state.movers[p];
    if (mover.stage == Stage::kAtDoor) {
      state.add_delay(p, mover.since, end, end.count - mover.since.count);
    }
    state.delays.settle(p, mover.delays);
  }
}

/// Persons of parties who are inside at a deadline although the arrival that lasts comes later, or
/// none does: members of split parties, and people whose shelter is lost or empties afterwards.
void write_persons_inside(const std::vector<Tick>& deadlines, Outcome& outcome) {
  for (const Arrival& arrival : outcome.arrivals) {
    const std::size_t p = arrival.party.index();
    for (std::size_t d = 0; d < deadlines.size(); ++d) {
      if (arrival.at <= deadlines[d] && outcome.parties.arrived_at[p] > deadlines[d]) {
        std::uint16_t& inside = outcome.at_deadline[d].persons_inside[p];
        inside = static_cast<std::uint16_t>(inside + arrival.persons);
      }
    }
  }
}

class ColumnHasher {
 public:
  template <class T>
  void operator()(const std::vector<T>& column) {
    hash_ = hash_column<T>(column, hash_);
  }
  void operator()(const std::vector<double>& column) {
    for (const double value : column) {
      const auto bits = std::bit_cast<std::uint64_t>(value);
      hash_ = hash_bytes(&bits, sizeof(bits), hash_);
    }
  }
  template <class T, std::size_t N>
  void row(const std::array<T, N>& numbers) {
    hash_ = hash_column<T>(numbers, hash_);
  }
  [[nodiscard]] std::uint64_t value() const noexcept { return hash_; }

 private:
  std::uint64_t hash_ = 0;
};

}  // namespace

ShelterFacts empty_shelter_facts(std::size_t count, bool hazards) {
  ShelterFacts facts;
  facts.admitted.resize(count);
  facts.refused.resize(count);
  facts.peak.resize(count);
  facts.time_full.assign(count, Tick::never());
  facts.entrance_wait_p95.resize(count);
  if (hazards) {
    facts.lost_at.assign(count, Tick::never());
    facts.lost_persons.resize(count);
    facts.sent_on.resize(count);
  }
  return facts;
}

Outcome build_outcome(SharedState& state, const Behaviour& behaviour,
                      const std::vector<Admission>& admissions, ShelterFacts shelters,
                      std::vector<Exposure> exposures, RunDiagnostics diagnostics, int threads) {
  close_delays(state);
  Outcome outcome;
  outcome.parties = std::move(state.facts);
  outcome.parties.warned_at = behaviour.warned_at;
  outcome.parties.complies = behaviour.complies;
  const FreeFlow free_flow(state);
  parallel_for(state.movers.size(), threads, kPartiesAtOnce, [&](std::size_t p) {
    outcome.parties.refusals[p] = state.movers[p].refusals;
    const RouteId route = state.input.plan.route[p];
    if (route.has_value()) {
      outcome.parties.free_flow[p] = free_flow.time(route, behaviour.speed[p]);
    }
  });
  outcome.at_deadline = state.delays.take();
  write_waits(admissions, shelters);
  outcome.shelters = std::move(shelters);
  outcome.links = std::move(state.link_facts);
  outcome.arrivals = arrivals_in_order(admissions);
  write_persons_inside(state.input.scenario.run.deadlines, outcome);
  outcome.exposures = std::move(exposures);
  outcome.diagnostics = std::move(diagnostics);
  outcome.state_hash = hash_outcome(outcome);
  return outcome;
}

std::uint64_t hash_outcome(const Outcome& outcome) {
  ColumnHasher hash;
  const auto hash_if_any = [&](const auto& column) {
    if (!column.empty()) {
      hash(column);
    }
  };
  hash(outcome.parties.warned_at);
  hash(outcome.parties.complies);
  hash(outcome.parties.departed_at);
  hash(outcome.parties.refused_at);
  hash(outcome.parties.refusals);
  hash(outcome.parties.arrived_at);
  hash(outcome.parties.shelter);
  hash(outcome.parties.free_flow);
  for (const DelaysAtDeadline& delays : outcome.at_deadline) {
    hash(delays.entrance);
    hash(delays.congestion);
    hash(delays.persons_inside);
    hash_if_any(delays.hazard);
  }
  hash(outcome.shelters.admitted);
  hash(outcome.shelters.refused);
  hash(outcome.shelters.peak);
  hash(outcome.shelters.time_full);
  hash(outcome.shelters.entrance_wait_p95);
  hash(outcome.links.volume);
  hash(outcome.links.peak_queue);
  hash(outcome.links.delay);
  for (const Arrival& arrival : outcome.arrivals) {
    hash.row(std::array{static_cast<std::uint32_t>(arrival.at.count), arrival.party.raw(),
                        arrival.shelter.raw(), static_cast<std::uint32_t>(arrival.persons)});
  }
  // Columns that only runs with hazards have leave the hashes of the others as they are.
  hash_if_any(outcome.parties.lost_at);
  hash_if_any(outcome.parties.blocked_at);
  hash_if_any(outcome.parties.caught_at);
  hash_if_any(outcome.parties.caught_on);
  hash_if_any(outcome.parties.detours);
  hash_if_any(outcome.parties.vulnerable);
  hash_if_any(outcome.shelters.lost_at);
  hash_if_any(outcome.shelters.lost_persons);
  hash_if_any(outcome.shelters.sent_on);
  for (const Exposure& exposure : outcome.exposures) {
    hash.row(std::array<std::int64_t, 6>{exposure.at.count, exposure.wave, exposure.effects,
                                         exposure.at_home, exposure.on_street, exposure.sheltered});
  }
  return hash.value();
}

}  // namespace yanbi
