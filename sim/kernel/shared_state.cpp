// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/shared_state.hpp"

namespace yanbi {

SharedState::SharedState(const SimulationInput& in, const HazardTimeline& timeline,
                         std::uint32_t chunks)
    : input(in),
      hazards(timeline),
      chunk_count(chunks),
      horizon(to_instant(in.scenario.run.horizon)),
      route_links(in.plan.routes.all_links()),
      routes(in.plan.routes),
      links(is_driving() ? NetworkState(RoadNetwork(), in.scenario.walking, chunks)
                         : NetworkState(in.network, in.scenario.walking, chunks)),
      vehicles(is_driving() ? VehicleNetwork(in.network, in.scenario.driving, chunks)
                            : VehicleNetwork()),
      movers(in.parties.size()),
      refused_by(in.parties.size(), {kNone, kNone, kNone, kNone}),
      delays(in.parties.size(), in.scenario.run.deadlines, !timeline.is_empty()) {
  const std::size_t parties = in.parties.size();
  facts.refused_at.assign(parties, Tick::never());
  facts.refusals.assign(parties, 0);
  facts.arrived_at.assign(parties, Tick::never());
  facts.departed_at.assign(parties, Tick::never());
  facts.free_flow.assign(parties, Tick::never());
  facts.shelter.resize(parties);
  if (!timeline.is_empty()) {
    facts.lost_at.assign(parties, Tick::never());
    facts.blocked_at.assign(parties, Tick::never());
    facts.caught_at.assign(parties, Tick::never());
    facts.caught_on.resize(parties);
    facts.detours.assign(parties, 0);
    facts.vulnerable.assign(parties, 0);
    door_failed.assign(in.shelters.entrance_count(), 0);
  }
  if (in.scenario.output.links) {
    link_facts.volume.resize(in.network.link_count());
    link_facts.peak_queue.resize(in.network.link_count());
    link_facts.delay.resize(in.network.link_count());
  }
}

void SharedState::set_route(std::uint32_t party, RouteId route) noexcept {
  Mover& mover = movers[party];
  mover.route = route.raw();
  mover.cursor = routes.first_link(route);
  mover.last = mover.cursor + static_cast<std::uint32_t>(routes[route].links.size()) - 1;
}

PersonCount count_persons(const SharedState& state) {
  PersonCount count;
  for (const Mover& mover : state.movers) {
    count.by_stage[static_cast<std::size_t>(mover.stage)] += mover.persons;
    count.moving += mover.persons;
  }
  for (std::size_t l = 0; l < state.links.link_count(); ++l) {
    count.on_links += state.links.tail[l].entered - state.links.head[l].left;
  }
  for (const VehicleLink& link : state.vehicles.links) {
    state.vehicles.for_each_vehicle(
        link, [&](Place place) { count.on_links += state.movers[place.party()].persons; });
  }
  return count;
}

}  // namespace yanbi
