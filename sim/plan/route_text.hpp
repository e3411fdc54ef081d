// SPDX-License-Identifier: Apache-2.0
#pragma once
// Routes as texts that people can read, edit and bring from elsewhere: the keys of their nodes,
// from the tail of the first link to the head of the last, with spaces between them. Where several
// links lead from one node to the next, "/2", "/3" ... behind the second key stand for the second
// and the third of them in the order of links.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sim/city/road_network.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// Appends the text of a route. Precondition: `links` is not empty, each starting where the one
/// before ends.
void append_route_text(const RoadNetwork& network, std::span<const LinkId> links,
                       std::string& text);

/// Who moves along a route.
enum class RouteUse { kWalking, kDriving };

[[nodiscard]] inline RouteUse route_use(RunMode mode) noexcept {
  return mode == RunMode::kDrive ? RouteUse::kDriving : RouteUse::kWalking;
}

/// Whether walkers, or vehicles, may take a link.
[[nodiscard]] inline bool may_use(const RoadNetwork& network, LinkId link, RouteUse use) {
  return use == RouteUse::kWalking ? network.is_walkable(link) : network.is_drivable(link);
}

/// What is wrong with a route that somebody gave.
struct RouteFault {
  std::string value;  ///< the part of the text that is wrong
  const char* reason;
  const char* remedy;
};

/// Reads texts of routes.
class RouteReader {
 public:
  /// Keeps a reference to `network`.
  RouteReader(const RoadNetwork& network, RouteUse use);

  /// Reads one text; `start()` and `links()` are those of the route then. What is wrong, else.
  [[nodiscard]] std::optional<RouteFault> read(std::string_view text);
  /// The first node. Precondition: a text has been read, without a fault.
  [[nodiscard]] NodeId start() const noexcept { return steps_.front().node; }
  /// None where the text is a single node.
  [[nodiscard]] const std::vector<LinkId>& links() const noexcept { return links_; }

 private:
  /// A node on the way, and which of the links from the one before leads there, from 1.
  struct Step {
    NodeId node;
    std::uint32_t which = 1;
  };
  [[nodiscard]] NodeId node_of(std::int64_t key) const;
  [[nodiscard]] std::optional<RouteFault> read_steps(std::string_view text);
  [[nodiscard]] std::optional<RouteFault> go_on(NodeId from, const Step& step);

  const RoadNetwork& network_;
  RouteUse use_;
  std::int64_t least_key_ = 0;
  std::vector<NodeId> by_key_;  ///< node of `least_key_` + position; empty where keys are far apart
  std::unordered_map<std::int64_t, NodeId> by_far_key_;
  std::vector<Step> steps_;
  std::vector<LinkId> links_;
};

}  // namespace yanbi
