// SPDX-License-Identifier: Apache-2.0
#pragma once
// The road network as columns: nodes, directed links sorted by their tail, and the streets that the
// links run along. One network for walkers and vehicles: each link says what either may do on it.
// Immutable once built.

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "sim/base/id.hpp"

namespace yanbi {

/// What kind of way a link is, for walkers. Values are stored in files: append only.
enum class WayForm : std::uint8_t { kFlat = 0, kStairsUp = 1, kStairsDown = 2 };

/// What carries a street. Values are stored in files: append only.
enum class WayStructure : std::uint8_t { kGround = 0, kBridge = 1, kTunnel = 2 };

/// A place on a directed link. The same place on the opposite link lies at length - offset.
struct LinkPosition {
  LinkId link;
  std::uint32_t offset_mm = 0;  ///< from the tail of `link`
  friend auto operator<=>(const LinkPosition&, const LinkPosition&) = default;
};

/// Directed links in one column each; index = LinkId. Lengths are whole millimetres, so that sums
/// of them are exact and do not depend on their order.
struct LinkColumns {
  std::vector<NodeId> tail;
  std::vector<NodeId> head;
  std::vector<std::uint32_t> length_mm;
  /// Effective walkable width of the street, m, both directions together; 0 = closed to walkers.
  std::vector<float> width;
  std::vector<WayForm> form;
  std::vector<LinkId> opposite;       ///< the other direction of the street; empty if there is none
  std::vector<std::uint32_t> street;  ///< index of the street that the link runs along
  // What vehicles may do; a network on foot may leave all three empty.
  std::vector<std::uint8_t> lanes = {};  ///< in this direction; 0 = closed to vehicles
  std::vector<float> speed = {};         ///< free speed of vehicles, m/s; 0 where closed
  std::vector<float> capacity = {};      ///< vehicles/s, all lanes together; 0 where closed
};

/// Streets (undirected pieces between two nodes): geometry and source, for maps and messages.
struct StreetColumns {
  std::vector<std::int64_t> source_id;      ///< OSM way id of the first piece, 0 if unknown
  std::vector<std::uint32_t> first_vertex;  ///< size streets + 1
  std::vector<double> x;                    ///< vertices, working CRS, m; link direction = form of
  std::vector<double> y;                    ///< the link with the smaller id is vertex order
  // A network of plain streets may leave both empty.
  std::vector<WayStructure> structure = {};
  std::vector<std::int8_t> layer = {};  ///< level among ways that cross, 0 = on the ground
};

/// Vehicles must not go from one link on to another: they meet at a node.
struct TurnBan {
  LinkId from;
  LinkId to;
  friend auto operator<=>(const TurnBan&, const TurnBan&) = default;
};

/// The network that people walk and drive on. Models the graph concepts that path search needs
/// through free functions in sim/plan.
class RoadNetwork {
 public:
  static constexpr std::uint32_t kClosed = std::numeric_limits<std::uint32_t>::max();

  RoadNetwork() = default;
  /// Sorts nothing: links must be sorted by (tail, head), turn bans by (from, to), as the importers
  /// deliver them. Columns that may be left empty are filled with zeros; `node_key`, with the
  /// indices of the nodes.
  /// @throws InternalError when columns disagree in size, a link names a missing node, or the links
  /// of a turn ban do not meet.
  RoadNetwork(std::vector<double> node_x, std::vector<double> node_y, LinkColumns links,
              StreetColumns streets, std::vector<TurnBan> turn_bans = {},
              std::vector<std::int64_t> node_key = {});

  [[nodiscard]] std::size_t node_count() const noexcept { return node_x_.size(); }
  [[nodiscard]] std::size_t link_count() const noexcept { return links_.head.size(); }
  [[nodiscard]] std::size_t street_count() const noexcept { return streets_.source_id.size(); }
  [[nodiscard]] std::span<const double> node_x() const noexcept { return node_x_; }
  [[nodiscard]] std::span<const double> node_y() const noexcept { return node_y_; }
  /// What the source calls each node, each key once; the index where it has no ids of nodes. People
  /// name the nodes of a route by it.
  [[nodiscard]] std::span<const std::int64_t> node_key() const noexcept { return node_key_; }
  /// Whether the keys are the source's own.
  [[nodiscard]] bool has_own_node_keys() const noexcept { return has_own_node_keys_; }
  [[nodiscard]] const LinkColumns& links() const noexcept { return links_; }
  [[nodiscard]] const StreetColumns& streets() const noexcept { return streets_; }
  /// Length of each link, mm, as path search for walkers takes it: `kClosed` where they may not go.
  [[nodiscard]] std::span<const std::uint32_t> walking_length_mm() const noexcept {
    return walking_length_mm_;
  }
  [[nodiscard]] const std::vector<TurnBan>& turn_bans() const noexcept { return turn_bans_; }
  [[nodiscard]] bool is_walkable(LinkId link) const { return links_.width[link.index()] > 0.0F; }
  [[nodiscard]] bool is_drivable(LinkId link) const { return links_.lanes[link.index()] > 0; }
  /// Ids of the links that leave `node` are [first_out(node), first_out(node + 1)).
  [[nodiscard]] std::span<const std::uint32_t> first_out() const noexcept { return first_out_; }
  [[nodiscard]] NodeId tail(LinkId link) const { return links_.tail[link.index()]; }
  [[nodiscard]] NodeId head(LinkId link) const { return links_.head[link.index()]; }
  [[nodiscard]] std::uint32_t length_mm(LinkId link) const {
    return links_.length_mm[link.index()];
  }
  [[nodiscard]] LinkId opposite(LinkId link) const { return links_.opposite[link.index()]; }
  /// The same place seen from the other direction, where there is one.
  [[nodiscard]] std::optional<LinkPosition> mirrored(LinkPosition position) const;
  /// Asks the memory for what `link` will be looked at for, without waiting for it.
  [[gnu::always_inline]] void fetch(LinkId link) const noexcept {
    __builtin_prefetch(&links_.tail[link.index()]);
    __builtin_prefetch(&links_.head[link.index()]);
    __builtin_prefetch(&links_.length_mm[link.index()]);
    __builtin_prefetch(&links_.opposite[link.index()]);
  }

 private:
  std::vector<double> node_x_;
  std::vector<double> node_y_;
  std::vector<std::int64_t> node_key_;
  bool has_own_node_keys_ = false;
  std::vector<std::uint32_t> first_out_;
  LinkColumns links_;
  StreetColumns streets_;
  std::vector<std::uint32_t> walking_length_mm_;
  std::vector<TurnBan> turn_bans_;
};

}  // namespace yanbi
