// SPDX-License-Identifier: Apache-2.0
#include "models/entrance.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>

namespace yanbi {

double entrance_rate(const EntranceParameters& parameters, double clear_width) noexcept {
  return parameters.unlimited ? std::numeric_limits<double>::infinity()
                              : parameters.specific_flow * clear_width;
}

std::vector<double> assumed_door_widths(const EntranceParameters& parameters, std::int64_t places) {
  const auto persons = static_cast<double>(std::max<std::int64_t>(places, 1));
  const auto doors = static_cast<std::size_t>(std::ceil(persons / parameters.most_persons_a_door));
  const double total_width = persons / 100.0 * parameters.width_per_100;
  return std::vector<double>(
      doors, std::max(parameters.least_width, total_width / static_cast<double>(doors)));
}

}  // namespace yanbi
