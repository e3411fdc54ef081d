// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/node_chunks.hpp"

#include <cstddef>

namespace yanbi {

std::vector<std::uint32_t> node_chunks(const RoadNetwork& network, std::uint32_t chunks) {
  std::vector<std::uint32_t> chunk(network.node_count());
  const std::size_t total = network.link_count() + network.node_count();
  for (std::size_t node = 0; node < chunk.size(); ++node) {
    const std::size_t before = network.first_out()[node] + node;
    chunk[node] = static_cast<std::uint32_t>(before * chunks / total);
  }
  return chunk;
}

}  // namespace yanbi
