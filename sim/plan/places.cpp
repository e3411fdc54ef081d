// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/places.hpp"

#include <algorithm>
#include <cmath>

#include "sim/plan/search.hpp"

namespace yanbi {

std::uint32_t to_millimetres(double metres) noexcept {
  const double millimetres = std::clamp(metres * 1000.0, 0.0, double{kLongestWayMm});
  return static_cast<std::uint32_t>(std::llround(millimetres));
}

std::uint32_t add_mm(std::uint32_t a, std::uint32_t b) noexcept {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(std::uint64_t{a} + b, kLongestWayMm));
}

PlaceViews::PlaceViews(const RoadNetwork& network, LinkPosition position)
    : views_{position, position} {
  if (const std::optional<LinkPosition> other = network.mirrored(position)) {
    views_[1] = *other;
    count_ = 2;
  }
}

std::optional<DirectWalk> direct_walk(const RoadNetwork& network, LinkPosition from,
                                      LinkPosition to) {
  for (const LinkPosition start : PlaceViews(network, from)) {
    for (const LinkPosition end : PlaceViews(network, to)) {
      if (start.link == end.link && start.offset_mm <= end.offset_mm) {
        return DirectWalk{start.link, start.offset_mm, end.offset_mm};
      }
    }
  }
  return std::nullopt;
}

namespace {

/// Node and length of the stub between a place and the end of a link it is seen on.
std::pair<NodeId, std::uint32_t> stub_of(const RoadNetwork& network, LinkPosition view,
                                         PlaceIndex::Side side) {
  if (side == PlaceIndex::Side::kLeaving) {
    return {network.head(view.link), network.length_mm(view.link) - view.offset_mm};
  }
  return {network.tail(view.link), view.offset_mm};
}

}  // namespace

PlaceIndex::PlaceIndex(const RoadNetwork& network, std::span<const Place> places, Side side)
    : network_(&network), first_(network.node_count() + 1, 0) {
  for (const Place& place : places) {
    on_street_.push_back({street_of(place.position.link), place.id});
    for (const LinkPosition view : PlaceViews(network, place.position)) {
      ++first_[stub_of(network, view, side).first.index() + 1];
    }
  }
  std::sort(on_street_.begin(), on_street_.end());
  for (std::size_t n = 0; n < network.node_count(); ++n) {
    first_[n + 1] += first_[n];
  }
  stubs_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (const Place& place : places) {
    for (const LinkPosition view : PlaceViews(network, place.position)) {
      const auto [node, length] = stub_of(network, view, side);
      stubs_[next[node.index()]++] = {place.id, add_mm(place.access_mm, length)};
    }
  }
}

std::vector<std::uint32_t> PlaceIndex::on_street_of(LinkId link) const {
  const LinkId street = street_of(link);
  std::vector<std::uint32_t> ids;
  for (auto i = std::lower_bound(on_street_.begin(), on_street_.end(), OnStreet{street, 0});
       i != on_street_.end() && i->street == street; ++i) {
    ids.push_back(i->id);
  }
  return ids;
}

LinkId PlaceIndex::street_of(LinkId link) const {
  // An empty opposite is the largest id, so a one-way link is its own street.
  return std::min(link, network_->opposite(link));
}

}  // namespace yanbi
