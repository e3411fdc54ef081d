// SPDX-License-Identifier: Apache-2.0
#include "sim/plan/party_rounding.hpp"

#include <algorithm>
#include <tuple>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

/// Nearest shelters with places left that are looked at for an origin; grows when none of them has
/// room for any party.
constexpr std::size_t kFirstLook = 8;
constexpr std::size_t kLongestLook = 128;

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

  void take_flows_of(OriginId origin, std::vector<TransportFlow> room) {
    const PartyRange range = input_.parties_of(origin);
    std::vector<std::uint32_t> parties;
    for (std::uint32_t p = range.first; p < range.last; ++p) {
      parties.push_back(p);
    }
    const std::vector<std::uint16_t>& persons = input_.parties().persons;
    std::stable_sort(parties.begin(), parties.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return persons[a] > persons[b]; });
    for (const std::uint32_t party : parties) {
      const auto widest = std::max_element(
          room.begin(), room.end(),
          [](const TransportFlow& a, const TransportFlow& b) { return a.persons < b.persons; });
      if (persons[party] <= widest->persons) {
        assign(party, widest->shelter);
        widest->persons -= persons[party];
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
