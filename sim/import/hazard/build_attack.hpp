// SPDX-License-Identifier: Apache-2.0
#pragma once
// Strikes and waves from what a hazard file says of them.

#include <string>

#include "sim/hazard/hazard.hpp"
#include "sim/import/hazard/attack_spec.hpp"
#include "sim/import/hazard/footprints.hpp"

namespace yanbi {

/// Finds what lies in every footprint, and which strikes each wave has. `file` is the hazard file,
/// for messages. What is wrong is a problem of the context; the result is of use only without any.
[[nodiscard]] Attack build_attack(const AttackSpec& spec, const std::string& file,
                                  const AttackContext& context);

}  // namespace yanbi
