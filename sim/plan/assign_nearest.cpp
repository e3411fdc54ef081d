// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <limits>
#include <tuple>

#include "sim/base/parallel.hpp"
#include "sim/plan/assignment.hpp"
#include "sim/plan/shelter_ways.hpp"

namespace yanbi {
namespace {

/// Trees grown side by side. A constant of the method, never of the machine: a tree is cut where
/// the trees of earlier groups are nearer.
constexpr std::size_t kGroup = 32;

/// The nearest shelter of each origin, and of each node, among the trees seen so far.
class NearestSoFar {
 public:
  explicit NearestSoFar(const PlanInput& input)
      : distance_mm_(input.origin_count(), kNone),
        shelter_(input.origin_count()),
        node_distance_mm_(input.network().node_count(), kNone) {}

  void add(ShelterId shelter, const ShelterReach& reach) {
    for (const OriginDistance& offer : reach.origins) {
      const std::size_t o = offer.origin.index();
      if (std::tuple(offer.distance_mm, shelter) < std::tuple(distance_mm_[o], shelter_[o])) {
        distance_mm_[o] = offer.distance_mm;
        shelter_[o] = shelter;
      }
    }
    for (const NodeDistance& settled : reach.nodes) {
      std::uint32_t& nearest = node_distance_mm_[settled.node.index()];
      nearest = std::min(nearest, settled.distance_mm);
    }
  }

  [[nodiscard]] ShelterId shelter(OriginId origin) const { return shelter_[origin.index()]; }
  /// By node: whoever passes it cannot do better with a shelter that is farther away than this.
  [[nodiscard]] std::span<const std::uint32_t> enough_mm() const { return node_distance_mm_; }

 private:
  static constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> distance_mm_;
  std::vector<ShelterId> shelter_;
  std::vector<std::uint32_t> node_distance_mm_;
};

std::vector<ShelterId> candidates(const Shelters& shelters) {
  std::vector<ShelterId> ids;
  for (std::size_t s = 0; s < shelters.size(); ++s) {
    if (takes_people(shelters, ShelterId(s))) {
      ids.emplace_back(s);
    }
  }
  return ids;
}

}  // namespace

Assignment assign_nearest(const PlanInput& input, std::uint32_t max_walk_mm) {
  const std::vector<ShelterId> shelters = candidates(input.shelters());
  NearestSoFar nearest(input);
  std::vector<ShelterReach> reaches(std::min(kGroup, shelters.size()));
  for (std::size_t first = 0; first < shelters.size(); first += kGroup) {
    report_progress(input.progress(), "assigning shelters",
                    static_cast<double>(first) / static_cast<double>(shelters.size()));
    const std::size_t count = std::min(kGroup, shelters.size() - first);
    parallel_for(count, input.threads(), 1, [&](std::size_t i) {
      reaches[i] = reach_of(input, shelters[first + i], max_walk_mm, nearest.enough_mm());
    });
    for (std::size_t i = 0; i < count; ++i) {
      nearest.add(shelters[first + i], reaches[i]);
    }
  }
  Assignment assignment;
  assignment.reserve(input.parties().size());
  for (const OriginId origin : input.parties().origin) {
    assignment.push_back(nearest.shelter(origin));
  }
  return assignment;
}

}  // namespace yanbi
