// SPDX-License-Identifier: Apache-2.0
#include "sim/city/road_network.hpp"

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

}  // namespace

RoadNetwork::RoadNetwork(std::vector<double> node_x, std::vector<double> node_y, LinkColumns links,
                         StreetColumns streets)
    : node_x_(std::move(node_x)),
      node_y_(std::move(node_y)),
      links_(std::move(links)),
      streets_(std::move(streets)) {
  const std::size_t count = links_.tail.size();
  if (node_x_.size() != node_y_.size() || links_.head.size() != count ||
      links_.length_mm.size() != count || links_.width.size() != count ||
      links_.form.size() != count || links_.opposite.size() != count ||
      links_.street.size() != count ||
      streets_.first_vertex.size() != streets_.source_id.size() + 1 ||
      streets_.x.size() != streets_.y.size()) {
    throw InternalError("columns of the road network differ in length");
  }
  first_out_ = first_links(links_, node_x_.size());
}

std::optional<LinkPosition> RoadNetwork::mirrored(LinkPosition position) const {
  const LinkId other = opposite(position.link);
  if (!other.has_value()) {
    return std::nullopt;
  }
  return LinkPosition{other, length_mm(position.link) - position.offset_mm};
}

}  // namespace yanbi
