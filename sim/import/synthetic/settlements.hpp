// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where people live close together: the core of the city, a seat in each region, towns and
// villages, with sizes by rank and places that keep their distance.

#include <cstdint>
#include <vector>

#include "sim/import/synthetic/draws.hpp"
#include "sim/import/synthetic/frame.hpp"

namespace yanbi {

enum class Rank : std::uint8_t { kVillage = 0, kTown = 1, kSeat = 2, kCore = 3 };

struct Settlement {
  Point centre;
  Point axis;  ///< direction of one of its two families of streets, length 1
  Rank rank = Rank::kVillage;
  std::uint32_t region = 0;
  double persons = 0.0;  ///< what its size is made for; the census decides how many live there
  double radius = 0.0;   ///< m, of a circle that has its area
  double extent = 0.0;   ///< m, how far it reaches where the border takes a part of that circle
  bool whole = false;    ///< the circle of `extent` lies in its region as a whole
};

/// A country with more settlements than this is refused.
inline constexpr double kMostSettlements = 20000.0;

/// Settlements that the frame would get, to refuse too many.
[[nodiscard]] double expected_settlements(const Frame& frame, const SettlementsSpec& spec);

[[nodiscard]] inline bool is_urban(const Settlement& settlement) {
  return settlement.rank != Rank::kVillage;
}

/// Makes them: the core first, then seats, towns and villages, each larger before smaller. Sizes in
/// a region follow the rank-size rule, size ~ rank^-exponent (Zipf, Human Behavior and the
/// Principle of Least Effort, 1949); villages the same with half the exponent. The core is the seat
/// of the region with the most people in towns.
[[nodiscard]] std::vector<Settlement> make_settlements(const Ground& ground,
                                                       const SettlementsSpec& spec,
                                                       const Draws& draws,
                                                       std::vector<ImportNote>& notes);

}  // namespace yanbi
