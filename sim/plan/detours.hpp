// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ways found while people move: from wherever somebody stands to the doors of a shelter, on a
// network some of whose links are known to be closed.

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/city/road_network.hpp"
#include "sim/plan/graph.hpp"
#include "sim/plan/route_table.hpp"
#include "sim/plan/scratch_pool.hpp"
#include "sim/plan/search.hpp"
#include "sim/plan/shelters.hpp"

namespace yanbi {

/// The shortest ways to a set of doors from every node within a bound, kept as small as possible:
/// trees of many shelters are held at once.
class WayTree {
 public:
  /// The next link on the way from a node; at the last node, the door and where it is on that link.
  struct Step {
    NodeId node;
    std::uint32_t distance_mm = 0;  ///< from the node to the door
    LinkId link;
    std::uint32_t end_offset_mm = 0;
    EntranceId entrance;  ///< empty except at the last node
  };

  /// A door that the tree leads to, by the street that it is on.
  struct Door {
    std::uint32_t street = 0;
    EntranceId entrance;
    friend auto operator<=>(const Door&, const Door&) = default;
  };

  /// Sorts the steps by node and the doors by street.
  WayTree(std::vector<Step> steps, std::vector<Door> doors);
  [[nodiscard]] const Step* find(NodeId node) const noexcept;
  [[nodiscard]] std::span<const Door> doors_on(std::uint32_t street) const noexcept;
  /// Whether some way of the tree leads along `link`.
  [[nodiscard]] bool uses(LinkId link, const RoadNetwork& network) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return steps_.size(); }

 private:
  std::vector<Step> steps_;
  std::vector<Door> doors_;
};

/// A way that was found.
struct FoundRoute {
  std::vector<LinkId> links;
  Route ends;  ///< all of the route but its links
  std::uint32_t distance_mm = 0;

  /// A view: valid as long as this object.
  [[nodiscard]] Route route() const noexcept {
    Route whole = ends;
    whole.links = links;
    return whole;
  }
};

/// Finds ways. May be asked by several threads at once.
class DetourFinder {
 public:
  DetourFinder(const RoadNetwork& network, const Shelters& shelters);
  // The reversed view points into this object.
  DetourFinder(const DetourFinder&) = delete;
  DetourFinder& operator=(const DetourFinder&) = delete;
  DetourFinder(DetourFinder&&) = delete;
  DetourFinder& operator=(DetourFinder&&) = delete;
  ~DetourFinder() = default;

  /// Ways of at most `bound_mm` to the nearest of `doors` (positions in Shelters). `length_mm` of a
  /// link that is known to be closed is RoadNetwork::kClosed.
  [[nodiscard]] WayTree tree_to(std::span<const EntranceId> doors,
                                std::span<const std::uint32_t> length_mm,
                                std::uint32_t bound_mm) const;

  /// The way on from the end of `link`, which is the first of the route: who takes it has walked
  /// it.
  [[nodiscard]] std::optional<FoundRoute> from_end_of(LinkId link, const WayTree& tree) const;

  /// The way from a node.
  [[nodiscard]] std::optional<FoundRoute> from_node(NodeId node, const WayTree& tree) const;

  /// The way from a place beside a street, `access_mm` from it: along the street in either
  /// direction that is open, through the tree or straight to one of its doors on the same street.
  [[nodiscard]] std::optional<FoundRoute> from_place(LinkPosition place, std::uint32_t access_mm,
                                                     std::span<const std::uint32_t> length_mm,
                                                     const WayTree& tree) const;

 private:
  void follow(NodeId node, const WayTree& tree, FoundRoute& found) const;

  const RoadNetwork* network_;
  const Shelters* shelters_;
  IncomingLinks incoming_;
  ReversedRoads reversed_;
  mutable ScratchPool<SearchTree> trees_;
};

}  // namespace yanbi
