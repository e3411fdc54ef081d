// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/graph.hpp"

namespace yanbi {

IncomingLinks::IncomingLinks(const RoadNetwork& network)
    : first_(network.node_count() + 1, 0), links_(network.link_count()) {
  const std::vector<NodeId>& heads = network.links().head;
  for (const NodeId head : heads) {
    ++first_[head.index() + 1];
  }
  for (std::size_t n = 0; n < network.node_count(); ++n) {
    first_[n + 1] += first_[n];
  }
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::size_t l = 0; l < heads.size(); ++l) {
    links_[next[heads[l].index()]++] = LinkId(l);
  }
}

}  // namespace yanbi
