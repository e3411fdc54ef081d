// SPDX-License-Identifier: Apache-2.0
#pragma once
// Indicators of a ledger as docs/zibo-synthetic.md defines them, computed from a finished city and
// nothing else.

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/city/city.hpp"

namespace yanbi::test {

/// Floor area, m2, of the works of a layout.
struct LayoutAreas {
  double total = 0.0;
  double personnel = 0.0;  ///< built personnel works; early works count in the total only
  double teams = 0.0;      ///< service-team and auxiliary works
};

inline LayoutAreas areas_of(const City& city, const Layout& layout) {
  LayoutAreas areas;
  for (const WorkId work : layout.works) {
    const std::size_t w = work.index();
    const double area = city.works.detail[w].floor_area.value_or(0.0);
    areas.total += area;
    if (city.works.status[w] == WorkStatus::kBuilt) {
      areas.personnel += city.works.type[w] == WorkType::kPersonnel ? area : 0.0;
      areas.teams +=
          city.works.type[w] == WorkType::kServiceTeam || city.works.type[w] == WorkType::kAuxiliary
              ? area
              : 0.0;
    }
  }
  return areas;
}

/// Floor area of all works of one status, whatever the layout.
inline double area_of_status(const City& city, WorkStatus status) {
  double area = 0.0;
  for (std::size_t w = 0; w < city.works.size(); ++w) {
    area += city.works.status[w] == status ? city.works.detail[w].floor_area.value_or(0.0) : 0.0;
  }
  return area;
}

/// m2 of floor of a layout's works in the first `zones` zones of "built_up", to each person who
/// lives there by night.
inline double area_per_person(const City& city, const Layout& layout, std::size_t zones) {
  const Geography& built_up = *city.find_geography("built_up");
  double area = 0.0;
  for (const WorkId work : layout.works) {
    area += built_up.zone_of_work[work.index()].index() < zones
                ? city.works.detail[work.index()].floor_area.value_or(0.0)
                : 0.0;
  }
  std::int64_t persons = 0;
  const Population& night = *city.find_population("night");
  for (std::size_t o = 0; o < city.origins.size(); ++o) {
    persons += built_up.zone_of_origin[o].index() < zones ? night.persons[o] : 0;
  }
  return area / static_cast<double>(persons);
}

}  // namespace yanbi::test
