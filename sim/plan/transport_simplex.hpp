// SPDX-License-Identifier: Apache-2.0
#pragma once
// The transportation problem with the most served: origins with persons, shelters with places, arcs
// with a cost for each person. A primal simplex on a basis tree, in which origins that go to one
// shelter are leaves without any bookkeeping; arcs may be added between two solutions.

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace yanbi {

/// Arcs by origin: those of origin i are [first[i], first[i + 1]).
struct TransportArcs {
  std::vector<std::size_t> first = {0};  ///< size: origins + 1
  std::vector<std::uint32_t> shelter;
  std::vector<std::uint32_t> cost;  ///< of one person
};

/// Persons of an origin who go to one shelter.
struct TransportFlow {
  std::uint32_t shelter = 0;
  std::uint32_t cost = 0;  ///< of the arc that they take
  std::int64_t persons = 0;
};

/// Minimises sum(cost * persons) + unserved_cost * (persons without a place). All in whole numbers:
/// optimal flows and prices are exact.
///
/// Method: network simplex on a strongly feasible tree (Cunningham 1976, "A network simplex
/// method", Mathematical Programming 11, 105-116: no cycling), pricing in cyclic blocks of origins.
/// The root of the tree is a supply of empty places; "no place" is one more shelter.
class TransportSimplex {
 public:
  /// Preconditions: supplies and capacities are not negative; `unserved_cost` exceeds the cost of
  /// any chain of arcs that alternates between taking and giving up, else people who could be
  /// served may not be. Starts from closest pairs first over `arcs`.
  TransportSimplex(std::vector<std::int64_t> supply, std::vector<std::int64_t> capacity,
                   std::int64_t unserved_cost, const TransportArcs& arcs);

  /// Goes on from the present flows to the least cost over `arcs`. Calls `tick` now and then, which
  /// may throw to end it.
  void solve(const TransportArcs& arcs, const std::function<void()>& tick = {});

  [[nodiscard]] std::size_t origin_count() const noexcept { return supply_.size(); }
  [[nodiscard]] std::size_t shelter_count() const noexcept { return no_place_; }
  /// Where the persons of an origin go, unserved ones left out; shelters ascending.
  [[nodiscard]] std::vector<TransportFlow> flows_of(std::size_t origin) const;
  [[nodiscard]] std::int64_t unserved(std::size_t origin) const;
  /// Dual price of a place in a shelter: >= 0, and 0 where places are left.
  [[nodiscard]] std::int64_t price(std::size_t shelter) const { return price_[shelter]; }
  /// Dual value of one person at an origin: the least of cost + price over the arcs of solve(), and
  /// of `unserved_cost`.
  [[nodiscard]] std::int64_t value(std::size_t origin) const { return value_of(node_of(origin)); }
  /// Exchanges of one arc of the basis for another so far.
  [[nodiscard]] std::int64_t pivots() const noexcept { return pivots_; }

 private:
  // Shelters, then "no place", then origins, then the root.
  using Node = std::uint32_t;
  static constexpr Node kNone = std::numeric_limits<Node>::max();

  struct Entering {
    std::int64_t reduced_cost = 0;
    Node origin = kNone;
    Node shelter = kNone;
    std::int64_t cost = 0;
  };
  /// Which basic arc gives way, as the node below it; and how much is shifted.
  struct Leaving {
    Node below = kNone;
    bool on_shelter_side = false;
    std::int64_t shifted = 0;
  };

  [[nodiscard]] Node node_of(std::size_t origin) const {
    return no_place_ + 1 + static_cast<Node>(origin);
  }
  [[nodiscard]] bool is_shelter(Node node) const { return node <= no_place_; }
  /// Whether the node is kept in the list of its parent: all but origins without children.
  [[nodiscard]] bool is_listed(Node node) const {
    return is_shelter(node) || first_child_[node] != kNone;
  }
  [[nodiscard]] std::uint32_t depth(Node node) const {
    return is_shelter(node) ? depth_[node] : node == root_ ? 0 : depth_[parent_[node]] + 1;
  }
  [[nodiscard]] std::int64_t value_of(Node origin) const {
    return origin == root_ ? 0 : cost_[origin] + price_[parent_[origin]];
  }

  void take_closest_first(const TransportArcs& arcs);
  void build_tree();
  void link(Node node, Node parent);
  void unlink(Node node);
  void attach(Node node, Node parent, std::int64_t cost, std::int64_t flow);
  void detach(Node node);
  void price_arcs_of(Node origin, const TransportArcs& arcs, Entering& best) const;
  [[nodiscard]] bool find_entering(const TransportArcs& arcs, Entering& best);
  [[nodiscard]] Leaving find_leaving(const Entering& entering) const;
  void shift_flow(const Entering& entering, std::int64_t shifted);
  void exchange(const Entering& entering, const Leaving& leaving);
  void update_below(Node top, std::int64_t price_change);

  std::vector<std::int64_t> supply_;
  std::vector<std::int64_t> capacity_;  ///< with "no place"
  std::int64_t unserved_cost_;
  Node no_place_;
  Node root_;
  // By node: the basic arc to the parent, whose direction is always origin to shelter.
  std::vector<Node> parent_;
  std::vector<std::int64_t> cost_;
  std::vector<std::int64_t> flow_;
  // Lists of children; origins without children are not in them.
  std::vector<Node> first_child_;
  std::vector<Node> next_;
  std::vector<Node> previous_;
  // By shelter.
  std::vector<std::uint32_t> depth_;
  std::vector<std::int64_t> price_;
  Node cursor_;  ///< origin at which pricing goes on
  std::int64_t pivots_ = 0;
  std::vector<Node> stack_;
};

}  // namespace yanbi
