// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/free_flow.hpp"

#include "sim/kernel/travel_time.hpp"

namespace yanbi {

FreeFlow::FreeFlow(const SharedState& state) : state_(state) {
  if (state.is_driving()) {
    whole_.reserve(state.vehicles.link_count());
    for (const VehicleLink& link : state.vehicles.links) {
      whole_.push_back(state.vehicles.kind(link).free_time);
    }
  }
}

Tick FreeFlow::time(RouteId route_id, double speed) const {
  const Route route = state_.input.plan.routes[route_id];
  const RoadNetwork& network = state_.input.network;
  Instant at = later(Instant{}, travel_time(route.access_mm, speed));
  for (std::size_t i = 0; i < route.links.size(); ++i) {
    const LinkId link = route.links[i];
    const bool is_inner = i > 0 && i + 1 < route.links.size();
    if (is_inner && !whole_.empty()) {
      at = later(at, whole_[link.index()]);
      continue;
    }
    const std::uint32_t length = network.length_mm(link);
    const std::uint32_t from = i == 0 ? route.start_offset_mm : 0;
    const std::uint32_t to = i + 1 == route.links.size() ? route.end_offset_mm : length;
    const bool is_whole = to - from == length && !whole_.empty();
    at = later(at, is_whole ? whole_[link.index()] : time_on(link, to - from, speed));
  }
  return to_tick(later(at, travel_time(route.egress_mm, speed)));
}

std::uint32_t FreeFlow::time_on(LinkId link, std::uint32_t length_mm, double speed) const {
  const double link_speed = state_.is_driving()
                                ? state_.vehicles.kind(state_.vehicles.links[link.index()]).speed
                                : speed * state_.links.constants[link.index()].form_factor;
  return travel_time(length_mm, link_speed);
}

}  // namespace yanbi
