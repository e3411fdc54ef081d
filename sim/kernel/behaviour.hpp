// SPDX-License-Identifier: Apache-2.0
#pragma once
// What each party is like and does in one replicate, drawn before anyone moves.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/plan/parties.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// One column each; index = PartyId.
struct Behaviour {
  std::vector<Tick> warned_at;                ///< never = the warning does not reach them
  std::vector<std::uint8_t> complies;         ///< 0 or 1
  std::vector<Tick> departs_at;               ///< never = not warned, does not comply, or too late
  std::vector<double> speed;                  ///< free speed of the slowest member, m/s
  std::vector<std::uint8_t> vulnerable = {};  ///< 1 = with a child, or somebody of limited mobility
};

/// Draws behaviour from (seed, replicate, party key) alone: the same party does the same in every
/// layout of the city, on any number of threads. Who is vulnerable, and who of limited mobility, is
/// the same in every replicate. Where the plan gives a departure (`departures`, by party, empty or
/// never = none), the party complies, leaves then, and has heard the warning by then.
[[nodiscard]] Behaviour draw_behaviour(const Parties& parties, const Scenario& scenario,
                                       std::span<const Tick> departures, std::uint32_t replicate,
                                       int threads);

}  // namespace yanbi
