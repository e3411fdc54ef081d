// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the admissions of a run say once all are known.

#include <vector>

#include "sim/kernel/outcome.hpp"
#include "sim/kernel/shelter_phase.hpp"

namespace yanbi {

/// In the order of (time, party); who comes in and loses the shelter at one instant comes in first.
[[nodiscard]] std::vector<Arrival> arrivals_in_order(const std::vector<Admission>& admissions);

/// The wait at the door that 95 % of the persons let in had or less, by shelter.
void write_waits(const std::vector<Admission>& admissions, ShelterFacts& shelters);

}  // namespace yanbi
