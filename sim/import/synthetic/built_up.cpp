// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/built_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace yanbi {
namespace {

/// m between the last dwelling of a town and its outline.
constexpr double kMargin = 60.0;
/// m from the outline within which nothing is built beside a dwelling.
constexpr double kNear = 50.0;

/// How far outlines of this shape must reach, m from their middle, to hold a place.
double reach_of(Point place, const std::vector<Point>& circle) {
  double reach = 0.0;
  for (std::size_t k = 0; k < circle.size(); ++k) {
    const Point side = circle[k] + circle[(k + 1) % circle.size()];
    reach = std::max(reach, 2.0 * dot(place, side) / dot(side, side));
  }
  return reach;
}

void add_ring(Point centre, double reach, const std::vector<Point>& circle, Geography& out) {
  for (const Point& direction : circle) {
    const Point p = centre + reach * direction;
    out.x.push_back(p.x);
    out.y.push_back(p.y);
  }
  out.first_vertex.push_back(static_cast<std::uint32_t>(out.x.size()));
}

void end_zone(std::string key, std::string label, Geography& out) {
  out.key.push_back(std::move(key));
  out.label.push_back(std::move(label));
  out.first_ring.push_back(static_cast<std::uint32_t>(out.first_vertex.size() - 1));
}

/// The share of each town's reach within which `wanted` people live.
double share_that_holds(std::int64_t wanted, const std::vector<double>& share,
                        const std::vector<std::uint32_t>& members,
                        const std::vector<std::int32_t>& persons) {
  std::vector<std::uint32_t> order = members;
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return share[a] < share[b]; });
  std::int64_t inside = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    inside += persons[order[k]];
    if (inside >= wanted) {
      const double next = k + 1 < order.size() ? share[order[k + 1]] : 1.0;
      return 0.5 * (share[order[k]] + next);
    }
  }
  return 1.0;
}

}  // namespace

BuiltUp make_built_up(const std::vector<Settlement>& settlements, const Dwellings& dwellings,
                      double share_before, int year_before, int year_now) {
  const std::vector<Point> circle = circle_of_directions();
  const std::size_t count = dwellings.settlement.size();
  std::vector<double> reach(settlements.size(), 0.0);
  std::vector<double> own(count, 0.0);
  std::vector<std::uint32_t> members;
  BuiltUp out;
  for (std::uint32_t d = 0; d < count; ++d) {
    const std::uint32_t s = dwellings.settlement[d];
    if (is_urban(settlements[s])) {
      const Point place = {dwellings.origins.x[d], dwellings.origins.y[d]};
      own[d] = reach_of(place - settlements[s].centre, circle);
      reach[s] = std::max(reach[s], own[d] + kMargin);
      members.push_back(d);
      out.persons_now += dwellings.night.persons[d];
    }
  }
  std::vector<double> share(count, 2.0);
  for (const std::uint32_t d : members) {
    share[d] = own[d] / reach[dwellings.settlement[d]];
  }
  const auto wanted = std::llround(share_before * static_cast<double>(out.persons_now));
  const double inner = share_that_holds(wanted, share, members, dwellings.night.persons);
  out.was_built_up.assign(count, false);
  out.is_built_up.assign(count, false);
  for (const std::uint32_t d : members) {
    const double town_reach = reach[dwellings.settlement[d]];
    out.persons_before += share[d] < inner ? dwellings.night.persons[d] : 0;
    out.was_built_up[d] = own[d] + kNear < inner * town_reach;
    out.is_built_up[d] = own[d] + kNear < town_reach;
  }
  Geography& zones = out.geography;
  zones.name = "built_up";
  zones.first_ring.push_back(0);
  zones.first_vertex.push_back(0);
  for (std::size_t s = 0; s < settlements.size(); ++s) {
    if (reach[s] > 0.0) {
      add_ring(settlements[s].centre, inner * reach[s], circle, zones);
    }
  }
  end_zone(fmt::format("built_up_{}", year_before),
           fmt::format("Built-up area of {} 建成区 (synthetic 合成)", year_before), zones);
  for (std::size_t s = 0; s < settlements.size(); ++s) {
    if (reach[s] > 0.0) {
      add_ring(settlements[s].centre, reach[s], circle, zones);
      add_ring(settlements[s].centre, inner * reach[s], circle, zones);
    }
  }
  end_zone(fmt::format("built_up_{}", year_now),
           fmt::format("Built up since then, to {} 新建成区 (synthetic 合成)", year_now), zones);
  return out;
}

}  // namespace yanbi
