// SPDX-License-Identifier: Apache-2.0
#pragma once
// Bounded shortest-path trees on the road network: Boost.Graph's Dijkstra, arranged so that a
// search costs what it settles and nothing for the rest of the city. Distances are whole
// millimetres, equal ways are decided by id, so a tree is the same on every machine.

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/road_network.hpp"
#include "sim/plan/graph.hpp"

namespace yanbi {

/// The longest way that a search can measure, mm (about 4,290 km).
inline constexpr std::uint32_t kLongestWayMm = std::numeric_limits<std::uint32_t>::max() - 1;

/// Where a search starts: a node that is already `distance_mm` away from what is searched from.
struct SearchSource {
  NodeId node;
  std::uint32_t distance_mm = 0;
};

/// The tree of the latest search. One thread at a time; reused, so that the memory of a whole
/// network is touched once and not once a search.
class SearchTree {
 public:
  explicit SearchTree(std::size_t node_count);

  /// Distance of a node, mm; none where the search did not come. Exact for nodes within the bound;
  /// beyond it, the length of some way.
  [[nodiscard]] std::optional<std::uint32_t> distance_mm(NodeId node) const {
    const Record& record = records_[node.index()];
    return record.distance_mm == kUnreached ? std::nullopt : std::optional(record.distance_mm);
  }
  /// The link by which the tree came to a node that it reached; none at a source.
  [[nodiscard]] std::optional<LinkId> link(NodeId node) const {
    const Record& record = records_[node.index()];
    return record.is_source ? std::nullopt : std::optional(LinkId(record.via));
  }
  /// The source (position in what the search was given) at which the tree branch of `node` starts.
  /// Precondition: `node` was reached and has no link.
  [[nodiscard]] std::size_t source(NodeId node) const { return records_[node.index()].via; }

 private:
  friend struct SearchAccess;
  static constexpr std::uint32_t kUnreached = std::numeric_limits<std::uint32_t>::max();
  // Four of them share a cache line.
  struct Record {
    std::uint32_t distance_mm = kUnreached;
    std::uint32_t via = 0;  ///< link, or position of the source
    std::uint32_t heap_index = 0;
    std::uint8_t colour = 0;
    bool is_source = false;
  };

  void clear();

  std::vector<Record> records_;
  std::vector<NodeId> touched_;
};

/// Called for each node in the order of distance, once it is final. Returns the bound from now on:
/// the search ends at the first node beyond it.
using SettleCallback = std::function<std::uint32_t(NodeId node, std::uint32_t distance_mm)>;

/// Grows `tree` from `sources` (several may name one node; the nearest counts, then the first).
/// Nodes farther than `bound_mm` are not settled. Where `enough_mm` is given (by node), a branch
/// ends before a node that is farther than that.
void search(const RoadNetwork& graph, std::span<const SearchSource> sources, std::uint32_t bound_mm,
            std::span<const std::uint32_t> enough_mm, const SettleCallback& on_settled,
            SearchTree& tree);
/// The same on reversed links: distances are those of the ways *to* the sources.
void search(const ReversedRoads& graph, std::span<const SearchSource> sources,
            std::uint32_t bound_mm, std::span<const std::uint32_t> enough_mm,
            const SettleCallback& on_settled, SearchTree& tree);
/// The same with lengths of links other than the network's own: some may be closed (kClosed).
void search(const ReversedRoads& graph, std::span<const std::uint32_t> length_mm,
            std::span<const SearchSource> sources, std::uint32_t bound_mm,
            const SettleCallback& on_settled, SearchTree& tree);

}  // namespace yanbi
