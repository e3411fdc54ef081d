// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/exposure.hpp"

#include <algorithm>
#include <tuple>

namespace yanbi {
namespace {

/// Effects by place: the most harmful of the footprints that it lies in.
class EffectMap {
 public:
  EffectMap(const Attack& attack, std::size_t places) : attack_(attack), worst_(places, kNone) {}

  template <class PlaceId>
  void add(const std::vector<PlaceId>& places, std::uint32_t effects) {
    for (const PlaceId place : places) {
      std::uint32_t& worst = worst_[place.index()];
      if (worst == kNone || harm(worst) < harm(effects)) {
        worst = effects;
      }
    }
  }
  [[nodiscard]] std::uint32_t operator[](std::size_t place) const { return worst_[place]; }

 private:
  [[nodiscard]] std::tuple<double, double> harm(std::uint32_t effects) const {
    const StrikeEffects& row = attack_.effects[effects];
    return {row.link_blocked, row.entrance_blocked};
  }

  const Attack& attack_;
  std::vector<std::uint32_t> worst_;
};

}  // namespace

void count_exposure(const SharedState& state, const Attack& attack, std::uint32_t wave,
                    std::vector<Exposure>& exposures) {
  const SimulationInput& input = state.input;
  EffectMap links(attack, input.network.link_count());
  EffectMap origins(attack, input.origins.size());
  EffectMap works(attack, input.works->size());
  Instant at;
  for (const ImpactAt& impact : state.hazards.impacts()) {
    if (impact.wave != wave) {
      continue;
    }
    at = impact.at;
    for (const Footprint& footprint : attack.strikes[impact.strike].footprints) {
      links.add(footprint.links, footprint.effects);
      origins.add(footprint.origins, footprint.effects);
      works.add(footprint.works, footprint.effects);
    }
  }
  std::vector<Exposure> rows(attack.effects.size());
  for (std::uint32_t e = 0; e < rows.size(); ++e) {
    rows[e].at = to_tick(at);
    rows[e].wave = wave;
    rows[e].effects = e;
  }
  for (std::size_t p = 0; p < state.movers.size(); ++p) {
    const std::int64_t persons = input.parties.persons[p];
    const ShelterId shelter = state.facts.shelter[p];
    if (shelter.has_value()) {
      const std::uint32_t effects = works[input.shelters.work[shelter.index()].index()];
      if (effects != kNone) {
        rows[effects].sheltered += persons;
      }
    } else if (state.facts.departed_at[p].is_never() ||
               to_instant(state.facts.departed_at[p]) > at) {
      const std::uint32_t effects = origins[input.parties.origin[p].index()];
      if (effects != kNone) {
        rows[effects].at_home += persons;
      }
    } else {
      const std::uint32_t effects = links[state.routes.link_at(state.movers[p].cursor).index()];
      if (effects != kNone) {
        rows[effects].on_street += persons;
      }
    }
  }
  exposures.insert(exposures.end(), rows.begin(), rows.end());
}

}  // namespace yanbi
