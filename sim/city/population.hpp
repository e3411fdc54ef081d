// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where people are: origins (buildings, population points) and how many persons each holds in each
// named population ("1986", "night").

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/road_network.hpp"

namespace yanbi {

/// Places people start from, one column each; index = OriginId.
struct Origins {
  std::vector<std::string> key;  ///< id in the source, unique
  std::vector<double> x;         ///< working CRS, m
  std::vector<double> y;
  std::vector<std::optional<LinkPosition>>
      position;                ///< nearest place on a link; none = off network
  std::vector<double> access;  ///< straight distance to that place, m (0 when off network)

  [[nodiscard]] std::size_t size() const noexcept { return key.size(); }
};

/// One population: persons at each origin, summing to a stated total.
struct Population {
  std::string name;
  std::string note;                   ///< how it was made, for reports
  std::vector<std::int32_t> persons;  ///< size: origins
  /// Share of households by size, [0] = one person. Sums to 1.
  std::vector<double> household_shares;

  [[nodiscard]] std::int64_t total() const noexcept;
};

}  // namespace yanbi
