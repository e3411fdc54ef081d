// SPDX-License-Identifier: Apache-2.0
// Column generation: the problem is solved over a few pairs of origin and shelter; the prices of
// places that come out of it say which of all other pairs could help; those are added, until there
// are none. Then the prices prove that the solution is the best over all pairs.
#include "sim/plan/assign_optimum.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/plan/party_rounding.hpp"
#include "sim/plan/shelter_pricing.hpp"
#include "sim/plan/transport_simplex.hpp"

namespace yanbi {
namespace {

constexpr std::size_t kFirstPairs = 12;  ///< nearest shelters of each origin to begin with
constexpr std::size_t kMorePairs = 6;    ///< shelters that are added to an origin in a round
/// Far more than are ever needed; whatever gap is left then is reported.
constexpr int kMostRounds = 200;

std::vector<std::int64_t> persons_by_origin(const PlanInput& input) {
  std::vector<std::int64_t> persons(input.origin_count(), 0);
  for (std::size_t p = 0; p < input.parties().size(); ++p) {
    const OriginId origin = input.parties().origin[p];
    if (input.city().origins.position[origin.index()]) {
      persons[origin.index()] += input.parties().persons[p];
    }
  }
  return persons;
}

std::vector<std::int64_t> places_by_shelter(const Shelters& shelters) {
  std::vector<std::int64_t> places;
  for (std::size_t s = 0; s < shelters.size(); ++s) {
    places.push_back(takes_people(shelters, ShelterId(s)) ? shelters.places[s] : 0);
  }
  return places;
}

/// Adds the arcs that are new, or shorter than what is known of the same pair.
TransportArcs joined(const TransportArcs& known, const TransportArcs& found) {
  TransportArcs all;
  all.first.reserve(known.first.size());
  all.shelter.reserve(known.shelter.size() + found.shelter.size());
  all.cost.reserve(known.shelter.size() + found.shelter.size());
  for (std::size_t o = 0; o + 1 < known.first.size(); ++o) {
    const auto add_arcs_of = [&](const TransportArcs& arcs) {
      for (std::size_t a = arcs.first[o]; a < arcs.first[o + 1]; ++a) {
        all.shelter.push_back(arcs.shelter[a]);
        all.cost.push_back(arcs.cost[a]);
      }
    };
    add_arcs_of(known);
    add_arcs_of(found);
    all.first.push_back(all.shelter.size());
  }
  return all;
}

class Optimum {
 public:
  Optimum(const PlanInput& input, std::uint32_t max_walk_mm, const Geography* binding)
      : input_(input),
        pricing_(input, max_walk_mm, binding),
        supply_(persons_by_origin(input)),
        arcs_(pricing_.best_shelters({std::vector<std::int64_t>(input.shelters().size(), 0),
                                      {},
                                      asked(PricingQuestion::kAnyPrice),
                                      kFirstPairs,
                                      true})),
        simplex_(supply_, places_by_shelter(input.shelters()), unserved_cost(), arcs_) {}

  OptimumAssignment solve() {
    std::int64_t gap_mm = 0;
    for (int round = 0;; ++round) {
      report_progress(input_.progress(), "assigning shelters", -1.0);
      simplex_.solve(arcs_,
                     [&] { report_progress(input_.progress(), "assigning shelters", -1.0); });
      const bool is_last = round == kMostRounds;
      TransportArcs found = is_last ? TransportArcs{} : price_out(false);
      if (found.shelter.empty()) {
        found = price_out(true);
        gap_mm = gap_of(found);
        if (found.shelter.empty() || is_last) {
          break;
        }
      }
      arcs_ = joined(arcs_, found);
    }
    const PersonFlows flows = flows_of_all();
    certificate_.bound_mm = std::max<std::int64_t>(0, certificate_.walk_mm - gap_mm);
    certificate_.is_most_placed = gap_mm <= longest_walk_mm();
    certificate_.pairs = static_cast<std::int64_t>(arcs_.shelter.size());
    return {round_to_parties(pricing_, flows), certificate_};
  }

 private:
  [[nodiscard]] std::int64_t longest_walk_mm() const { return pricing_.max_walk_mm(); }

  /// More than any chain of walks, one a shelter, that a place for one more person can cost the
  /// others; and by more than a walk, so that a gap of a walk still proves that nobody can be
  /// added.
  [[nodiscard]] std::int64_t unserved_cost() const {
    return (static_cast<std::int64_t>(input_.shelters().size()) + 3) * (longest_walk_mm() + 1);
  }

  /// Limits of a question about everybody: `limit` where there are people.
  [[nodiscard]] std::vector<std::int64_t> asked(std::int64_t limit) const {
    std::vector<std::int64_t> limits(supply_.size(), PricingQuestion::kNotAsked);
    for (std::size_t o = 0; o < supply_.size(); ++o) {
      if (supply_[o] > 0) {
        limits[o] = limit;
      }
    }
    return limits;
  }

  /// Pairs that would lessen the cost at the present prices.
  [[nodiscard]] TransportArcs price_out(bool exact) {
    std::vector<std::int64_t> price(input_.shelters().size());
    for (std::size_t s = 0; s < price.size(); ++s) {
      price[s] = simplex_.price(s);
    }
    std::vector<std::int64_t> limit(supply_.size(), PricingQuestion::kNotAsked);
    for (std::size_t o = 0; o < supply_.size(); ++o) {
      if (supply_[o] > 0) {
        limit[o] = simplex_.value(o);
      }
    }
    ++certificate_.rounds;
    return pricing_.best_shelters({price, {}, limit, kMorePairs, exact});
  }

  /// Weak duality: with the values lowered to what the best pairs cost, the prices bound the cost
  /// of every plan from below. All persons use arcs at their present value, so the cost exceeds
  /// that bound by what the values are lowered.
  [[nodiscard]] std::int64_t gap_of(const TransportArcs& found) const {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    std::int64_t gap = 0;
    for (std::size_t o = 0; o < supply_.size(); ++o) {
      if (found.first[o] < found.first[o + 1]) {
        const std::size_t best = found.first[o];
        const std::int64_t lowered =
            simplex_.value(o) - simplex_.price(found.shelter[best]) - found.cost[best];
        if (lowered > (kMost - gap) / supply_[o]) {
          return kMost;  // no bound worth the name
        }
        gap += supply_[o] * lowered;
      }
    }
    return gap;
  }

  PersonFlows flows_of_all() {
    PersonFlows all;
    for (std::size_t o = 0; o < supply_.size(); ++o) {
      const std::vector<TransportFlow> flows = simplex_.flows_of(o);
      certificate_.split_origins += flows.size() > 1 ? 1 : 0;
      for (const TransportFlow& flow : flows) {
        certificate_.placed += flow.persons;
        certificate_.walk_mm += flow.persons * flow.cost;
        all.flows.push_back(flow);
      }
      all.first.push_back(all.flows.size());
    }
    return all;
  }

  const PlanInput& input_;
  ShelterPricing pricing_;
  std::vector<std::int64_t> supply_;
  TransportArcs arcs_;
  TransportSimplex simplex_;
  OptimumCertificate certificate_;
};

}  // namespace

OptimumAssignment assign_optimum(const PlanInput& input, std::uint32_t max_walk_mm,
                                 const Geography* binding) {
  return Optimum(input, max_walk_mm, binding).solve();
}

}  // namespace yanbi
