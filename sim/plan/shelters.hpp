// SPDX-License-Identifier: Apache-2.0
#pragma once
// Shelters: the works of the scenario's layout that take people, with the doors that can be
// reached.

#include <cstdint>
#include <vector>

#include "models/entrance.hpp"
#include "sim/base/id.hpp"
#include "sim/city/city.hpp"

namespace yanbi {

/// One column each; index = ShelterId, in the order of the layout's works.
struct Shelters {
  std::vector<WorkId> work;
  std::vector<std::int32_t> places;
  /// Doors of shelter s: [first_entrance[s], first_entrance[s + 1]); empty for a shelter that no
  /// street reaches (it then takes nobody, and is reported).
  std::vector<std::uint32_t> first_entrance;
  // Doors, one column each; index = EntranceId *of this table*, not of the ledger.
  std::vector<ShelterId> entrance_shelter;
  std::vector<LinkPosition> entrance_position;
  std::vector<std::uint32_t> entrance_access_mm;  ///< from the street to the door
  std::vector<double> entrance_rate;              ///< persons/s
  std::vector<EntranceId> entrance_ledger = {};   ///< row of the ledger's table of doors

  [[nodiscard]] std::size_t size() const noexcept { return work.size(); }
  [[nodiscard]] std::size_t entrance_count() const noexcept { return entrance_shelter.size(); }
  [[nodiscard]] std::int64_t total_places() const noexcept;
};

/// Personnel works of `layout` with their doors; where the ledger gives no width, doors by the norm
/// at the work's own place.
[[nodiscard]] Shelters make_shelters(const City& city, const Layout& layout,
                                     const EntranceParameters& parameters);

/// The shelter that each of `works` works is; empty where the layout does not have it.
[[nodiscard]] std::vector<ShelterId> shelters_by_work(const Shelters& shelters, std::size_t works);

}  // namespace yanbi
