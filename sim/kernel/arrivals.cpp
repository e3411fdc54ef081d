// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/arrivals.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <tuple>

namespace yanbi {
namespace {

/// Things put group by group: those of a group are few, and quick to sort where all together are
/// not.
template <class T>
struct Grouped {
  std::vector<std::size_t> first;  ///< position in `items` where each group begins, and the end
  std::vector<T> items;

  [[nodiscard]] std::size_t size() const noexcept { return first.size() - 1; }
  [[nodiscard]] std::span<T> group(std::size_t g) {
    return std::span(items).subspan(first[g], first[g + 1] - first[g]);
  }
};

/// @param group_of gives an admission's group, less than `groups`
/// @param item_of  gives what is kept of it
template <class T, class GroupOf, class ItemOf>
Grouped<T> group_admissions(const std::vector<Admission>& admissions, std::size_t groups,
                            const GroupOf& group_of, const ItemOf& item_of) {
  Grouped<T> grouped;
  grouped.first.resize(groups + 1);
  for (const Admission& admission : admissions) {
    ++grouped.first[group_of(admission) + 1];
  }
  std::partial_sum(grouped.first.begin(), grouped.first.end(), grouped.first.begin());
  std::vector<std::size_t> next(grouped.first.begin(), grouped.first.end() - 1);
  grouped.items.resize(admissions.size());
  for (const Admission& admission : admissions) {
    grouped.items[next[group_of(admission)]++] = item_of(admission);
  }
  return grouped;
}

/// Persons who waited as long.
struct Wait {
  std::uint32_t instants = 0;
  std::int32_t persons = 0;  ///< 0 where somebody left
};

}  // namespace

std::vector<Arrival> arrivals_in_order(const std::vector<Admission>& admissions) {
  const auto tick_of = [](const Admission& a) {
    return std::size_t{a.at.count / Instant::kPerTick};
  };
  std::size_t ticks = 0;
  for (const Admission& admission : admissions) {
    ticks = std::max(ticks, tick_of(admission) + 1);
  }
  Grouped<Admission> by_tick =
      group_admissions<Admission>(admissions, ticks, tick_of, [](const Admission& a) { return a; });
  std::vector<Arrival> arrivals;
  arrivals.reserve(admissions.size());
  for (std::size_t tick = 0; tick < by_tick.size(); ++tick) {
    const std::span<Admission> here = by_tick.group(tick);
    std::sort(here.begin(), here.end(), [](const Admission& a, const Admission& b) {
      return std::tie(a.at, a.party, b.persons, a.shelter) <
             std::tie(b.at, b.party, a.persons, b.shelter);
    });
    for (const Admission& a : here) {
      arrivals.push_back({to_tick(a.at), PartyId(a.party), ShelterId(a.shelter), a.persons});
    }
  }
  return arrivals;
}

void write_waits(const std::vector<Admission>& admissions, ShelterFacts& shelters) {
  constexpr double kShare = 0.95;
  Grouped<Wait> by_shelter = group_admissions<Wait>(
      admissions, shelters.entrance_wait_p95.size(), [](const Admission& a) { return a.shelter; },
      [](const Admission& a) {
        return Wait{a.wait, std::max(0, a.persons)};
      });
  for (std::size_t s = 0; s < by_shelter.size(); ++s) {
    const std::span<Wait> waits = by_shelter.group(s);
    std::sort(waits.begin(), waits.end(),
              [](const Wait& a, const Wait& b) { return a.instants < b.instants; });
    const double wanted =
        kShare * std::accumulate(waits.begin(), waits.end(), 0.0,
                                 [](double sum, const Wait& x) { return sum + x.persons; });
    double persons = 0.0;
    for (const Wait& wait : waits) {
      persons += wait.persons;
      if (wait.persons > 0 && persons >= wanted) {
        shelters.entrance_wait_p95[s] = to_tick(Instant{wait.instants});
        break;
      }
    }
  }
}

}  // namespace yanbi
