// SPDX-License-Identifier: Apache-2.0
#pragma once
// The part of the table of parameters that is about hazards: water, strikes, what people know.

#include <span>

#include "sim/scenario/parameters.hpp"

namespace yanbi {

[[nodiscard]] std::span<const Parameter> hazard_parameters();

}  // namespace yanbi
