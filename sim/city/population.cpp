// SPDX-License-Identifier: Apache-2.0
#include "sim/city/population.hpp"

#include <numeric>

namespace yanbi {

std::int64_t Population::total() const noexcept {
  return std::accumulate(persons.begin(), persons.end(), std::int64_t{0});
}

}  // namespace yanbi
