// SPDX-License-Identifier: Apache-2.0
#pragma once
// Moves the parties of one scenario to their shelters, once: one replicate.

#include <cstdint>

#include "sim/base/progress.hpp"
#include "sim/city/road_network.hpp"
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
};

/// Runs one replicate on at most `threads` threads. The outcome is bit-identical for any number.
/// @throws Interrupted when `progress` says so.
[[nodiscard]] Outcome simulate(const SimulationInput& input, std::uint32_t replicate, int threads,
                               const ProgressCallback& progress = {});

}  // namespace yanbi
