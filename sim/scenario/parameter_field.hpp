// SPDX-License-Identifier: Apache-2.0
#pragma once
// How the tables of parameters name the places of values.

#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// The member that a chain of member pointers leads to.
template <auto... members>
auto& field_at(Scenario& scenario) {
  return (scenario.*....*members);
}

}  // namespace yanbi
