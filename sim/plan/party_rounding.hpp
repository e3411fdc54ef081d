// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whole parties instead of single persons: turns persons by origin and shelter, which may split
// parties, into an assignment that does not, and never sends more people than there are places.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/plan/assignment.hpp"
#include "sim/plan/shelter_pricing.hpp"
#include "sim/plan/transport_simplex.hpp"

namespace yanbi {

/// Persons of each origin by shelter.
struct PersonFlows {
  std::vector<std::size_t> first = {0};  ///< size: origins + 1
  std::vector<TransportFlow> flows;
  [[nodiscard]] std::span<const TransportFlow> of(std::size_t origin) const {
    return std::span(flows).subspan(first[origin], first[origin + 1] - first[origin]);
  }
};

/// Each shelter of an origin gets parties that come as close as they can to the persons it should
/// get from there. Who is left over is placed where places are left then, closest pairs first;
/// where they are too few a smaller party makes way and looks for another shelter, so that more
/// people have a place. Precondition: the flows exceed neither the persons of an origin nor the
/// places of a shelter.
[[nodiscard]] Assignment round_to_parties(const ShelterPricing& pricing, const PersonFlows& flows);

}  // namespace yanbi
