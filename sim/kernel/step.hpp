// SPDX-License-Identifier: Apache-2.0
#pragma once
// The step of the kernel: the time at which owners of nodes, links and shelters exchange what they
// know. A fixed constant of the model, never tuned to a machine: it decides how old the news from
// the other end of a link may be. Times themselves are exact to 0.1 ms whatever the step.

#include <cstdint>

#include "sim/base/time.hpp"

namespace yanbi {

inline constexpr std::uint32_t kStepTicks = 5;  ///< 0.5 s
inline constexpr std::uint32_t kStepInstants = kStepTicks * Instant::kPerTick;

/// The step that `instant` lies in.
[[nodiscard]] constexpr std::uint32_t step_of(Instant instant) noexcept {
  return instant.count / kStepInstants;
}

/// The first instant of a step.
[[nodiscard]] constexpr Instant start_of(std::uint32_t step) noexcept {
  return {step * kStepInstants};
}

}  // namespace yanbi
