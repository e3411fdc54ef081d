// SPDX-License-Identifier: Apache-2.0
#pragma once
// Moves the parties of one scenario to their shelters, once: one replicate.

#include <cstddef>
#include <cstdint>

#include "sim/base/progress.hpp"
#include "sim/city/road_network.hpp"
#include "sim/city/works.hpp"
#include "sim/kernel/hazard_timeline.hpp"
#include "sim/kernel/outcome.hpp"
#include "sim/plan/plan.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// What a run reads. All of it is shared, unchanged, by the replicates of a scenario.
struct SimulationInput {
  const RoadNetwork& network;
  const Origins& origins;
  const Parties& parties;
  const Shelters& shelters;
  const Plan& plan;
  const Scenario& scenario;
  /// What closes, floods or is lost, and the ledger that it is about; nothing where nothing does.
  const HazardInput* hazards = nullptr;
  const Works* works = nullptr;
};

/// How one run uses threads. Nothing of it can show in the outcome.
struct ThreadUse {
  // NOLINTNEXTLINE(google-explicit-constructor): a number of threads says it all but in tests.
  ThreadUse(int the_threads) : threads(the_threads) {}
  ThreadUse(int the_threads, std::size_t from_events)
      : threads(the_threads), events_worth_threads(from_events) {}

  int threads;
  /// Events in a step from which on waking the other threads costs less than it saves. They wait
  /// for each other several times a step, which is dear where other programs use the cores too.
  std::size_t events_worth_threads = 512;
};

/// Runs one replicate. The outcome is bit-identical for any number of threads.
/// @throws Interrupted when `progress` says so.
[[nodiscard]] Outcome simulate(const SimulationInput& input, std::uint32_t replicate,
                               const ThreadUse& use, const ProgressCallback& progress = {});

}  // namespace yanbi
