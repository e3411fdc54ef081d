// SPDX-License-Identifier: Apache-2.0
#pragma once
// What every policy reads while a plan is made: the network in both directions, where people start
// and how many they are, and the shelters; with working memory for the searches.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/lazy.hpp"
#include "sim/base/progress.hpp"
#include "sim/city/city.hpp"
#include "sim/plan/graph.hpp"
#include "sim/plan/parties.hpp"
#include "sim/plan/places.hpp"
#include "sim/plan/scratch_pool.hpp"
#include "sim/plan/search.hpp"
#include "sim/plan/shelters.hpp"

namespace yanbi {

/// Parties [first, last) of one origin.
struct PartyRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

/// Immutable but for what is made when it is first asked for and the pool of working memory, both
/// safe to share. Refers to what it was made from.
class PlanInput {
 public:
  PlanInput(const City& city, const Parties& parties, const Shelters& shelters, int threads,
            const ProgressCallback& progress);
  PlanInput(const PlanInput&) = delete;
  PlanInput& operator=(const PlanInput&) = delete;
  PlanInput(PlanInput&&) = delete;
  PlanInput& operator=(PlanInput&&) = delete;
  ~PlanInput() = default;

  [[nodiscard]] const City& city() const noexcept { return *city_; }
  [[nodiscard]] const RoadNetwork& network() const noexcept { return city_->network; }
  [[nodiscard]] const ReversedRoads& reversed() const;
  [[nodiscard]] const Parties& parties() const noexcept { return *parties_; }
  [[nodiscard]] const Shelters& shelters() const noexcept { return *shelters_; }
  [[nodiscard]] int threads() const noexcept { return threads_; }
  [[nodiscard]] const ProgressCallback& progress() const noexcept { return *progress_; }

  [[nodiscard]] std::size_t origin_count() const noexcept { return city_->origins.size(); }
  [[nodiscard]] PartyRange parties_of(OriginId origin) const {
    return {first_party_[origin.index()], first_party_[origin.index() + 1]};
  }
  /// Where an origin meets the network. Precondition: it is not off the network.
  [[nodiscard]] LinkPosition position(OriginId origin) const {
    return *city_->origins.position[origin.index()];
  }
  [[nodiscard]] std::uint32_t access_mm(OriginId origin) const {
    return access_mm_[origin.index()];
  }
  /// Origins with people that are on the network, as places that walks leave.
  [[nodiscard]] const PlaceIndex& leaving() const;
  [[nodiscard]] ScratchPool<SearchTree>& trees() const noexcept { return trees_; }

 private:
  /// The network as seen against its direction.
  struct Backward {
    explicit Backward(const RoadNetwork& network) : incoming(network), roads(network, incoming) {}
    IncomingLinks incoming;
    ReversedRoads roads;  ///< refers to `incoming`
  };

  const City* city_;
  const Parties* parties_;
  const Shelters* shelters_;
  int threads_;
  const ProgressCallback* progress_;
  std::vector<std::uint32_t> first_party_;  ///< size: origins + 1
  std::vector<std::uint32_t> access_mm_;
  Lazy<Backward> backward_;
  Lazy<PlaceIndex> leaving_;
  mutable ScratchPool<SearchTree> trees_;
};

}  // namespace yanbi
