// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/party_rounding.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

/// Nearest shelters with places left that are looked at for an origin; grows when none of them has
/// room for any party.
constexpr std::size_t kFirstLook = 8;
constexpr std::size_t kLongestLook = 128;

/// Parties of one size; those still to be placed, the next one last.
struct SizeClass {
  std::int64_t persons = 0;
  std::vector<std::uint32_t> parties;
};

/// The parties of an origin by size, the largest first.
std::vector<SizeClass> classes_of(const Parties& parties, PartyRange range) {
  std::map<std::int64_t, std::vector<std::uint32_t>, std::greater<>> by_size;
  for (std::uint32_t p = range.last; p-- > range.first;) {
    by_size[parties.persons[p]].push_back(p);
  }
  std::vector<SizeClass> classes;
  for (auto& [persons, ids] : by_size) {
    classes.push_back({persons, std::move(ids)});
  }
  return classes;
}

/// How many parties of each class come closest to `persons` without exceeding it. Of several ways
/// one that uses few of the small ones, which later shares may need more.
std::vector<std::uint32_t> closest_fill(const std::vector<SizeClass>& classes,
                                        std::int64_t persons) {
  constexpr std::uint32_t kUnreached = std::numeric_limits<std::uint32_t>::max();
  const auto sums = static_cast<std::size_t>(persons) + 1;
  // used[k][sum]: fewest parties of class k with which this sum can be reached by classes 0 to k.
  std::vector<std::vector<std::uint32_t>> used(classes.size());
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const auto size = static_cast<std::size_t>(classes[k].persons);
    used[k].assign(sums, kUnreached);
    for (std::size_t sum = 0; sum < sums; ++sum) {
      if (k == 0 ? sum == 0 : used[k - 1][sum] != kUnreached) {
        used[k][sum] = 0;
      } else if (sum >= size && used[k][sum - size] < classes[k].parties.size()) {
        used[k][sum] = used[k][sum - size] + 1;
      }
    }
  }
  std::vector<std::uint32_t> counts(classes.size(), 0);
  std::size_t sum = sums - 1;
  while (used.back()[sum] == kUnreached) {
    --sum;
  }
  for (std::size_t k = classes.size(); k-- > 0;) {
    counts[k] = used[k][sum];
    sum -= counts[k] * static_cast<std::size_t>(classes[k].persons);
  }
  return counts;
}

class Rounding {
 public:
  explicit Rounding(const ShelterPricing& pricing)
      : pricing_(pricing),
        input_(pricing.input()),
        assignment_(input_.parties().size()),
        places_(input_.shelters().places) {}

  void take_flows(const PersonFlows& flows) {
    for (std::size_t o = 0; o < input_.origin_count(); ++o) {
      const std::span<const TransportFlow> own = flows.of(o);
      if (!own.empty()) {
        take_flows_of(OriginId(o), {own.begin(), own.end()});
      }
    }
  }

  void fill_places_left() {
    for (std::size_t look = kFirstLook; look <= kLongestLook;) {
      if (!fill_once(look)) {
        look *= 2;
      }
    }
  }

  [[nodiscard]] Assignment take() && { return std::move(assignment_); }

 private:
  void assign(std::uint32_t party, std::uint32_t shelter) {
    assignment_[party] = ShelterId(shelter);
    places_[shelter] -= input_.parties().persons[party];
    YANBI_ASSERT(places_[shelter] >= 0);
  }

  void take_flows_of(OriginId origin, std::vector<TransportFlow> flows) {
    std::vector<SizeClass> classes = classes_of(input_.parties(), input_.parties_of(origin));
    // The smallest share first: it is the hardest to fill exactly.
    std::stable_sort(flows.begin(), flows.end(),
                     [](const auto& a, const auto& b) { return a.persons < b.persons; });
    for (const TransportFlow& flow : flows) {
      const std::vector<std::uint32_t> counts = closest_fill(classes, flow.persons);
      for (std::size_t k = 0; k < classes.size(); ++k) {
        for (std::uint32_t n = 0; n < counts[k]; ++n) {
          assign(classes[k].parties.back(), flow.shelter);
          classes[k].parties.pop_back();
        }
      }
    }
  }

  /// The smallest party of each origin that has no shelter: nothing smaller is of use. By origin; 0
  /// where nobody waits.
  [[nodiscard]] std::vector<std::uint16_t> smallest_waiting() const {
    std::vector<std::uint16_t> smallest(input_.origin_count(), 0);
    for (std::size_t p = 0; p < assignment_.size(); ++p) {
      const OriginId origin = input_.parties().origin[p];
      const std::uint16_t persons = input_.parties().persons[p];
      std::uint16_t& least = smallest[origin.index()];
      if (!assignment_[p].has_value() && (least == 0 || persons < least)) {
        least = persons;
      }
    }
    return smallest;
  }

  /// Places waiting parties in the nearest shelters with room; whether any was placed.
  bool fill_once(std::size_t look) {
    const std::vector<std::uint16_t> smallest = smallest_waiting();
    std::uint16_t least = 0;
    std::vector<std::int64_t> limit(input_.origin_count(), PricingQuestion::kNotAsked);
    for (std::size_t o = 0; o < limit.size(); ++o) {
      if (smallest[o] > 0 && input_.city().origins.position[o]) {
        limit[o] = PricingQuestion::kAnyPrice;
        least = least == 0 ? smallest[o] : std::min(least, smallest[o]);
      }
    }
    if (least == 0) {
      return false;
    }
    std::vector<std::uint8_t> open(places_.size(), 0);
    for (std::size_t s = 0; s < places_.size(); ++s) {
      open[s] = takes_people(input_.shelters(), ShelterId(s)) && places_[s] >= least ? 1 : 0;
    }
    const std::vector<std::int64_t> free_of_charge(places_.size(), 0);
    return fill(pricing_.best_shelters({free_of_charge, open, limit, look, false}));
  }

  bool fill(const TransportArcs& arcs) {
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> pairs;
    for (std::uint32_t o = 0; o < input_.origin_count(); ++o) {
      for (std::size_t a = arcs.first[o]; a < arcs.first[o + 1]; ++a) {
        pairs.emplace_back(arcs.cost[a], o, arcs.shelter[a]);
      }
    }
    std::sort(pairs.begin(), pairs.end());
    bool any = false;
    for (const auto& [distance, origin, shelter] : pairs) {
      const PartyRange range = input_.parties_of(OriginId(origin));
      for (std::uint32_t p = range.first; p < range.last && places_[shelter] > 0; ++p) {
        if (!assignment_[p].has_value() && input_.parties().persons[p] <= places_[shelter]) {
          assign(p, shelter);
          any = true;
        }
      }
    }
    return any;
  }

  const ShelterPricing& pricing_;
  const PlanInput& input_;
  Assignment assignment_;
  std::vector<std::int32_t> places_;
};

}  // namespace

Assignment round_to_parties(const ShelterPricing& pricing, const PersonFlows& flows) {
  Rounding rounding(pricing);
  rounding.take_flows(flows);
  rounding.fill_places_left();
  return std::move(rounding).take();
}

}  // namespace yanbi
