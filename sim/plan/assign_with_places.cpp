// SPDX-License-Identifier: Apache-2.0
// Closest pairs first would mean a list of all pairs within reach, which is most of the memory of a
// large city. The pairs are listed in rings of distance instead, only for shelters that have places
// left and origins that have people left when a ring begins: the same order, seldom the same
// length.
#include <algorithm>
#include <queue>
#include <tuple>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/plan/assignment.hpp"
#include "sim/plan/shelter_ways.hpp"

namespace yanbi {
namespace {

constexpr std::uint32_t kFirstRingMm = 250'000;

/// Outer edge of the ring after the one that ends at `edge_mm`.
std::uint32_t next_edge(std::uint32_t edge_mm, std::uint32_t max_walk_mm) {
  return std::min(max_walk_mm, add_mm(edge_mm, edge_mm / 2));
}

/// Who has no place yet, and how many places are left.
class PlacesLeft {
 public:
  explicit PlacesLeft(const PlanInput& input)
      : input_(input),
        assignment_(input.parties().size()),
        places_(input.shelters().places),
        waiting_(input.origin_count(), 0) {
    for (const OriginId origin : input.parties().origin) {
      waiting_[origin.index()] += 1;
    }
    for (std::size_t s = 0; s < places_.size(); ++s) {
      if (!takes_people(input.shelters(), ShelterId(s))) {
        places_[s] = 0;
      }
    }
  }

  [[nodiscard]] bool has_places(ShelterId shelter) const { return places_[shelter.index()] > 0; }
  [[nodiscard]] bool has_people(OriginId origin) const { return waiting_[origin.index()] > 0; }

  void fill(OriginId origin, ShelterId shelter) {
    std::int32_t& places = places_[shelter.index()];
    const PartyRange range = input_.parties_of(origin);
    for (std::uint32_t p = range.first; p < range.last && places > 0; ++p) {
      const std::int32_t persons = input_.parties().persons[p];
      if (!assignment_[p].has_value() && persons <= places) {
        assignment_[p] = shelter;
        places -= persons;
        waiting_[origin.index()] -= 1;
      }
    }
  }

  [[nodiscard]] std::vector<ShelterId> open_shelters() const {
    std::vector<ShelterId> open;
    for (std::size_t s = 0; s < places_.size(); ++s) {
      if (places_[s] > 0) {
        open.emplace_back(s);
      }
    }
    return open;
  }
  /// Whether anybody on the network still waits.
  [[nodiscard]] bool anybody_waits() const {
    for (std::size_t o = 0; o < waiting_.size(); ++o) {
      if (waiting_[o] > 0 && input_.city().origins.position[o]) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] Assignment take() && { return std::move(assignment_); }

 private:
  const PlanInput& input_;
  Assignment assignment_;
  std::vector<std::int32_t> places_;
  std::vector<std::uint32_t> waiting_;  ///< parties without a place, by origin
};

bool nearer(const OriginDistance& a, const OriginDistance& b) {
  return std::tuple(a.distance_mm, a.origin) < std::tuple(b.distance_mm, b.origin);
}

/// A ring of one shelter: origins with people left whose distance lies in (inner, outer], nearest
/// first. `inner` is empty for the first ring, which has no hole.
struct Ring {
  std::optional<std::uint32_t> inner_mm;
  std::uint32_t outer_mm = 0;
};

std::vector<OriginDistance> pairs_in_ring(const PlanInput& input, const PlacesLeft& left,
                                          ShelterId shelter, Ring ring) {
  std::vector<OriginDistance> found = reach_of(input, shelter, ring.outer_mm, {}).origins;
  std::erase_if(found, [&](const OriginDistance& o) { return !left.has_people(o.origin); });
  std::sort(found.begin(), found.end(), [](const OriginDistance& a, const OriginDistance& b) {
    return std::tuple(a.origin, a.distance_mm) < std::tuple(b.origin, b.distance_mm);
  });
  found.erase(std::unique(found.begin(), found.end(),
                          [](const OriginDistance& a, const OriginDistance& b) {
                            return a.origin == b.origin;
                          }),
              found.end());
  std::erase_if(found, [&](const OriginDistance& o) {
    return ring.inner_mm && o.distance_mm <= *ring.inner_mm;
  });
  std::sort(found.begin(), found.end(), nearer);
  return found;
}

/// The next pair of one shelter, in a queue of all shelters.
struct NextPair {
  OriginDistance pair;
  ShelterId shelter;
  std::size_t list = 0;
  std::size_t next = 0;  ///< position in the list after this pair
  friend bool operator>(const NextPair& a, const NextPair& b) {
    return std::tuple(a.pair.distance_mm, a.pair.origin, a.shelter) >
           std::tuple(b.pair.distance_mm, b.pair.origin, b.shelter);
  }
};

/// Takes the pairs of all lists in the order of (distance, origin, shelter).
void fill_ring(const std::vector<ShelterId>& shelters,
               const std::vector<std::vector<OriginDistance>>& lists, PlacesLeft& left) {
  std::priority_queue<NextPair, std::vector<NextPair>, std::greater<>> queue;
  const auto advance = [&](std::size_t list, std::size_t from) {
    if (!left.has_places(shelters[list])) {
      return;
    }
    for (std::size_t i = from; i < lists[list].size(); ++i) {
      if (left.has_people(lists[list][i].origin)) {
        queue.push({lists[list][i], shelters[list], list, i + 1});
        return;
      }
    }
  };
  for (std::size_t list = 0; list < lists.size(); ++list) {
    advance(list, 0);
  }
  while (!queue.empty()) {
    const NextPair next = queue.top();
    queue.pop();
    left.fill(next.pair.origin, next.shelter);
    advance(next.list, next.next);
  }
}

}  // namespace

Assignment assign_nearest_with_places(const PlanInput& input, std::uint32_t max_walk_mm) {
  PlacesLeft left(input);
  Ring ring{std::nullopt, std::min(kFirstRingMm, max_walk_mm)};
  while (true) {
    const std::vector<ShelterId> open = left.open_shelters();
    if (open.empty() || !left.anybody_waits()) {
      break;
    }
    report_progress(input.progress(), "assigning shelters",
                    static_cast<double>(ring.outer_mm) / static_cast<double>(max_walk_mm));
    std::vector<std::vector<OriginDistance>> lists(open.size());
    parallel_for(open.size(), input.threads(), 8,
                 [&](std::size_t i) { lists[i] = pairs_in_ring(input, left, open[i], ring); });
    fill_ring(open, lists, left);
    if (ring.outer_mm >= max_walk_mm) {
      break;
    }
    ring = {ring.outer_mm, next_edge(ring.outer_mm, max_walk_mm)};
  }
  return std::move(left).take();
}

}  // namespace yanbi
