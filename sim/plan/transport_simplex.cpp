// SPDX-License-Identifier: Apache-2.0
// The basis is a tree of shelters and origins below the root. Every basic arc leads from an origin
// to a shelter, so an arc above a shelter runs down the tree and one above an origin runs up. The
// tree is strongly feasible: arcs that run down carry flow, so some flow can always be sent from
// any node to the root. A basic arc is named by the node below it.
#include "sim/plan/transport_simplex.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

/// Origins whose arcs are looked at before the best of them enters. Small: an arc found early is
/// used while the prices that recommend it hold.
constexpr std::uint32_t kBlock = 10;
constexpr std::int64_t kPivotsBetweenTicks = 1 << 12;
constexpr std::int64_t kUnlimited = std::numeric_limits<std::int64_t>::max();

struct RankedArc {
  std::uint32_t cost = 0;
  std::uint32_t origin = 0;
  std::uint32_t shelter = 0;
  friend auto operator<=>(const RankedArc&, const RankedArc&) = default;
};

std::vector<RankedArc> closest_first(const TransportArcs& arcs) {
  std::vector<RankedArc> ranked;
  ranked.reserve(arcs.shelter.size());
  for (std::size_t i = 0; i + 1 < arcs.first.size(); ++i) {
    for (std::size_t a = arcs.first[i]; a < arcs.first[i + 1]; ++a) {
      ranked.push_back({arcs.cost[a], static_cast<std::uint32_t>(i), arcs.shelter[a]});
    }
  }
  std::sort(ranked.begin(), ranked.end());
  return ranked;
}

}  // namespace

TransportSimplex::TransportSimplex(std::vector<std::int64_t> supply,
                                   std::vector<std::int64_t> capacity, std::int64_t unserved_cost,
                                   const TransportArcs& arcs)
    : supply_(std::move(supply)),
      capacity_(std::move(capacity)),
      unserved_cost_(unserved_cost),
      no_place_(static_cast<Node>(capacity_.size())),
      root_(no_place_ + 1 + static_cast<Node>(supply_.size())),
      parent_(root_ + 1, kNone),
      cost_(root_ + 1, 0),
      flow_(root_ + 1, 0),
      first_child_(root_ + 1, kNone),
      next_(root_ + 1, kNone),
      previous_(root_ + 1, kNone),
      depth_(no_place_ + 1, 0),
      price_(no_place_ + 1, 0),
      cursor_(no_place_ + 1) {
  // Never full, even when nobody is served.
  capacity_.push_back(std::accumulate(supply_.begin(), supply_.end(), std::int64_t{1}));
  take_closest_first(arcs);
  build_tree();
}

/// An origin that fills a shelter becomes its parent, since the empty places no longer are; the
/// shelter where its last persons find room becomes the parent of the origin.
void TransportSimplex::take_closest_first(const TransportArcs& arcs) {
  std::vector<std::int64_t> left = supply_;
  std::vector<std::int64_t> places = capacity_;
  const auto take = [&](std::uint32_t origin, Node shelter, std::int64_t cost) {
    const Node node = node_of(origin);
    if (parent_[node] != kNone || places[shelter] == 0) {
      return;
    }
    if (left[origin] < places[shelter]) {
      parent_[node] = shelter;
      cost_[node] = cost;
      flow_[node] = left[origin];
      places[shelter] -= left[origin];
    } else {
      parent_[shelter] = node;
      cost_[shelter] = cost;
      flow_[shelter] = places[shelter];
      left[origin] -= places[shelter];
      places[shelter] = 0;
    }
  };
  for (const RankedArc& arc : closest_first(arcs)) {
    take(arc.origin, arc.shelter, arc.cost);
  }
  for (std::size_t i = 0; i < supply_.size(); ++i) {
    take(static_cast<std::uint32_t>(i), no_place_, unserved_cost_);
  }
  for (Node shelter = 0; shelter <= no_place_; ++shelter) {
    // Only a shelter without any places hangs there with no flow. It never gets children: whatever
    // would send people there is exchanged for its own arc at once.
    if (parent_[shelter] == kNone) {
      parent_[shelter] = root_;
      flow_[shelter] = places[shelter];
    }
  }
}

void TransportSimplex::build_tree() {
  for (Node shelter = 0; shelter <= no_place_; ++shelter) {
    link(shelter, parent_[shelter]);
  }
  for (std::size_t i = 0; i < supply_.size(); ++i) {
    if (first_child_[node_of(i)] != kNone) {
      link(node_of(i), parent_[node_of(i)]);
    }
  }
  update_below(root_, 0);
  // From the top down: the price of a shelter follows from the one above its parent.
  stack_.assign(1, root_);
  while (!stack_.empty()) {
    const Node node = stack_.back();
    stack_.pop_back();
    if (is_shelter(node)) {
      price_[node] = value_of(parent_[node]) - cost_[node];
    }
    for (Node child = first_child_[node]; child != kNone; child = next_[child]) {
      stack_.push_back(child);
    }
  }
}

void TransportSimplex::link(Node node, Node parent) {
  const Node head = first_child_[parent];
  next_[node] = head;
  previous_[node] = kNone;
  if (head != kNone) {
    previous_[head] = node;
  }
  first_child_[parent] = node;
}

void TransportSimplex::unlink(Node node) {
  const Node before = previous_[node];
  const Node after = next_[node];
  (before == kNone ? first_child_[parent_[node]] : next_[before]) = after;
  if (after != kNone) {
    previous_[after] = before;
  }
}

void TransportSimplex::attach(Node node, Node parent, std::int64_t cost, std::int64_t flow) {
  parent_[node] = parent;
  cost_[node] = cost;
  flow_[node] = flow;
  if (is_listed(node)) {
    if (parent != root_ && !is_listed(parent)) {
      link(parent, parent_[parent]);  // no longer a leaf
    }
    link(node, parent);
  }
}

void TransportSimplex::detach(Node node) {
  if (!is_listed(node)) {
    return;
  }
  const Node parent = parent_[node];
  unlink(node);
  if (parent != root_ && !is_listed(parent)) {
    // The last child is gone: a leaf again. Its place in its own parent's list goes too.
    unlink(parent);
  }
}

void TransportSimplex::price_arcs_of(Node origin, const TransportArcs& arcs, Entering& best) const {
  const auto offer = [&](Node shelter, std::int64_t cost, std::int64_t value) {
    const std::int64_t reduced = cost + price_[shelter] - value;
    if (reduced < best.reduced_cost) {
      best = {reduced, origin, shelter, cost};
    }
  };
  const std::int64_t value = value_of(origin);
  if (origin == root_) {
    for (Node shelter = 0; shelter <= no_place_; ++shelter) {
      offer(shelter, 0, value);
    }
    return;
  }
  const std::size_t i = origin - node_of(0);
  for (std::size_t a = arcs.first[i]; a < arcs.first[i + 1]; ++a) {
    offer(arcs.shelter[a], arcs.cost[a], value);
  }
  offer(no_place_, unserved_cost_, value);
}

/// The best arc of the next block of origins that has any.
bool TransportSimplex::find_entering(const TransportArcs& arcs, Entering& best) {
  best = {};
  const Node count = root_ - no_place_;  // origins and the root
  std::uint32_t in_block = 0;
  for (Node looked_at = 0; looked_at < count; ++looked_at) {
    price_arcs_of(cursor_, arcs, best);
    cursor_ = cursor_ == root_ ? node_of(0) : cursor_ + 1;
    if (++in_block >= kBlock) {
      if (best.origin != kNone) {
        return true;
      }
      in_block = 0;
    }
  }
  return best.origin != kNone;
}

/// Flow goes round a cycle: down the tree to the origin, over the entering arc, from the shelter
/// up. Of the arcs that it empties first, the last one along the cycle leaves: that keeps the tree
/// strongly feasible.
TransportSimplex::Leaving TransportSimplex::find_leaving(const Entering& entering) const {
  Node x = entering.origin;
  Node y = entering.shelter;
  Leaving by_origin{kNone, false, kUnlimited};
  Leaving by_shelter{kNone, true, kUnlimited};
  while (x != y) {
    if (depth(x) >= depth(y)) {
      if (!is_shelter(x) && flow_[x] < by_origin.shifted) {
        by_origin.below = x;
        by_origin.shifted = flow_[x];
      }
      x = parent_[x];
    } else {
      YANBI_ASSERT(!is_shelter(y) || flow_[y] > 0 || capacity_[y] == 0);
      if (is_shelter(y) && flow_[y] <= by_shelter.shifted) {
        by_shelter.below = y;
        by_shelter.shifted = flow_[y];
      }
      y = parent_[y];
    }
  }
  return by_shelter.shifted <= by_origin.shifted ? by_shelter : by_origin;
}

void TransportSimplex::shift_flow(const Entering& entering, std::int64_t shifted) {
  if (shifted == 0) {
    return;
  }
  Node x = entering.origin;
  Node y = entering.shelter;
  while (x != y) {
    if (depth(x) >= depth(y)) {
      flow_[x] += is_shelter(x) ? shifted : -shifted;
      x = parent_[x];
    } else {
      flow_[y] += is_shelter(y) ? -shifted : shifted;
      y = parent_[y];
    }
  }
}

/// Cuts the tree above `leaving.below` and hangs that part up by its end of the entering arc.
void TransportSimplex::exchange(const Entering& entering, const Leaving& leaving) {
  const Node top = leaving.on_shelter_side ? entering.shelter : entering.origin;
  Node node = top;
  Node parent = leaving.on_shelter_side ? entering.origin : entering.shelter;
  std::int64_t cost = entering.cost;
  std::int64_t flow = leaving.shifted;
  while (true) {
    const Node old_parent = parent_[node];
    const std::int64_t old_cost = cost_[node];
    const std::int64_t old_flow = flow_[node];
    detach(node);
    attach(node, parent, cost, flow);
    if (node == leaving.below) {
      break;
    }
    parent = node;
    cost = old_cost;
    flow = old_flow;
    node = old_parent;
  }
  if (is_listed(top)) {
    // The side of the origin becomes cheaper, that of the shelter dearer.
    update_below(top, leaving.on_shelter_side ? -entering.reduced_cost : entering.reduced_cost);
  }
}

void TransportSimplex::update_below(Node top, std::int64_t price_change) {
  stack_.assign(1, top);
  while (!stack_.empty()) {
    const Node node = stack_.back();
    stack_.pop_back();
    if (is_shelter(node)) {
      price_[node] += price_change;
      depth_[node] = depth(parent_[node]) + 1;
    }
    for (Node child = first_child_[node]; child != kNone; child = next_[child]) {
      stack_.push_back(child);
    }
  }
}

void TransportSimplex::solve(const TransportArcs& arcs, const std::function<void()>& tick) {
  YANBI_EXPECT(arcs.first.size() == supply_.size() + 1);
  Entering entering;
  while (find_entering(arcs, entering)) {
    if (tick && pivots_ % kPivotsBetweenTicks == 0) {
      tick();
    }
    const Leaving leaving = find_leaving(entering);
    shift_flow(entering, leaving.shifted);
    exchange(entering, leaving);
    ++pivots_;
  }
}

std::vector<TransportFlow> TransportSimplex::flows_of(std::size_t origin) const {
  const Node node = node_of(origin);
  std::vector<TransportFlow> flows;
  const auto add = [&](Node shelter, std::int64_t cost, std::int64_t persons) {
    if (shelter != no_place_ && persons > 0) {
      flows.push_back({shelter, static_cast<std::uint32_t>(cost), persons});
    }
  };
  add(parent_[node], cost_[node], flow_[node]);
  for (Node child = first_child_[node]; child != kNone; child = next_[child]) {
    add(child, cost_[child], flow_[child]);
  }
  std::sort(flows.begin(), flows.end(), [](const TransportFlow& a, const TransportFlow& b) {
    return std::tuple(a.shelter, a.cost) < std::tuple(b.shelter, b.cost);
  });
  return flows;
}

std::int64_t TransportSimplex::unserved(std::size_t origin) const {
  std::int64_t persons = supply_[origin];
  for (const TransportFlow& flow : flows_of(origin)) {
    persons -= flow.persons;
  }
  return persons;
}

}  // namespace yanbi
