// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/given_route.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "sim/plan/places.hpp"

namespace yanbi {
namespace {

/// The node at which a place stands; empty where it lies between nodes.
NodeId node_at(const RoadNetwork& network, LinkPosition place) {
  if (place.offset_mm == 0) {
    return network.tail(place.link);
  }
  return place.offset_mm == network.length_mm(place.link) ? network.head(place.link) : NodeId();
}

/// Where on `link` a place lies; nothing where the link does not pass it.
std::optional<std::uint32_t> offset_on(const RoadNetwork& network, LinkId link,
                                       LinkPosition place) {
  for (const LinkPosition view : PlaceViews(network, place)) {
    if (view.link == link) {
      return view.offset_mm;
    }
  }
  return std::nullopt;
}

/// Where on its first link a walk from `place` begins.
std::optional<std::uint32_t> start_on(const RoadNetwork& network, LinkId first,
                                      LinkPosition place) {
  const std::optional<std::uint32_t> along = offset_on(network, first, place);
  const NodeId node = node_at(network, place);
  if (along || !node.has_value()) {
    return along;
  }
  if (network.tail(first) == node) {
    return 0;
  }
  return network.head(first) == node ? std::optional(network.length_mm(first)) : std::nullopt;
}

/// A link on which to stand at `node`, for a way of no length: one that enters the node, so that
/// nothing but the node itself lies ahead.
LinkId link_into(const RoadNetwork& network, NodeId node, RouteUse use) {
  for (std::uint32_t out = network.first_out()[node.index()];
       out < network.first_out()[node.index() + 1]; ++out) {
    const LinkId into = network.opposite(LinkId(out));
    if (into.has_value() && may_use(network, into, use)) {
      return into;
    }
  }
  return {};
}

/// The door of a shelter at which a walk along `last`, from `least_offset` on, ends soonest: one on
/// the link itself, as plans are made, and only without one a door at its end.
struct End {
  EntranceId entrance;
  std::uint32_t offset_mm = 0;
};
struct EndSearch {
  std::optional<End> best;
  bool is_behind = false;  ///< a door lies on the link, but before the start
};

EndSearch find_end(const RoadNetwork& network, const Shelters& shelters, ShelterId shelter,
                   LinkId last, std::uint32_t least_offset) {
  EndSearch found;
  std::pair<bool, std::uint32_t> best;  // whether the door is beyond the link; the rest of the way
  for (std::uint32_t e = shelters.first_entrance[shelter.index()];
       e < shelters.first_entrance[shelter.index() + 1]; ++e) {
    const LinkPosition place = shelters.entrance_position[e];
    const auto along = offset_on(network, last, place);
    if (!along && node_at(network, place) != network.head(last)) {
      continue;
    }
    const std::uint32_t offset = along.value_or(network.length_mm(last));
    if (offset < least_offset) {
      found.is_behind = true;
      continue;
    }
    const std::pair rest(!along, add_mm(offset, shelters.entrance_access_mm[e]));
    if (!found.best || rest < best) {
      found.best = End{EntranceId(e), offset};
      best = rest;
    }
  }
  return found;
}

/// Whether vehicles must not turn somewhere on the way.
bool turns_where_banned(const RoadNetwork& network, std::span<const LinkId> links) {
  const std::vector<TurnBan>& bans = network.turn_bans();
  const auto is_banned = [&](LinkId from, LinkId to) {
    return std::binary_search(bans.begin(), bans.end(), TurnBan{from, to});
  };
  return std::adjacent_find(links.begin(), links.end(), is_banned) != links.end();
}

RouteFault fault(const char* reason, const char* remedy) { return {"", reason, remedy}; }

}  // namespace

std::optional<RouteFault> add_given_route(const City& city, const Shelters& shelters,
                                          OriginId origin, ShelterId shelter,
                                          const RouteReader& reader, RouteUse use,
                                          RouteTable& routes, RouteId& id) {
  const RoadNetwork& network = city.network;
  const std::optional<LinkPosition>& place = city.origins.position[origin.index()];
  if (!place) {
    return fault("no street is near enough to this origin, so that nobody can leave it",
                 "remove the row, or bring the origin to the network with attach.max_distance");
  }
  std::array<LinkId, 1> standing;
  std::span<const LinkId> links = reader.links();
  if (links.empty()) {
    if (node_at(network, *place) == reader.start()) {
      standing[0] = link_into(network, reader.start(), use);
    }
    if (!standing[0].has_value()) {
      return fault("a route of one node does not begin where the origin stands",
                   "name the nodes at both ends of the street on which the origin lies");
    }
    links = standing;
  }
  if (use == RouteUse::kDriving && turns_where_banned(network, links)) {
    return fault(
        "vehicles must not turn there: the city has a turn ban between two links of the route",
        "give a way without that turn, or remove the ban from the city's source");
  }
  // On a way of one node the place is at the head of the link, as doors at nodes are.
  const auto start = reader.links().empty() ? std::optional(network.length_mm(links.front()))
                                            : start_on(network, links.front(), *place);
  if (!start) {
    return fault("the route does not begin on the street, or at the node, of the origin",
                 "begin it with the two nodes of the origin's own street, in either order");
  }
  const std::uint32_t least_end = links.size() == 1 ? *start : 0;
  const EndSearch end = find_end(network, shelters, shelter, links.back(), least_end);
  if (!end.best) {
    return end.is_behind
               ? fault("the route leads away from the door, which is behind its start",
                       "give the nodes of the street in the other order")
               : fault(
                     "the route does not end on the street, or at the node, of a door of the work",
                     "end it with the two nodes of the street of a door");
  }
  id = routes.add({links, *start, end.best->offset_mm,
                   to_millimetres(city.origins.access[origin.index()]),
                   shelters.entrance_access_mm[end.best->entrance.index()], end.best->entrance});
  return std::nullopt;
}

}  // namespace yanbi
