// SPDX-License-Identifier: Apache-2.0
#pragma once
// The door of a shelter: a rate in persons per second from its clear width, and widths by the norm
// where the ledger does not say.

#include <cstdint>
#include <vector>

namespace yanbi {

/// Parameters of entrances.
struct EntranceParameters {
  double specific_flow = 1.3;        ///< persons/(m s) through a door (IMO MSC.1/Circ.1238)
  double width_per_100 = 0.30;       ///< m clear width per 100 places, where widths are not given
  double least_width = 0.90;         ///< m, the narrowest door assumed
  double most_persons_a_door = 700;  ///< places that one assumed door may serve
  bool unlimited = false;            ///< any number passes a door at once

  friend bool operator==(const EntranceParameters&, const EntranceParameters&) = default;
};

/// Persons per second through a door of `clear_width` metres; infinite where doors are unlimited.
[[nodiscard]] double entrance_rate(const EntranceParameters& parameters,
                                   double clear_width) noexcept;

/// Clear widths, m, of the doors to assume for a shelter of `places` places without known doors.
[[nodiscard]] std::vector<double> assumed_door_widths(const EntranceParameters& parameters,
                                                      std::int64_t places);

}  // namespace yanbi
