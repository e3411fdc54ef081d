// SPDX-License-Identifier: Apache-2.0
#pragma once
// The policy "optimum": the most people placed, and of all ways to place them the one with the
// least walking, with the proof.

#include "sim/plan/assignment.hpp"
#include "sim/plan/optimum.hpp"

namespace yanbi {

struct OptimumAssignment {
  Assignment assignment;  ///< of whole parties
  OptimumCertificate certificate;
};

/// Within `max_walk_mm` and the places of the shelters; with `binding` people only go to works of
/// their own zone of that geography. Solved for persons, then rounded to whole parties. The bound
/// of the certificate holds for all pairs of origin and shelter, listed or not.
[[nodiscard]] OptimumAssignment assign_optimum(const PlanInput& input, std::uint32_t max_walk_mm,
                                               const Geography* binding);

}  // namespace yanbi
