// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/network_state.hpp"

#include <algorithm>
#include <cmath>

#include "sim/kernel/node_chunks.hpp"
#include "sim/kernel/travel_time.hpp"

namespace yanbi {
namespace {

double form_factor(const WalkingParameters& walking, WayForm form) noexcept {
  switch (form) {
    case WayForm::kStairsUp:
      return walking.stairs_up_factor;
    case WayForm::kStairsDown:
      return walking.stairs_down_factor;
    case WayForm::kFlat:
      break;
  }
  return 1.0;
}

}  // namespace

NetworkState::NetworkState(const RoadNetwork& network, const WalkingParameters& walking,
                           std::uint32_t chunks)
    : constants(network.link_count()),
      tail(network.link_count()),
      head(network.link_count()),
      published(network.link_count()),
      feeders(2 * network.link_count()),
      wave_speed_(backward_wave_speed(walking)) {
  const std::vector<std::uint32_t> chunk = node_chunks(network, chunks);
  const LinkColumns& links = network.links();
  for (std::size_t l = 0; l < constants.size(); ++l) {
    LinkConstants& link = constants[l];
    const double length = links.length_mm[l] / 1000.0;
    // A link that is closed to walkers is never entered; a width keeps its numbers finite.
    const double width = double{network.is_walkable(LinkId(l)) ? links.width[l] : 1.0F};
    link.inverse_area = 1.0 / (length * width);
    link.headway = Instant::kPerSecond / (walking.specific_flow * width);
    link.form_factor = form_factor(walking, links.form[l]);
    link.length_mm = links.length_mm[l];
    link.storage =
        std::max(1U, static_cast<std::uint32_t>(std::ceil(length * width * walking.jam_density)));
    link.opposite = links.opposite[l].raw();
    link.tail_chunk = chunk[links.tail[l].index()];
    link.head_chunk = chunk[links.head[l].index()];
    link.place_at_tail = static_cast<std::uint32_t>(l) - network.first_out()[links.tail[l].index()];
  }
  std::uint32_t turns = 0;
  first_turn_.reserve(feeders.size());
  for (const NodeId node : links.head) {
    first_turn_.push_back(turns);
    turns += network.first_out()[node.index() + 1] - network.first_out()[node.index()];
  }
  for (std::size_t l = 0; l < constants.size(); ++l) {
    first_turn_.push_back(turns++);
  }
  turns_.resize(turns);
}

std::uint32_t NetworkState::wave_time(std::uint32_t distance_mm) const noexcept {
  return travel_time(distance_mm, wave_speed_);
}

}  // namespace yanbi
