// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which shelters are best for each origin when a place in a shelter has a price: one search over
// the network from all doors at once, in which a shelter starts with its price.

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sim/plan/plan_input.hpp"
#include "sim/plan/scratch_pool.hpp"
#include "sim/plan/transport_simplex.hpp"

namespace yanbi {

/// What is asked of ShelterPricing.
struct PricingQuestion {
  /// Price of one place, mm, by shelter; not negative.
  std::span<const std::int64_t> price;
  /// By shelter: 0 = leave it out. Empty = all that take people.
  std::span<const std::uint8_t> open = {};
  /// By origin: only shelters with distance + price below it are wanted. kNotAsked leaves the
  /// origin out, kAnyPrice is no limit.
  std::span<const std::int64_t> limit;
  std::size_t most = 1;  ///< shelters an origin
  /// Whether the best are exactly the best: else a shelter that is too far for some origins may
  /// hide a dearer one behind it that is not. Quicker without.
  bool exact = true;

  static constexpr std::int64_t kNotAsked = std::numeric_limits<std::int64_t>::min();
  static constexpr std::int64_t kAnyPrice = std::numeric_limits<std::int64_t>::max();
};

/// Searches for a plan's input; immutable but for working memory.
class ShelterPricing {
 public:
  /// Walks are at most `max_walk_mm` long. With `binding` people only go to works of their own
  /// zone.
  ShelterPricing(const PlanInput& input, std::uint32_t max_walk_mm, const Geography* binding);

  /// For each origin up to `most` shelters with the least distance + price, below the limit and
  /// within the longest walk; ascending by (distance + price, shelter). Each distance is that of
  /// some walk; of the shelter that comes first it is the shortest.
  [[nodiscard]] TransportArcs best_shelters(const PricingQuestion& question) const;

  [[nodiscard]] const PlanInput& input() const noexcept { return *input_; }
  [[nodiscard]] std::uint32_t max_walk_mm() const noexcept { return max_walk_mm_; }

 private:
  friend class PricedSearch;
  struct Offer {
    std::uint32_t origin = 0;
    std::uint32_t shelter = 0;
    std::uint32_t distance_mm = 0;
  };
  struct Door {
    NodeId node;
    std::uint32_t shelter = 0;
    std::uint32_t distance_mm = 0;
  };
  /// Shelters that serve the same origins: all, or those of one zone.
  struct Group {
    std::uint32_t number = 0;
    std::vector<Door> doors;
    std::vector<Offer> direct;  ///< walks along one street, without passing a node
    std::vector<std::uint32_t> origins;
  };
  static constexpr std::uint32_t kEnd = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::int64_t kWorthless = std::numeric_limits<std::int64_t>::min();
  /// Shelters that a node is known to have, some together, so that looking through them is quick.
  struct Labels {
    static constexpr std::uint32_t kSize = 8;
    std::array<std::uint32_t, kSize> shelter{};
    std::array<std::uint32_t, kSize> distance_mm{};
    std::uint32_t next = kEnd;  ///< full ones of the same node
  };
  /// What a search knows of a node.
  struct Node {
    std::int64_t worth = kWorthless;  ///< a label that costs as much is of no use
    std::uint32_t enough_mm = kEnd;   ///< nor is one as long
    std::uint32_t labels = kEnd;      ///< the latest of its lists
    std::uint32_t label_count = 0;
  };
  /// Working memory of one group's search. What is touched is cleared after use.
  struct Scratch {
    explicit Scratch(std::size_t node_count);
    std::vector<Node> nodes;
    std::vector<Labels> labels;
    std::vector<std::uint32_t> touched;
  };

  void add_shelter(ShelterId shelter, Group& group) const;
  [[nodiscard]] std::vector<Offer> offers_of(const Group& group,
                                             const PricingQuestion& question) const;

  const PlanInput* input_;
  std::uint32_t max_walk_mm_;
  std::vector<Group> groups_;
  std::vector<std::uint32_t> group_of_origin_;
  mutable ScratchPool<Scratch> scratch_;
};

}  // namespace yanbi
