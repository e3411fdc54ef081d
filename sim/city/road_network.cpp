// SPDX-License-Identifier: Apache-2.0
#include "sim/city/road_network.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "sim/base/error.hpp"

namespace yanbi {
namespace {

std::vector<std::uint32_t> first_links(const LinkColumns& links, std::size_t node_count) {
  std::vector<std::uint32_t> first(node_count + 1, 0);
  for (std::size_t i = 0; i < links.tail.size(); ++i) {
    const std::size_t tail = links.tail[i].index();
    if (tail >= node_count || links.head[i].index() >= node_count) {
      throw InternalError("a link names a node that does not exist");
    }
    if (i > 0 && links.tail[i] < links.tail[i - 1]) {
      throw InternalError("links are not sorted by their tail");
    }
    ++first[tail + 1];
  }
  for (std::size_t n = 0; n < node_count; ++n) {
    first[n + 1] += first[n];
  }
  return first;
}

/// A column that was left out means zero everywhere.
template <class T>
void fill_if_empty(std::vector<T>& column, std::size_t count) {
  if (column.empty()) {
    column.assign(count, T{});
  }
}

}  // namespace

RoadNetwork::RoadNetwork(std::vector<double> node_x, std::vector<double> node_y, LinkColumns links,
                         StreetColumns streets, std::vector<TurnBan> turn_bans,
                         std::vector<std::int64_t> node_key)
    : node_x_(std::move(node_x)),
      node_y_(std::move(node_y)),
      node_key_(std::move(node_key)),
      has_own_node_keys_(!node_key_.empty()),
      links_(std::move(links)),
      streets_(std::move(streets)),
      turn_bans_(std::move(turn_bans)) {
  const std::size_t count = links_.tail.size();
  fill_if_empty(links_.lanes, count);
  fill_if_empty(links_.speed, count);
  fill_if_empty(links_.capacity, count);
  fill_if_empty(streets_.structure, streets_.source_id.size());
  fill_if_empty(streets_.layer, streets_.source_id.size());
  if (!has_own_node_keys_) {
    node_key_.resize(node_x_.size());
    std::iota(node_key_.begin(), node_key_.end(), std::int64_t{0});
  }
  if (node_x_.size() != node_y_.size() || node_key_.size() != node_x_.size() ||
      links_.head.size() != count || links_.length_mm.size() != count ||
      links_.width.size() != count || links_.form.size() != count ||
      links_.opposite.size() != count || links_.street.size() != count ||
      links_.lanes.size() != count || links_.speed.size() != count ||
      links_.capacity.size() != count || streets_.structure.size() != streets_.source_id.size() ||
      streets_.layer.size() != streets_.source_id.size() ||
      streets_.first_vertex.size() != streets_.source_id.size() + 1 ||
      streets_.x.size() != streets_.y.size()) {
    throw InternalError("columns of the road network differ in length");
  }
  first_out_ = first_links(links_, node_x_.size());
  walking_length_mm_ = links_.length_mm;
  for (std::size_t l = 0; l < count; ++l) {
    if (!(links_.width[l] > 0.0F)) {
      walking_length_mm_[l] = kClosed;
    }
  }
  const bool bans_meet = std::ranges::all_of(turn_bans_, [&](const TurnBan& ban) {
    return ban.from.index() < count && ban.to.index() < count && head(ban.from) == tail(ban.to);
  });
  if (!bans_meet || !std::ranges::is_sorted(turn_bans_)) {
    throw InternalError("turn bans are not sorted, or their links do not meet");
  }
}

std::optional<LinkPosition> RoadNetwork::mirrored(LinkPosition position) const {
  const LinkId other = opposite(position.link);
  if (!other.has_value()) {
    return std::nullopt;
  }
  return LinkPosition{other, length_mm(position.link) - position.offset_mm};
}

}  // namespace yanbi
