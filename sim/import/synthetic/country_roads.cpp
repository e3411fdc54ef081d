// SPDX-License-Identifier: Apache-2.0
#include "sim/import/synthetic/country_roads.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

namespace yanbi {
namespace {

/// Neighbours looked at; those farther than so many others are none in these graphs.
constexpr std::size_t kNearest = 24;
/// A road keeps this far, m, from the streets of settlements that it does not serve.
constexpr double kClearance = 20.0;
/// How often a road may be led through another settlement before it goes straight on.
constexpr int kMostDetours = 40;

using Pair = std::pair<std::uint32_t, std::uint32_t>;

enum class Graph { kGabriel, kRelativeNeighbourhood };

/// Joins settlements pair by pair.
class RoadPlanner {
 public:
  explicit RoadPlanner(const std::vector<Settlement>& settlements) : settlements_(settlements) {}

  /// Joins those of `members` (ids, ascending) that are neighbours.
  template <class Kind>
  void join_neighbours(const std::vector<std::uint32_t>& members, Graph graph, const Kind& kind) {
    for (const std::uint32_t a : members) {
      const std::vector<std::uint32_t> near = nearest(members, a);
      for (const std::uint32_t b : near) {
        if (a < b && are_neighbours(near, a, b, graph)) {
          lead(a, b, kind(a, b), 0);
        }
      }
    }
  }

  /// Joins whatever does not hang together yet, by the shortest ways.
  void join_parts() {
    std::vector<std::uint32_t> part(settlements_.size());
    std::iota(part.begin(), part.end(), 0U);
    const auto root = [&](std::uint32_t s) {
      while (part[s] != s) {
        s = part[s];
      }
      return s;
    };
    for (const auto& [pair, kind] : roads_) {
      part[std::max(root(pair.first), root(pair.second))] =
          std::min(root(pair.first), root(pair.second));
    }
    for (std::uint32_t s = 1; s < settlements_.size(); ++s) {
      if (root(s) == root(0)) {
        continue;
      }
      std::uint32_t best = 0;
      for (std::uint32_t other = 0; other < settlements_.size(); ++other) {
        if (root(other) == root(0) && apart(s, other) < apart(s, best)) {
          best = other;
        }
      }
      add(s, best, WayKind::kUnclassified);
      part[root(s)] = root(0);
    }
  }

  [[nodiscard]] const std::map<Pair, WayKind>& roads() const noexcept { return roads_; }

 private:
  [[nodiscard]] double apart(std::uint32_t a, std::uint32_t b) const {
    return distance(settlements_[a].centre, settlements_[b].centre);
  }

  [[nodiscard]] std::vector<std::uint32_t> nearest(const std::vector<std::uint32_t>& members,
                                                   std::uint32_t a) const {
    std::vector<std::pair<double, std::uint32_t>> others;
    for (const std::uint32_t b : members) {
      if (b != a) {
        others.emplace_back(apart(a, b), b);
      }
    }
    const std::size_t count = std::min(kNearest, others.size());
    std::partial_sort(others.begin(), others.begin() + static_cast<std::ptrdiff_t>(count),
                      others.end());
    std::vector<std::uint32_t> found;
    for (std::size_t k = 0; k < count; ++k) {
      found.push_back(others[k].second);
    }
    return found;
  }

  /// Whether no other comes between a and b; whoever could is nearer to a than b is.
  [[nodiscard]] bool are_neighbours(const std::vector<std::uint32_t>& near_a, std::uint32_t a,
                                    std::uint32_t b, Graph graph) const {
    const double ab = apart(a, b);
    return std::none_of(near_a.begin(), near_a.end(), [&](std::uint32_t c) {
      if (c == b) {
        return false;
      }
      const double ac = apart(a, c);
      const double bc = apart(b, c);
      return graph == Graph::kGabriel ? ac * ac + bc * bc < ab * ab : std::max(ac, bc) < ab;
    });
  }

  /// The first settlement that lies on the straight way from a to b.
  [[nodiscard]] std::uint32_t first_between(std::uint32_t a, std::uint32_t b) const {
    const Point from = settlements_[a].centre;
    const Point to = settlements_[b].centre;
    std::uint32_t first = b;
    double earliest = std::numeric_limits<double>::max();
    for (std::uint32_t c = 0; c < settlements_.size(); ++c) {
      const double share = nearest_share(settlements_[c].centre, from, to);
      if (c != a && c != b && share > 0.0 && share < 1.0 && share < earliest &&
          distance(settlements_[c].centre, from + share * (to - from)) <
              settlements_[c].extent + kClearance) {
        earliest = share;
        first = c;
      }
    }
    return first;
  }

  void lead(std::uint32_t a, std::uint32_t b, WayKind kind, int detours) {
    const std::uint32_t between = detours < kMostDetours ? first_between(a, b) : b;
    if (between == b) {
      add(a, b, kind);
      return;
    }
    add(a, between, kind);
    lead(between, b, kind, detours + 1);
  }

  void add(std::uint32_t a, std::uint32_t b, WayKind kind) {
    const auto [at, added] = roads_.emplace(Pair{std::min(a, b), std::max(a, b)}, kind);
    at->second = std::min(at->second, kind);
  }

  const std::vector<Settlement>& settlements_;
  std::map<Pair, WayKind> roads_;
};

std::vector<std::uint32_t> of_rank(const std::vector<Settlement>& settlements, Rank least) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t s = 0; s < settlements.size(); ++s) {
    if (settlements[s].rank >= least) {
      found.push_back(s);
    }
  }
  return found;
}

/// Pairs of seats of the shortest tree that joins all (Prim).
std::vector<Pair> shortest_tree(const std::vector<Settlement>& settlements,
                                const std::vector<std::uint32_t>& members) {
  std::vector<Pair> tree;
  std::vector<std::uint32_t> joined = {members.front()};
  std::vector<std::uint32_t> left(members.begin() + 1, members.end());
  while (!left.empty()) {
    Pair best = {joined.front(), left.front()};
    for (const std::uint32_t a : joined) {
      for (const std::uint32_t b : left) {
        if (distance(settlements[a].centre, settlements[b].centre) <
            distance(settlements[best.first].centre, settlements[best.second].centre)) {
          best = {a, b};
        }
      }
    }
    tree.push_back(best);
    joined.push_back(best.second);
    std::erase(left, best.second);
  }
  return tree;
}

/// The gate of a settlement that is nearest to `p`.
std::uint32_t nearest_gate(const TownStreets& streets, std::uint32_t settlement, Point p) {
  const std::vector<std::uint32_t>& gates = streets.gates[settlement];
  return *std::min_element(gates.begin(), gates.end(), [&](std::uint32_t a, std::uint32_t b) {
    return distance(streets.net.points[a], p) < distance(streets.net.points[b], p);
  });
}

/// A motorway runs beside the straight way, where another road may lie.
void add_bypass(Piece piece, StreetNet& net) {
  constexpr double kAside = 0.04;  ///< of its length
  constexpr double kRamp = 0.15;   ///< of its length, at both ends
  const Point a = net.from(piece);
  const Point way = net.to(piece) - a;
  const std::uint32_t end = piece.to;
  for (const double share : {kRamp, 1.0 - kRamp}) {
    piece.to = static_cast<std::uint32_t>(net.points.size());
    net.points.push_back(a + share * way + kAside * turned(way));
    net.pieces.push_back(piece);
    piece.from = piece.to;
  }
  piece.to = end;
  net.pieces.push_back(piece);
}

void build_road(const std::vector<Settlement>& settlements, Pair pair, WayKind kind,
                TownStreets& streets) {
  if (streets.gates[pair.first].empty() || streets.gates[pair.second].empty()) {
    return;
  }
  Piece piece;
  piece.from = nearest_gate(streets, pair.first, settlements[pair.second].centre);
  piece.to = nearest_gate(streets, pair.second, streets.net.points[piece.from]);
  piece.kind = kind;
  piece.main = true;
  if (kind == WayKind::kMotorway) {
    add_bypass(piece, streets.net);
  } else {
    streets.net.pieces.push_back(piece);
  }
}

}  // namespace

void add_country_roads(const std::vector<Settlement>& settlements, const TownStreetsSpec& spec,
                       TownStreets& streets) {
  RoadPlanner planner(settlements);
  const std::vector<std::uint32_t> seats = of_rank(settlements, Rank::kSeat);
  const auto village = [&](std::uint32_t s) { return !is_urban(settlements[s]); };
  const auto core = [&](std::uint32_t s) { return settlements[s].rank == Rank::kCore; };
  planner.join_neighbours(seats, Graph::kGabriel, [&](std::uint32_t a, std::uint32_t b) {
    return core(a) || core(b) ? WayKind::kTrunk : WayKind::kPrimary;
  });
  planner.join_neighbours(of_rank(settlements, Rank::kTown), Graph::kGabriel,
                          [](std::uint32_t, std::uint32_t) { return WayKind::kSecondary; });
  planner.join_neighbours(of_rank(settlements, Rank::kVillage), Graph::kRelativeNeighbourhood,
                          [&](std::uint32_t a, std::uint32_t b) {
                            return village(a) && village(b) ? WayKind::kUnclassified
                                                            : WayKind::kTertiary;
                          });
  planner.join_parts();
  for (const auto& [pair, kind] : planner.roads()) {
    build_road(settlements, pair, kind, streets);
  }
  constexpr std::size_t kLeastSeats = 3;
  if (spec.motorways && seats.size() >= kLeastSeats) {
    for (const Pair& pair : shortest_tree(settlements, seats)) {
      build_road(settlements, pair, WayKind::kMotorway, streets);
    }
  }
}

}  // namespace yanbi
