// SPDX-License-Identifier: Apache-2.0
#pragma once
// How long the way to a shelter takes with nobody in the way: what tells "too far" from "held up".

#include <cstdint>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/kernel/shared_state.hpp"

namespace yanbi {

/// Free-flow times on the network of one run. Refers to its state.
class FreeFlow {
 public:
  explicit FreeFlow(const SharedState& state);

  /// Time on a route of the plan, from departure to the door. `speed` is the party's own, on foot,
  /// m/s.
  [[nodiscard]] Tick time(RouteId route, double speed) const;

 private:
  [[nodiscard]] std::uint32_t time_on(LinkId link, std::uint32_t length_mm, double speed) const;

  const SharedState& state_;
  std::vector<std::uint32_t> whole_;  ///< by link, instants; where people drive, else empty
};

}  // namespace yanbi
