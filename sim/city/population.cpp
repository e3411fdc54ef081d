// SPDX-License-Identifier: Apache-2.0
#include "sim/city/population.hpp"

#include <algorithm>
#include <numeric>

namespace yanbi {

std::int64_t Population::total() const noexcept {
  return std::accumulate(persons.begin(), persons.end(), std::int64_t{0});
}

bool Population::has_ages() const noexcept {
  return !age_groups.empty() &&
         std::any_of(profiles.begin(), profiles.end(),
                     [](const Profile& each) { return !each.age_shares.empty(); });
}

}  // namespace yanbi
