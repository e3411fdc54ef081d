// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/alternatives.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "sim/base/parallel.hpp"
#include "sim/plan/assignment.hpp"

namespace yanbi {
namespace {

/// A way found to another shelter: along one street, or by the tree to a node and on from there.
struct FoundWay {
  std::uint32_t distance_mm = 0;  ///< from the street at the refusing door to the other door
  ShelterId shelter;
  EntranceId entrance;
  friend bool operator<(const FoundWay& a, const FoundWay& b) {
    return std::tuple(a.distance_mm, a.shelter, a.entrance) <
           std::tuple(b.distance_mm, b.shelter, b.entrance);
  }
};

/// The nearest few shelters so far, each by its nearest door.
class NearestFew {
 public:
  explicit NearestFew(std::size_t most) : most_(most) {}

  void offer(const FoundWay& way) {
    const auto same = std::find_if(ways_.begin(), ways_.end(),
                                   [&](const FoundWay& w) { return w.shelter == way.shelter; });
    if (same != ways_.end()) {
      if (!(way < *same)) {
        return;
      }
      ways_.erase(same);
    }
    ways_.insert(std::lower_bound(ways_.begin(), ways_.end(), way), way);
    if (ways_.size() > most_) {
      ways_.pop_back();
    }
  }
  /// Whether nothing at `distance_mm` or beyond can change the list any more.
  [[nodiscard]] bool settled_before(std::uint32_t distance_mm) const {
    return ways_.size() == most_ && ways_.back().distance_mm < distance_mm;
  }
  [[nodiscard]] const std::vector<FoundWay>& ways() const noexcept { return ways_; }

 private:
  std::size_t most_;
  std::vector<FoundWay> ways_;  ///< sorted
};

PlaceIndex arriving_index(const PlanInput& input) {
  const Shelters& shelters = input.shelters();
  std::vector<PlaceIndex::Place> places;
  for (std::size_t e = 0; e < shelters.entrance_count(); ++e) {
    if (takes_people(shelters, shelters.entrance_shelter[e])) {
      places.push_back({static_cast<std::uint32_t>(e), shelters.entrance_position[e],
                        shelters.entrance_access_mm[e]});
    }
  }
  return {input.network(), places, PlaceIndex::Side::kArriving};
}

/// Finds the alternatives of one door.
class AlternativeSearch {
 public:
  AlternativeSearch(const PlanInput& input, const PlaceIndex& arriving, EntranceId from,
                    const RedirectionParameters& parameters)
      : input_(input),
        shelters_(input.shelters()),
        arriving_(arriving),
        from_(from),
        position_(shelters_.entrance_position[from.index()]),
        access_mm_(shelters_.entrance_access_mm[from.index()]),
        max_walk_mm_(to_millimetres(parameters.max_walk)),
        nearest_(static_cast<std::size_t>(std::max(parameters.alternatives, 1))) {}

  void run(SearchTree& tree) {
    if (access_mm_ > max_walk_mm_) {
      return;
    }
    const std::uint32_t bound = max_walk_mm_ - access_mm_;
    for (const std::uint32_t door : arriving_.on_street_of(position_.link)) {
      const EntranceId to(door);
      if (const std::optional<DirectWalk> walk = direct_walk_to(to)) {
        offer(to, add_mm(walk->length_mm(), egress_mm(to)), bound);
      }
    }
    const SettleCallback on_settled = [&](NodeId node, std::uint32_t distance) {
      if (nearest_.settled_before(distance)) {
        return std::uint32_t{0};
      }
      for (const PlaceIndex::Stub& stub : arriving_.at(node)) {
        offer(EntranceId(stub.id), add_mm(distance, stub.distance_mm), bound);
      }
      return bound;
    };
    std::vector<SearchSource> sources;
    for (const LinkPosition view : PlaceViews(input_.network(), position_)) {
      sources.push_back({input_.network().head(view.link),
                         input_.network().length_mm(view.link) - view.offset_mm});
    }
    search(input_.network(), sources, bound, {}, on_settled, tree);
  }

  [[nodiscard]] const std::vector<FoundWay>& ways() const noexcept { return nearest_.ways(); }

  RouteId add_route(const FoundWay& way, const SearchTree& tree, RouteTable& routes) const {
    const std::uint32_t egress = egress_mm(way.entrance);
    if (const std::optional<DirectWalk> walk = direct_walk_to(way.entrance);
        walk && add_mm(walk->length_mm(), egress) == way.distance_mm) {
      return routes.add({std::span(&walk->link, 1), walk->start_mm, walk->end_mm, access_mm_,
                         egress, way.entrance});
    }
    const LinkPosition end = end_of(way, tree);
    const LinkPosition start =
        PlaceViews(input_.network(), position_).begin()[tree.source(first_node(end, tree))];
    const std::vector<LinkId> links = links_between(start, end, tree);
    return routes.add({links, start.offset_mm, end.offset_mm, access_mm_, egress, way.entrance});
  }

 private:
  [[nodiscard]] std::uint32_t egress_mm(EntranceId door) const {
    return shelters_.entrance_access_mm[door.index()];
  }
  [[nodiscard]] std::optional<DirectWalk> direct_walk_to(EntranceId door) const {
    return direct_walk(input_.network(), position_, shelters_.entrance_position[door.index()]);
  }

  void offer(EntranceId door, std::uint32_t distance_mm, std::uint32_t bound_mm) {
    const ShelterId shelter = shelters_.entrance_shelter[door.index()];
    if (distance_mm <= bound_mm && shelter != shelters_.entrance_shelter[from_.index()]) {
      nearest_.offer({distance_mm, shelter, door});
    }
  }

  /// The place of the way's door as seen on the link by which the way arrives.
  [[nodiscard]] LinkPosition end_of(const FoundWay& way, const SearchTree& tree) const {
    std::optional<LinkPosition> end;
    std::uint32_t least = 0;
    const LinkPosition door = shelters_.entrance_position[way.entrance.index()];
    for (const LinkPosition view : PlaceViews(input_.network(), door)) {
      const std::optional<std::uint32_t> to_tail =
          tree.distance_mm(input_.network().tail(view.link));
      if (to_tail && (!end || add_mm(*to_tail, view.offset_mm) < least)) {
        end = view;
        least = add_mm(*to_tail, view.offset_mm);
      }
    }
    YANBI_ASSERT(end && add_mm(least, egress_mm(way.entrance)) == way.distance_mm);
    return *end;
  }

  /// The node at which the way to `end` enters the tree.
  [[nodiscard]] NodeId first_node(LinkPosition end, const SearchTree& tree) const {
    NodeId node = input_.network().tail(end.link);
    while (const std::optional<LinkId> link = tree.link(node)) {
      node = input_.network().tail(*link);
    }
    return node;
  }

  [[nodiscard]] std::vector<LinkId> links_between(LinkPosition start, LinkPosition end,
                                                  const SearchTree& tree) const {
    std::vector<LinkId> links = {end.link};
    NodeId node = input_.network().tail(end.link);
    while (const std::optional<LinkId> link = tree.link(node)) {
      links.push_back(*link);
      node = input_.network().tail(*link);
    }
    links.push_back(start.link);
    std::reverse(links.begin(), links.end());
    return links;
  }

  const PlanInput& input_;
  const Shelters& shelters_;
  const PlaceIndex& arriving_;
  EntranceId from_;
  LinkPosition position_;
  std::uint32_t access_mm_;
  std::uint32_t max_walk_mm_;
  NearestFew nearest_;
};

/// Alternatives of one group, with routes of its own.
struct GroupResult {
  std::vector<Alternative> alternatives;
  RouteTable routes;
};

/// Doors of one shelter at one place know the same alternatives and form a group. Groups stand in
/// the order of their first door; a door where nobody can be refused has none.
struct Groups {
  std::vector<EntranceId> first_door;
  std::vector<std::optional<std::size_t>> group_of;
};

Groups group_doors(const Shelters& shelters) {
  Groups groups;
  std::map<std::tuple<ShelterId, LinkPosition, std::uint32_t>, std::size_t> known;
  for (std::size_t e = 0; e < shelters.entrance_count(); ++e) {
    if (!takes_people(shelters, shelters.entrance_shelter[e])) {
      groups.group_of.emplace_back();
      continue;
    }
    const std::tuple place(shelters.entrance_shelter[e], shelters.entrance_position[e],
                           shelters.entrance_access_mm[e]);
    const auto [found, is_new] = known.emplace(place, groups.first_door.size());
    if (is_new) {
      groups.first_door.emplace_back(e);
    }
    groups.group_of.emplace_back(found->second);
  }
  return groups;
}

GroupResult alternatives_from(const PlanInput& input, const PlaceIndex& arriving, EntranceId door,
                              const RedirectionParameters& parameters) {
  const auto tree = input.trees().lease();
  AlternativeSearch finder(input, arriving, door, parameters);
  finder.run(*tree);
  GroupResult result;
  for (const FoundWay& way : finder.ways()) {
    result.alternatives.push_back({way.shelter, finder.add_route(way, *tree, result.routes)});
  }
  return result;
}

}  // namespace

AlternativeTable find_alternatives(const PlanInput& input,
                                   const RedirectionParameters& parameters) {
  AlternativeTable table;
  if (!parameters.enabled || parameters.alternatives <= 0) {
    table.first_alternative.assign(input.shelters().entrance_count() + 1, 0);
    return table;
  }
  const PlaceIndex arriving = arriving_index(input);
  const Groups groups = group_doors(input.shelters());
  std::vector<GroupResult> results(groups.first_door.size());
  report_progress(input.progress(), "finding alternatives", 0.0);
  parallel_for(results.size(), input.threads(), 8, [&](std::size_t g) {
    results[g] = alternatives_from(input, arriving, groups.first_door[g], parameters);
  });
  std::vector<std::uint32_t> shift;
  for (const GroupResult& result : results) {
    shift.push_back(static_cast<std::uint32_t>(table.routes.size()));
    table.routes.append(result.routes);
  }
  table.first_alternative.push_back(0);
  for (const std::optional<std::size_t>& group : groups.group_of) {
    if (group) {
      for (const Alternative& alternative : results[*group].alternatives) {
        table.alternatives.push_back(
            {alternative.shelter, RouteId(alternative.route.raw() + shift[*group])});
      }
    }
    table.first_alternative.push_back(static_cast<std::uint32_t>(table.alternatives.size()));
  }
  return table;
}

}  // namespace yanbi
