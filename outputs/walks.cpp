// SPDX-License-Identifier: Apache-2.0
#include "outputs/walks.hpp"

#include <algorithm>

#include "outputs/missing.hpp"

namespace yanbi {
namespace {

constexpr double kMillimetres = 1000.0;

}  // namespace

Walks::Walks(const SimulationInput& input) {
  RouteId last_route;
  for (std::size_t p = 0; p < input.parties.size(); ++p) {
    const RouteId route = input.plan.route[p];
    if (!route.has_value()) {
      continue;
    }
    const OriginId origin = input.parties.origin[p];
    if (groups_.empty() || route != last_route || origin != groups_.back().origin) {
      groups_.push_back(
          {origin, walked_mm(input.plan.routes[route], input.network.links().length_mm), 0});
      last_route = route;
    }
    groups_.back().persons += input.parties.persons[p];
  }
}

WalkFigures Walks::by_zone(const Geography& geography) const {
  struct Walk {
    std::size_t zone;
    std::uint64_t mm;
    std::int64_t persons;
  };
  std::vector<Walk> walks;
  walks.reserve(groups_.size());
  std::vector<std::int64_t> persons(geography.size(), 0);
  std::vector<std::int64_t> person_mm(geography.size(), 0);
  for (const Group& group : groups_) {
    const std::size_t zone = geography.zone_of_origin[group.origin.index()].index();
    walks.push_back({zone, group.walk_mm, group.persons});
    persons[zone] += group.persons;
    person_mm[zone] += static_cast<std::int64_t>(group.walk_mm) * group.persons;
  }
  std::sort(walks.begin(), walks.end(), [](const Walk& a, const Walk& b) {
    return a.zone != b.zone ? a.zone < b.zone : a.mm < b.mm;
  });

  WalkFigures figures;
  for (std::size_t z = 0; z < geography.size(); ++z) {
    figures.mean.push_back(persons[z] > 0 ? static_cast<double>(person_mm[z]) / kMillimetres /
                                                static_cast<double>(persons[z])
                                          : kMissing);
  }
  figures.p95.assign(geography.size(), kMissing);
  std::vector<std::int64_t> passed(geography.size(), 0);
  for (const Walk& walk : walks) {
    const bool below = passed[walk.zone] * 100 < persons[walk.zone] * 95;
    passed[walk.zone] += walk.persons;
    if (below && passed[walk.zone] * 100 >= persons[walk.zone] * 95) {
      figures.p95[walk.zone] = static_cast<double>(walk.mm) / kMillimetres;
    }
  }
  return figures;
}

}  // namespace yanbi
