// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/vehicle_network.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "sim/base/assert.hpp"
#include "sim/base/hash.hpp"
#include "sim/kernel/node_chunks.hpp"
#include "sim/kernel/travel_time.hpp"

namespace yanbi {
namespace {

/// A place that becomes free at one end of a link shows at the other end so much later at least.
constexpr std::uint32_t kNewsTime = kStepInstants;

/// How much later it does.
std::uint32_t news_time_of(const VehicleLinkKind& kind, LinkModel model) {
  if (model == LinkModel::kQueue) {
    return kNewsTime;
  }
  // Less the one instant by which Place may round the time up: else the link would not quite pass
  // its capacity.
  const std::uint64_t wave = backward_wave_time(kind.storage, kind.headway, kind.free_time);
  return static_cast<std::uint32_t>(
      std::clamp<std::uint64_t>(wave == 0 ? 0 : wave - 1, kNewsTime, Instant::never().count));
}

VehicleLinkKind kind_of(const RoadNetwork& network, LinkId link, const DrivingParameters& driving,
                        bool crosses) {
  const LinkColumns& columns = network.links();
  const std::size_t l = link.index();
  const bool open = network.is_drivable(link);
  VehicleLinkKind kind;
  // A closed link is never entered; a speed keeps its numbers finite.
  kind.speed = double{open ? columns.speed[l] : 1.0F};
  kind.length_mm = columns.length_mm[l];
  kind.free_time = travel_time(kind.length_mm, kind.speed);
  kind.headway = open ? passing_time(1, Instant::kPerSecond / double{columns.capacity[l]}) : 0U;
  kind.storage = static_cast<std::uint16_t>(
      vehicle_storage(driving, kind.length_mm / 1000.0, columns.lanes[l]));
  kind.news_time = news_time_of(kind, driving.links);
  kind.crosses = crosses;
  return kind;
}

/// Kinds, each once.
class KindTable {
 public:
  std::uint32_t find_or_add(const VehicleLinkKind& kind) {
    if (kinds_.empty() || !(kinds_[last_] == kind)) {  // neighbours are often alike
      const auto [found, is_new] =
          index_.try_emplace(kind, static_cast<std::uint32_t>(kinds_.size()));
      if (is_new) {
        kinds_.push_back(kind);
      }
      last_ = found->second;
    }
    return last_;
  }
  [[nodiscard]] std::vector<VehicleLinkKind> take() { return std::move(kinds_); }

 private:
  struct Hash {
    std::size_t operator()(const VehicleLinkKind& kind) const noexcept {
      // Links alike in these differ in little else.
      const std::array<std::uint32_t, 3> parts{kind.length_mm, kind.free_time, kind.headway};
      return hash_bytes(parts.data(), sizeof(parts), kind.storage * 2U + (kind.crosses ? 1U : 0U));
    }
  };
  std::vector<VehicleLinkKind> kinds_;
  std::unordered_map<VehicleLinkKind, std::uint32_t, Hash> index_;
  std::uint32_t last_ = 0;
};

}  // namespace

VehicleNetwork::VehicleNetwork(const RoadNetwork& network, const DrivingParameters& driving,
                               std::uint32_t chunks)
    : links(network.link_count()),
      waiters(network.link_count()),
      tail_chunk(network.link_count()),
      head_chunk(network.link_count()),
      limits_entry_(driving.links == LinkModel::kKinematicWave),
      next_entries_(limits_entry_ ? network.link_count() : 0) {
  YANBI_EXPECT(links.size() < VehicleNetwork::kMostLinks);
  const std::vector<std::uint32_t> chunk = node_chunks(network, chunks);
  const LinkColumns& columns = network.links();
  KindTable kinds;
  std::uint32_t pool = 0;
  std::uint32_t turns = 0;
  for (std::uint32_t l = 0; l < links.size(); ++l) {
    const NodeId head = columns.head[l];
    tail_chunk[l] = chunk[columns.tail[l].index()];
    head_chunk[l] = chunk[head.index()];
    const VehicleLinkKind kind =
        kind_of(network, LinkId(l), driving, tail_chunk[l] != head_chunk[l]);
    links[l].kind = kinds.find_or_add(kind) & (kMostLinks - 1);
    if (kind.storage <= VehicleLink::kPlacesHere) {
      links[l].size_here = kind.storage & 0xFU;
    } else {
      links[l].places.front().store(pool, std::memory_order_relaxed);
      pool += kBeforeRing + kind.storage;
    }
    waiters[l].exit.turn_length = kind.headway;
    waiters[l].beside.turn_length = passing_time(1, kind.headway / driving.pull_out_share);
    // One turn for each link that leaves the head.
    const std::uint32_t first_out = network.first_out()[head.index()];
    waiters[l].exit_turns = turns - first_out;
    turns += network.first_out()[head.index() + 1] - first_out;
  }
  kinds_ = kinds.take();
  pool_ = LargeVector<Word>(pool);
  next_turns_.resize(turns);
  next_turns_beside_.resize(links.size());
}

}  // namespace yanbi
