// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/detours.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/assert.hpp"
#include "sim/plan/places.hpp"

namespace yanbi {

WayTree::WayTree(std::vector<Step> steps, std::vector<Door> doors)
    : steps_(std::move(steps)), doors_(std::move(doors)) {
  std::sort(doors_.begin(), doors_.end());
  std::sort(steps_.begin(), steps_.end(),
            [](const Step& a, const Step& b) { return a.node < b.node; });
}

const WayTree::Step* WayTree::find(NodeId node) const noexcept {
  const auto found = std::lower_bound(steps_.begin(), steps_.end(), node,
                                      [](const Step& step, NodeId n) { return step.node < n; });
  return found != steps_.end() && found->node == node ? &*found : nullptr;
}

std::span<const WayTree::Door> WayTree::doors_on(std::uint32_t street) const noexcept {
  const auto less = [](const Door& door, std::uint32_t s) { return door.street < s; };
  const auto first = std::lower_bound(doors_.begin(), doors_.end(), street, less);
  const auto last = std::lower_bound(first, doors_.end(), street + 1, less);
  return {first, last};
}

bool WayTree::uses(LinkId link, const RoadNetwork& network) const noexcept {
  const Step* const step = find(network.tail(link));
  return step != nullptr && step->link == link;
}

DetourFinder::DetourFinder(const RoadNetwork& network, const Shelters& shelters)
    : network_(&network),
      shelters_(&shelters),
      incoming_(network),
      reversed_(network, incoming_),
      trees_(network.node_count()) {}

WayTree DetourFinder::tree_to(std::span<const EntranceId> doors,
                              std::span<const std::uint32_t> length_mm,
                              std::uint32_t bound_mm) const {
  struct LastLeg {
    LinkPosition end;
    EntranceId entrance;
  };
  std::vector<SearchSource> sources;
  std::vector<LastLeg> legs;
  for (const EntranceId door : doors) {
    for (const LinkPosition view :
         PlaceViews(*network_, shelters_->entrance_position[door.index()])) {
      if (length_mm[view.link.index()] == RoadNetwork::kClosed) {
        continue;
      }
      sources.push_back({network_->tail(view.link),
                         add_mm(view.offset_mm, shelters_->entrance_access_mm[door.index()])});
      legs.push_back({view, door});
    }
  }
  const auto tree = trees_.lease();
  std::vector<std::pair<NodeId, std::uint32_t>> settled;
  search(
      reversed_, length_mm, sources, bound_mm,
      [&](NodeId node, std::uint32_t distance_mm) {
        settled.emplace_back(node, distance_mm);
        return bound_mm;
      },
      *tree);
  std::vector<WayTree::Step> steps;
  steps.reserve(settled.size());
  for (const auto& [node, distance_mm] : settled) {
    WayTree::Step step{node, distance_mm, {}, 0, {}};
    if (const std::optional<LinkId> link = (*tree).link(node)) {
      step.link = *link;
    } else {
      const LastLeg& leg = legs[(*tree).source(node)];
      step.link = leg.end.link;
      step.end_offset_mm = leg.end.offset_mm;
      step.entrance = leg.entrance;
    }
    steps.push_back(step);
  }
  std::vector<WayTree::Door> on_streets;
  on_streets.reserve(doors.size());
  for (const EntranceId door : doors) {
    const LinkId link = shelters_->entrance_position[door.index()].link;
    on_streets.push_back({network_->links().street[link.index()], door});
  }
  return {std::move(steps), std::move(on_streets)};
}

/// Appends the links from `node` to the door, and what the route says of its end.
void DetourFinder::follow(NodeId node, const WayTree& tree, FoundRoute& found) const {
  while (true) {
    const WayTree::Step* const step = tree.find(node);
    YANBI_ASSERT(step != nullptr);
    found.links.push_back(step->link);
    if (step->entrance.has_value()) {
      found.ends.entrance = step->entrance;
      found.ends.end_offset_mm = step->end_offset_mm;
      found.ends.egress_mm = shelters_->entrance_access_mm[step->entrance.index()];
      return;
    }
    node = network_->head(step->link);
  }
}

std::optional<FoundRoute> DetourFinder::from_end_of(LinkId link, const WayTree& tree) const {
  const WayTree::Step* const step = tree.find(network_->head(link));
  if (step == nullptr) {
    return std::nullopt;
  }
  FoundRoute found;
  found.links.push_back(link);
  found.distance_mm = step->distance_mm;
  follow(network_->head(link), tree, found);
  return found;
}

std::optional<FoundRoute> DetourFinder::from_node(NodeId node, const WayTree& tree) const {
  const WayTree::Step* const step = tree.find(node);
  if (step == nullptr) {
    return std::nullopt;
  }
  FoundRoute found;
  found.distance_mm = step->distance_mm;
  follow(node, tree, found);
  return found;
}

std::optional<FoundRoute> DetourFinder::from_place(LinkPosition place, std::uint32_t access_mm,
                                                   std::span<const std::uint32_t> length_mm,
                                                   const WayTree& tree) const {
  FoundRoute best;
  best.distance_mm = kLongestWayMm;
  for (const auto& [street, door] : tree.doors_on(network_->links().street[place.link.index()])) {
    const std::optional<DirectWalk> walk =
        direct_walk(*network_, place, shelters_->entrance_position[door.index()]);
    if (!walk || length_mm[walk->link.index()] == RoadNetwork::kClosed) {
      continue;
    }
    const std::uint32_t egress = shelters_->entrance_access_mm[door.index()];
    const std::uint32_t distance = add_mm(access_mm, add_mm(walk->length_mm(), egress));
    if (distance < best.distance_mm) {
      best.links.assign(1, walk->link);
      best.ends = {{}, walk->start_mm, walk->end_mm, access_mm, egress, door};
      best.distance_mm = distance;
    }
  }
  for (const LinkPosition view : PlaceViews(*network_, place)) {
    const WayTree::Step* const step = tree.find(network_->head(view.link));
    if (length_mm[view.link.index()] == RoadNetwork::kClosed || step == nullptr) {
      continue;
    }
    const std::uint32_t stub = network_->length_mm(view.link) - view.offset_mm;
    const std::uint32_t distance = add_mm(add_mm(access_mm, stub), step->distance_mm);
    if (distance < best.distance_mm) {
      best.links.assign(1, view.link);
      best.ends.start_offset_mm = view.offset_mm;
      best.ends.access_mm = access_mm;
      best.distance_mm = distance;
      follow(network_->head(view.link), tree, best);
    }
  }
  if (best.links.empty()) {
    return std::nullopt;
  }
  return best;
}

}  // namespace yanbi
