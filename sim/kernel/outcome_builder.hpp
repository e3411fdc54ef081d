// SPDX-License-Identifier: Apache-2.0
#pragma once
// Turns the state at the end of a run into plain facts.

#include <vector>

#include "sim/kernel/behaviour.hpp"
#include "sim/kernel/outcome.hpp"
#include "sim/kernel/shared_state.hpp"
#include "sim/kernel/shelter_phase.hpp"

namespace yanbi {

/// Columns for `count` shelters in which nothing has happened.
[[nodiscard]] ShelterFacts empty_shelter_facts(std::size_t count, bool hazards);

/// Closes all waits that are still open, counts, and hashes, on at most `threads` threads. Leaves
/// `state` without its facts.
[[nodiscard]] Outcome build_outcome(SharedState& state, const Behaviour& behaviour,
                                    const std::vector<Admission>& admissions, ShelterFacts shelters,
                                    std::vector<Exposure> exposures, RunDiagnostics diagnostics,
                                    int threads);

/// Hash of everything in `outcome` but its diagnostics and the hash itself.
[[nodiscard]] std::uint64_t hash_outcome(const Outcome& outcome);

}  // namespace yanbi
