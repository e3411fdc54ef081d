// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/build_attack.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "sim/base/parallel.hpp"
#include "sim/import/notes.hpp"

namespace yanbi {
namespace {

constexpr const char* kStrikeTopic = "strikes";

/// A footprint on its way: an area, until it is known what lies in it.
struct PendingFootprint {
  std::size_t strike = 0;
  std::uint32_t effects = 0;
  std::unique_ptr<Area> area;
};

/// Makes the strikes.
class StrikeBuilder {
 public:
  StrikeBuilder(const AttackSpec& spec, std::string file, const AttackContext& context)
      : spec_(spec), file_(std::move(file)), context_(context), links_(context.city.network) {}

  Attack build() {
    for (const EffectsSpec& each : spec_.effects) {
      attack_.effects.push_back(each.effects);
    }
    for (const StrikeSpec& strike : spec_.strikes) {
      read_strike(strike);
    }
    find_places();
    add_work_lost();
    note_strikes();
    for (const WaveSpec& wave : spec_.waves) {
      add_wave(wave);
    }
    note_waves();
    return std::move(attack_);
  }

 private:
  /// The strike of this key, made when there is none.
  std::size_t strike_named(const std::string& key, const std::string& group) {
    const auto [known, is_new] = strike_of_key_.emplace(key, attack_.strikes.size());
    if (is_new) {
      attack_.strikes.push_back({key, {}});
      group_[group].push_back(static_cast<std::uint32_t>(known->second));
    }
    return known->second;
  }

  void read_strike(const StrikeSpec& strike) {
    for (const FootprintLayerSpec& layer : strike.layers) {
      for (AreaFootprint& footprint : layer_footprints(layer, spec_, context_)) {
        const std::string key =
            layer.key_column ? fmt::format("{}/{}", strike.key, footprint.key) : strike.key;
        pending_.push_back(
            {strike_named(key, strike.key), footprint.effects, std::move(footprint.area)});
      }
    }
    const bool has_own_keys = std::ranges::any_of(
        strike.layers,
        [](const FootprintLayerSpec& layer) { return layer.key_column.has_value(); });
    if (has_own_keys) {
      return;
    }
    const std::size_t index = strike_named(strike.key, strike.key);
    for (const CircleSpec& circle : strike.circles) {
      if (std::unique_ptr<Area> area = circle_area(circle, strike.key, context_)) {
        pending_.push_back({index, circle.effects, std::move(area)});
      }
    }
    for (const IntensityRasterSpec& raster : strike.rasters) {
      for (Footprint& footprint : raster_footprints(raster, context_)) {
        attack_.strikes[index].footprints.push_back(std::move(footprint));
      }
    }
  }

  void find_places() {
    constexpr std::size_t kGrain = 4;
    std::vector<Footprint> found(pending_.size());
    parallel_for(pending_.size(), context_.threads, kGrain, [&](std::size_t i) {
      found[i] =
          footprint_of(context_.index.inside(*pending_[i].area), links_, pending_[i].effects);
    });
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      attack_.strikes[pending_[i].strike].footprints.push_back(std::move(found[i]));
    }
  }

  void add_work_lost() {
    for (Strike& strike : attack_.strikes) {
      for (Footprint& footprint : strike.footprints) {
        const WorkLostRule& rule = spec_.effects[footprint.effects].work_lost;
        for (const WorkId work : footprint.works) {
          footprint.work_lost.push_back(
              static_cast<float>(probability_lost(rule, context_.city.works, work)));
        }
      }
    }
  }

  [[nodiscard]] static bool touches_nothing(const Strike& strike) {
    return std::ranges::all_of(strike.footprints, [](const Footprint& each) {
      return each.links.empty() && each.entrances.empty() && each.works.empty() &&
             each.origins.empty();
    });
  }

  void note_strikes() const {
    std::size_t empty = 0;
    std::string first;
    for (const Strike& strike : attack_.strikes) {
      if (touches_nothing(strike) && empty++ == 0) {
        first = strike.key;
      }
    }
    if (empty > 0 && empty == attack_.strikes.size()) {
      if (context_.problems.empty()) {  // else what was left out may be the reason
        context_.problems.add({file_, 0, "strike", first,
                               fmt::format("none of the {} strikes touches anything of the city",
                                           attack_.strikes.size()),
                               "check where the footprints lie, and their CRS"});
      }
    } else if (empty > 0) {
      add_note(context_.notes, kStrikeTopic, "empty", as_figure(empty), "strikes",
               fmt::format("{} of {} strikes touch nothing of the city; the first is '{}'.", empty,
                           attack_.strikes.size(), first));
    }
    std::size_t footprints = 0;
    for (const Strike& strike : attack_.strikes) {
      footprints += strike.footprints.size();
    }
    add_note(context_.notes, kStrikeTopic, "strikes", as_figure(attack_.strikes.size()), "strikes",
             fmt::format("{} strikes with {} footprints.", attack_.strikes.size(), footprints));
  }

  /// Strikes that a wave names, ascending.
  std::vector<std::uint32_t> strikes_of(const WaveSpec& wave) {
    std::set<std::uint32_t> found;
    for (const std::string& name : wave.strikes) {
      const auto group = group_.find(name);
      const auto strike = strike_of_key_.find(name);
      if (group != group_.end()) {
        found.insert(group->second.begin(), group->second.end());
      } else if (strike != strike_of_key_.end()) {
        found.insert(static_cast<std::uint32_t>(strike->second));
      } else if (context_.problems.empty()) {
        context_.problems.add({file_, 0, "wave.strikes", name,
                               "no footprint of the layer has this key",
                               "name strikes as STRIKE/KEY, with a key of the layer"});
      }
    }
    if (wave.strikes.empty()) {
      for (std::size_t s = 0; s < attack_.strikes.size(); ++s) {
        found.insert(found.end(), static_cast<std::uint32_t>(s));
      }
    }
    return {found.begin(), found.end()};
  }

  void add_wave(const WaveSpec& spec) {
    Wave wave{to_tick(spec.at), strikes_of(spec), spec.drawn};
    if (wave.drawn && *wave.drawn > wave.strikes.size()) {
      context_.problems.add(
          {file_, 0, "wave.draw", fmt::format("{}", *wave.drawn),
           fmt::format("the wave at {} s has only {} strikes", spec.at, wave.strikes.size()),
           "draw no more than there are"});
    }
    attack_.waves.push_back(std::move(wave));
  }

  void note_waves() const {
    std::map<std::uint32_t, std::vector<Tick>> times;
    for (const Wave& wave : attack_.waves) {
      for (const std::uint32_t strike : wave.strikes) {
        times[strike].push_back(wave.at);
      }
    }
    std::size_t several = 0;
    for (const auto& [strike, at] : times) {
      several += at.size() > 1 ? 1U : 0U;
      if (std::ranges::adjacent_find(at) != at.end()) {
        context_.problems.add({file_, 0, "wave.strikes", attack_.strikes[strike].key,
                               "two waves bring this strike at the same time",
                               "name it in one of them"});
      }
    }
    if (several > 0) {
      add_note(context_.notes, kStrikeTopic, "in_several_waves", as_figure(several), "strikes",
               fmt::format("{} strikes come in more than one wave.", several));
    }
    if (times.size() < attack_.strikes.size()) {
      add_note(context_.notes, kStrikeTopic, "in_no_wave",
               as_figure(attack_.strikes.size() - times.size()), "strikes",
               fmt::format("{} strikes belong to no wave and never come.",
                           attack_.strikes.size() - times.size()));
    }
    const auto together = std::ranges::adjacent_find(attack_.waves, {}, &Wave::at);
    if (together != attack_.waves.end()) {
      add_note(context_.notes, kStrikeTopic, "waves_together", together->at.seconds(), "s",
               fmt::format("Several waves come at the same time, the first at {} s.",
                           together->at.seconds()));
    }
  }

  const AttackSpec& spec_;
  std::string file_;
  const AttackContext& context_;
  StreetLinks links_;
  Attack attack_;
  std::vector<PendingFootprint> pending_;
  std::map<std::string, std::size_t> strike_of_key_;
  std::map<std::string, std::vector<std::uint32_t>> group_;  ///< strikes of each [[strike]]
};

}  // namespace

Attack build_attack(const AttackSpec& spec, const std::string& file, const AttackContext& context) {
  return StrikeBuilder(spec, file, context).build();
}

}  // namespace yanbi
