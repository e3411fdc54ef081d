// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/walked_by.hpp"

#include <algorithm>
#include <numeric>

#include "sim/base/assert.hpp"

namespace yanbi {

std::int64_t walked_by_all(std::span<const WalkOf> walks) noexcept {
  std::int64_t person_mm = 0;
  for (const WalkOf& walk : walks) {
    person_mm += static_cast<std::int64_t>(walk.length_mm) * walk.persons;
  }
  return person_mm;
}

double p95_walk(std::span<WalkOf> walks, std::int64_t persons) {
  YANBI_EXPECT(persons > 0 && !walks.empty());
  constexpr double kMillimetres = 1000.0;
  const auto is_shorter = [](const WalkOf& a, const WalkOf& b) {
    return a.length_mm < b.length_mm;
  };
  std::int64_t shorter = 0;  // persons whose walks are known to lie before `walks`
  while (walks.size() > 1) {
    const std::size_t half = walks.size() / 2;
    std::nth_element(walks.begin(), walks.begin() + static_cast<std::ptrdiff_t>(half), walks.end(),
                     is_shorter);
    const std::span<WalkOf> low = walks.first(half);
    const std::int64_t in_low =
        std::accumulate(low.begin(), low.end(), std::int64_t{0},
                        [](std::int64_t sum, const WalkOf& walk) { return sum + walk.persons; });
    if ((shorter + in_low) * 100 >= persons * 95) {
      walks = low;
    } else {
      shorter += in_low;
      walks = walks.subspan(half);
    }
  }
  return static_cast<double>(walks.front().length_mm) / kMillimetres;
}

}  // namespace yanbi
