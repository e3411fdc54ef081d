// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/party_rounding.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

/// Nearest shelters with room that are looked at for an origin at once.
constexpr std::size_t kShelters = 4;
/// How often that is done for parties of one size while it places any. What is left after it are
/// few places far away.
constexpr int kMostLooks = 4;
/// Larger than any party.
constexpr std::uint32_t kAnySize = std::numeric_limits<std::uint32_t>::max();

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
  classes.reserve(by_size.size());
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
        places_(input_.shelters().places),
        inside_(places_.size()) {}

  void take_flows(const PersonFlows& flows) {
    for (std::size_t o = 0; o < input_.origin_count(); ++o) {
      const std::span<const TransportFlow> own = flows.of(o);
      if (!own.empty()) {
        take_flows_of(OriginId(o), {own.begin(), own.end()});
      }
    }
  }

  /// The largest waiting parties first: they are the hardest to place.
  void fill_places_left() {
    for (std::uint16_t size = largest_waiting(kAnySize); size > 0; size = largest_waiting(size)) {
      for (int look = 0; look < kMostLooks && fill_with_parties_of(size); ++look) {
      }
    }
  }

  /// For the places that are left then.
  void make_way_for_more() {
    for (std::uint16_t size = largest_waiting(kAnySize); size > 0; size = largest_waiting(size)) {
      for (int look = 0; look < kMostLooks; ++look) {
        const bool any_filled = fill_with_parties_of(size);
        const bool any_exchanged = exchange_parties_of(size);
        if (!any_filled && !any_exchanged) {
          break;
        }
      }
    }
  }

  [[nodiscard]] Assignment take() && { return std::move(assignment_); }

 private:
  void assign(std::uint32_t party, std::uint32_t shelter) {
    assignment_[party] = ShelterId(shelter);
    inside_[shelter].push_back(party);
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

  [[nodiscard]] bool is_waiting(std::uint32_t party) const {
    return !assignment_[party].has_value() &&
           input_.city().origins.position[input_.parties().origin[party].index()];
  }

  /// Persons of the largest waiting party that is smaller than `size`; 0 = there is none.
  [[nodiscard]] std::uint16_t largest_waiting(std::uint32_t size) const {
    std::uint16_t largest = 0;
    for (std::uint32_t p = 0; p < assignment_.size(); ++p) {
      const std::uint16_t persons = input_.parties().persons[p];
      if (persons > largest && persons < size && is_waiting(p)) {
        largest = persons;
      }
    }
    return largest;
  }

  /// Places waiting parties of one size in the nearest shelters with room for them; whether there
  /// was any.
  bool fill_with_parties_of(std::uint16_t size) {
    return visit_nearest(
        size, [&](std::uint32_t shelter) { return places_[shelter] >= size; },
        [&](std::uint32_t party, std::uint32_t shelter) { assign(party, shelter); });
  }

  /// Where the nearest shelters have some places left, but too few, a smaller party makes way: more
  /// people have a place then, and the smaller party is easier to place elsewhere.
  bool exchange_parties_of(std::uint16_t size) {
    return visit_nearest(
        size, [&](std::uint32_t shelter) { return party_to_make_way(shelter, size).has_value(); },
        [&](std::uint32_t party, std::uint32_t shelter) {
          const std::size_t position = *party_to_make_way(shelter, size);
          const std::uint32_t leaving = inside_[shelter][position];
          inside_[shelter].erase(inside_[shelter].begin() + static_cast<std::ptrdiff_t>(position));
          assignment_[leaving] = ShelterId();
          places_[shelter] += input_.parties().persons[leaving];
          assign(party, shelter);
        });
  }

  /// Position in `inside_` of the smallest party of the shelter that is smaller than `size` and
  /// leaves enough places for it.
  [[nodiscard]] std::optional<std::size_t> party_to_make_way(std::uint32_t shelter,
                                                             std::uint16_t size) const {
    std::optional<std::size_t> smallest;
    if (places_[shelter] <= 0) {
      return smallest;
    }
    const std::vector<std::uint16_t>& persons = input_.parties().persons;
    const std::vector<std::uint32_t>& inside = inside_[shelter];
    for (std::size_t i = 0; i < inside.size(); ++i) {
      if (persons[inside[i]] < size && persons[inside[i]] + places_[shelter] >= size &&
          (!smallest || persons[inside[i]] < persons[inside[*smallest]])) {
        smallest = i;
      }
    }
    return smallest;
  }

  /// Brings waiting parties of one size together with the nearest shelters that suit, closest pairs
  /// first, as long as they do; whether there was any pair.
  bool visit_nearest(std::uint16_t size, const std::function<bool(std::uint32_t)>& suits,
                     const std::function<void(std::uint32_t, std::uint32_t)>& place) {
    std::vector<std::uint8_t> open(places_.size(), 0);
    bool any = false;
    for (std::uint32_t s = 0; s < places_.size(); ++s) {
      open[s] = takes_people(input_.shelters(), ShelterId(s)) && suits(s) ? 1 : 0;
      any = any || open[s] != 0;
    }
    if (!any) {
      return false;
    }
    any = false;
    for (const auto& [distance, origin, shelter] : nearest_pairs(size, open)) {
      const PartyRange range = input_.parties_of(OriginId(origin));
      for (std::uint32_t p = range.first; p < range.last && suits(shelter); ++p) {
        if (is_waiting(p) && input_.parties().persons[p] == size) {
          place(p, shelter);
          any = true;
        }
      }
    }
    return any;
  }

  using RankedPair = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

  /// Distance, origin and shelter: some of the nearest open shelters of each origin where a party
  /// of this size waits, sorted.
  [[nodiscard]] std::vector<RankedPair> nearest_pairs(std::uint16_t size,
                                                      const std::vector<std::uint8_t>& open) const {
    std::vector<std::int64_t> limit(input_.origin_count(), PricingQuestion::kNotAsked);
    for (std::uint32_t p = 0; p < assignment_.size(); ++p) {
      if (input_.parties().persons[p] == size && is_waiting(p)) {
        limit[input_.parties().origin[p].index()] = PricingQuestion::kAnyPrice;
      }
    }
    const std::vector<std::int64_t> free_of_charge(places_.size(), 0);
    const TransportArcs arcs =
        pricing_.best_shelters({free_of_charge, open, limit, kShelters, false});
    std::vector<RankedPair> pairs;
    for (std::uint32_t o = 0; o < input_.origin_count(); ++o) {
      for (std::size_t a = arcs.first[o]; a < arcs.first[o + 1]; ++a) {
        pairs.emplace_back(arcs.cost[a], o, arcs.shelter[a]);
      }
    }
    std::sort(pairs.begin(), pairs.end());
    return pairs;
  }

  const ShelterPricing& pricing_;
  const PlanInput& input_;
  Assignment assignment_;
  std::vector<std::int32_t> places_;                ///< left, by shelter
  std::vector<std::vector<std::uint32_t>> inside_;  ///< parties, by shelter
};

}  // namespace

Assignment round_to_parties(const ShelterPricing& pricing, const PersonFlows& flows) {
  Rounding rounding(pricing);
  rounding.take_flows(flows);
  rounding.fill_places_left();
  rounding.make_way_for_more();
  return std::move(rounding).take();
}

}  // namespace yanbi
