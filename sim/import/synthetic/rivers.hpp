// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rivers as lines across the whole frame.

#include <vector>

#include "sim/import/synthetic/draws.hpp"
#include "sim/import/synthetic/settlements.hpp"

namespace yanbi {

struct River {
  double width = 0.0;  ///< m
  std::vector<Point> course;
};

/// The first runs through the core of the city, beside its middle; the others anywhere.
[[nodiscard]] std::vector<River> make_rivers(const Frame& frame, const Settlement& core,
                                             const RiversSpec& spec, const Draws& draws);

/// The place of `p`, or the nearest one on a bank when it lies in a river.
[[nodiscard]] Point out_of_water(Point p, const std::vector<River>& rivers);

/// Whether `p` is in a river or on its bank.
[[nodiscard]] bool in_water(Point p, const std::vector<River>& rivers);

}  // namespace yanbi
