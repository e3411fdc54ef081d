// SPDX-License-Identifier: Apache-2.0
#include "outputs/walks.hpp"

#include <numeric>
#include <span>

#include "outputs/missing.hpp"
#include "sim/plan/walked_by.hpp"

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
  const auto zone_of = [&](const Group& group) {
    return geography.zone_of_origin[group.origin.index()].index();
  };
  // The walks of one zone after those of another.
  std::vector<std::size_t> end(geography.size() + 1, 0);
  for (const Group& group : groups_) {
    ++end[zone_of(group) + 1];
  }
  std::partial_sum(end.begin(), end.end(), end.begin());
  std::vector<WalkOf> walks(groups_.size());
  for (const Group& group : groups_) {
    walks[end[zone_of(group)]++] = {group.walk_mm, group.persons};
  }

  WalkFigures figures{std::vector<double>(geography.size(), kMissing),
                      std::vector<double>(geography.size(), kMissing)};
  std::size_t first = 0;
  for (std::size_t z = 0; z < geography.size(); first = end[z], ++z) {
    const auto of_zone = std::span(walks).subspan(first, end[z] - first);
    std::int64_t persons = 0;
    for (const WalkOf& walk : of_zone) {
      persons += walk.persons;
    }
    if (persons > 0) {
      figures.mean[z] =
          static_cast<double>(walked_by_all(of_zone)) / kMillimetres / static_cast<double>(persons);
      figures.p95[z] = p95_walk(of_zone, persons);
    }
  }
  return figures;
}

}  // namespace yanbi
