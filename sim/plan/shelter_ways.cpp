// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/shelter_ways.hpp"

#include <algorithm>
#include <unordered_map>

namespace yanbi {
namespace {

/// A door as seen on one link that leads to it: what a walk that reaches the link's tail does last.
struct LastLeg {
  LinkPosition end;
  EntranceId entrance;
};

/// Where the reversed search towards a shelter starts; the two columns go together.
struct Doors {
  std::vector<SearchSource> sources;
  std::vector<LastLeg> legs;
};

struct EntranceRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

EntranceRange entrances_of(const Shelters& shelters, ShelterId shelter) {
  return {shelters.first_entrance[shelter.index()], shelters.first_entrance[shelter.index() + 1]};
}

Doors doors_of(const PlanInput& input, ShelterId shelter) {
  const Shelters& shelters = input.shelters();
  const EntranceRange range = entrances_of(shelters, shelter);
  Doors doors;
  for (std::uint32_t e = range.first; e < range.last; ++e) {
    for (const LinkPosition view : PlaceViews(input.network(), shelters.entrance_position[e])) {
      doors.sources.push_back({input.network().tail(view.link),
                               add_mm(view.offset_mm, shelters.entrance_access_mm[e])});
      doors.legs.push_back({view, EntranceId(e)});
    }
  }
  return doors;
}

/// The best way that an origin has along its own street, without passing a node.
struct DirectWay {
  DirectWalk walk;
  EntranceId entrance;
  std::uint32_t distance_mm = 0;
};

std::optional<DirectWay> direct_way(const PlanInput& input, OriginId origin, ShelterId shelter) {
  const Shelters& shelters = input.shelters();
  const EntranceRange range = entrances_of(shelters, shelter);
  std::optional<DirectWay> best;
  for (std::uint32_t e = range.first; e < range.last; ++e) {
    const std::optional<DirectWalk> walk =
        direct_walk(input.network(), input.position(origin), shelters.entrance_position[e]);
    if (!walk) {
      continue;
    }
    const std::uint32_t distance =
        add_mm(input.access_mm(origin), add_mm(walk->length_mm(), shelters.entrance_access_mm[e]));
    if (!best || distance < best->distance_mm) {
      best = DirectWay{*walk, EntranceId(e), distance};
    }
  }
  return best;
}

void list_direct(const PlanInput& input, ShelterId shelter, std::uint32_t bound_mm,
                 std::vector<OriginDistance>& found) {
  const Shelters& shelters = input.shelters();
  const EntranceRange range = entrances_of(shelters, shelter);
  for (std::uint32_t e = range.first; e < range.last; ++e) {
    for (const std::uint32_t id :
         input.leaving().on_street_of(shelters.entrance_position[e].link)) {
      const std::optional<DirectWay> way = direct_way(input, OriginId(id), shelter);
      if (way && way->distance_mm <= bound_mm) {
        found.push_back({OriginId(id), way->distance_mm});
      }
    }
  }
}

/// The way of an origin through the tree: the view of its place on the link it sets out on.
struct TreeWay {
  LinkPosition start;
  std::uint32_t distance_mm = 0;
  std::uint32_t stub_mm = 0;  ///< of that, along the street of the place
};

std::optional<TreeWay> tree_way(const PlanInput& input, OriginId origin, const SearchTree& tree) {
  const RoadNetwork& network = input.network();
  std::optional<TreeWay> best;
  for (const LinkPosition view : PlaceViews(network, input.position(origin))) {
    const std::optional<std::uint32_t> rest = tree.distance_mm(network.head(view.link));
    if (!rest) {
      continue;
    }
    const std::uint32_t stub = network.length_mm(view.link) - view.offset_mm;
    const std::uint32_t distance = add_mm(add_mm(input.access_mm(origin), stub), *rest);
    // A place at the very end of a street is no distance from the node there, and setting out "to"
    // that node only to turn back along the street is as short as walking along it at once. Of
    // equal ways take the one that walks along the street.
    const bool along = best && distance == best->distance_mm && stub > best->stub_mm;
    if (!best || distance < best->distance_mm || along) {
      best = TreeWay{view, distance, stub};
    }
  }
  return best;
}

/// Finds and stores the routes of one shelter.
class RouteFinder {
 public:
  RouteFinder(const PlanInput& input, ShelterId shelter, SearchTree& tree)
      : input_(input), shelter_(shelter), doors_(doors_of(input, shelter)), tree_(tree) {}

  /// Grows the tree until the way of each of `origins` is final.
  void grow_to(std::span<const OriginId> origins) {
    // Best distance known so far of each origin; the search is over when all have one and it has
    // passed the largest.
    std::unordered_map<std::uint32_t, std::uint32_t> best;
    std::size_t without = origins.size();
    for (const OriginId origin : origins) {
      const std::optional<DirectWay> way = direct_way(input_, origin, shelter_);
      best[origin.raw()] = way ? way->distance_mm : kLongestWayMm;
      without -= way ? 1 : 0;
    }
    std::uint32_t bound = without == 0 ? largest(best) : kLongestWayMm;
    const PlaceIndex& leaving = input_.leaving();
    const SettleCallback on_settled = [&](NodeId node, std::uint32_t distance) {
      for (const PlaceIndex::Stub& stub : leaving.at(node)) {
        const auto found = best.find(stub.id);
        if (found == best.end()) {
          continue;
        }
        const bool first = found->second == kLongestWayMm;
        found->second = std::min(found->second, add_mm(distance, stub.distance_mm));
        if (first && found->second < kLongestWayMm && --without == 0) {
          bound = largest(best);
        }
      }
      return bound;
    };
    search(input_.reversed(), doors_.sources, bound, {}, on_settled, tree_);
  }

  /// Adds the route of `origin` to `table`, if there is a way. Precondition: grow_to() was asked.
  std::optional<RouteId> add_route(OriginId origin, RouteTable& table) {
    const std::optional<DirectWay> direct = direct_way(input_, origin, shelter_);
    const std::optional<TreeWay> by_tree = tree_way(input_, origin, tree_);
    if (direct && (!by_tree || direct->distance_mm <= by_tree->distance_mm)) {
      return add_direct(origin, *direct, table);
    }
    if (!by_tree || by_tree->distance_mm >= kLongestWayMm) {
      return std::nullopt;
    }
    return add_by_tree(origin, *by_tree, table);
  }

 private:
  static std::uint32_t largest(const std::unordered_map<std::uint32_t, std::uint32_t>& distances) {
    std::uint32_t most = 0;
    for (const auto& [origin, distance] : distances) {
      most = std::max(most, distance);
    }
    return most;
  }

  RouteId add_direct(OriginId origin, const DirectWay& way, RouteTable& table) const {
    const std::uint32_t egress = input_.shelters().entrance_access_mm[way.entrance.index()];
    return table.add({std::span(&way.walk.link, 1), way.walk.start_mm, way.walk.end_mm,
                      input_.access_mm(origin), egress, way.entrance});
  }

  RouteId add_by_tree(OriginId origin, const TreeWay& way, RouteTable& table) {
    links_.assign(1, way.start.link);
    NodeId node = input_.network().head(way.start.link);
    while (const std::optional<LinkId> link = tree_.link(node)) {
      links_.push_back(*link);
      node = input_.network().head(*link);
    }
    const LastLeg& leg = doors_.legs[tree_.source(node)];
    links_.push_back(leg.end.link);
    return table.add({links_, way.start.offset_mm, leg.end.offset_mm, input_.access_mm(origin),
                      input_.shelters().entrance_access_mm[leg.entrance.index()], leg.entrance});
  }

  const PlanInput& input_;
  ShelterId shelter_;
  Doors doors_;
  SearchTree& tree_;
  std::vector<LinkId> links_;
};

}  // namespace

std::vector<SearchSource> door_sources(const PlanInput& input, ShelterId shelter) {
  return doors_of(input, shelter).sources;
}

std::vector<OriginDistance> direct_ways(const PlanInput& input, ShelterId shelter,
                                        std::uint32_t bound_mm) {
  std::vector<OriginDistance> found;
  list_direct(input, shelter, bound_mm, found);
  return found;
}

ShelterReach reach_of(const PlanInput& input, ShelterId shelter, std::uint32_t bound_mm,
                      std::span<const std::uint32_t> enough_mm) {
  ShelterReach reach;
  list_direct(input, shelter, bound_mm, reach.origins);
  const PlaceIndex& leaving = input.leaving();
  const SettleCallback on_settled = [&](NodeId node, std::uint32_t distance) {
    reach.nodes.push_back({node, distance});
    for (const PlaceIndex::Stub& stub : leaving.at(node)) {
      const std::uint32_t total = add_mm(distance, stub.distance_mm);
      if (total <= bound_mm && total < kLongestWayMm) {
        reach.origins.push_back({OriginId(stub.id), total});
      }
    }
    return bound_mm;
  };
  const auto tree = input.trees().lease();
  search(input.reversed(), doors_of(input, shelter).sources, bound_mm, enough_mm, on_settled,
         *tree);
  return reach;
}

ShelterRoutes routes_to(const PlanInput& input, ShelterId shelter,
                        std::span<const OriginId> origins) {
  const auto tree = input.trees().lease();
  RouteFinder finder(input, shelter, *tree);
  finder.grow_to(origins);
  ShelterRoutes result;
  for (const OriginId origin : origins) {
    result.route_of.push_back(finder.add_route(origin, result.routes));
  }
  return result;
}

}  // namespace yanbi
