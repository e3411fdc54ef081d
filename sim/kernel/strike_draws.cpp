// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/strike_draws.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "sim/base/hash.hpp"

namespace yanbi {
namespace {

/// The strikes of a wave that come: all of them, or those with the least draws.
std::vector<std::uint32_t> coming(const Attack& attack, std::uint32_t wave_index,
                                  const RandomStream& random) {
  const Wave& wave = attack.waves[wave_index];
  if (!wave.drawn || *wave.drawn >= wave.strikes.size()) {
    return wave.strikes;
  }
  std::vector<std::pair<double, std::uint32_t>> order;
  for (const std::uint32_t strike : wave.strikes) {
    order.emplace_back(
        random.uniform(Purpose::kStrikeDraw, hash_text(attack.strikes[strike].key), wave_index),
        strike);
  }
  std::sort(order.begin(), order.end());
  std::vector<std::uint32_t> strikes;
  for (std::uint32_t i = 0; i < *wave.drawn; ++i) {
    strikes.push_back(order[i].second);
  }
  std::sort(strikes.begin(), strikes.end());
  return strikes;
}

/// The most harmful that a wave does to each thing of one kind.
template <class Harm>
class Worst {
 public:
  void add(std::uint32_t thing, const Harm& harm) {
    const auto [entry, is_new] = worst_.try_emplace(thing, harm);
    if (!is_new && entry->second < harm) {
      entry->second = harm;
    }
  }
  [[nodiscard]] const std::map<std::uint32_t, Harm>& all() const noexcept { return worst_; }

 private:
  std::map<std::uint32_t, Harm> worst_;  // ordered, so that results do not hang on hashing
};

/// How a street may be blocked; of equal probabilities the later clearing is worse.
struct Blocking {
  double probability = 0.0;
  Tick cleared = Tick{};  ///< never = not cleared
  friend auto operator<=>(const Blocking&, const Blocking&) = default;
};

Tick cleared_at(Tick at, const StrikeEffects& effects) {
  return effects.cleared_after ? Tick{at.count + to_tick(*effects.cleared_after).count}
                               : Tick::never();
}

/// Stable name of a street: the way that it is part of, and which part.
std::uint64_t street_key(const RoadNetwork& network, std::uint32_t street) {
  const std::uint64_t parts[2] = {static_cast<std::uint64_t>(network.streets().source_id[street]),
                                  street};
  return hash_bytes(parts, sizeof(parts));
}

std::uint64_t door_key(const Works& works, EntranceId door) {
  const WorkId work = works.entrances.work[door.index()];
  const auto first =
      std::lower_bound(works.entrances.work.begin(), works.entrances.work.end(), work) -
      works.entrances.work.begin();
  const std::uint64_t parts[2] = {hash_text(works.key[work.index()]),
                                  door.index() - static_cast<std::uint64_t>(first)};
  return hash_bytes(parts, sizeof(parts));
}

class WaveDamage {
 public:
  WaveDamage(const Attack& attack, const RoadNetwork& network, const Works& works)
      : attack_(attack), network_(network), works_(works) {}

  void add(const Strike& strike, Tick at) {
    for (const Footprint& footprint : strike.footprints) {
      const StrikeEffects& effects = attack_.effects[footprint.effects];
      for (const LinkId link : footprint.links) {
        // An empty id is the largest: the street goes by the smaller of its links.
        streets_.add(std::min(link, network_.opposite(link)).raw(),
                     {effects.link_blocked, cleared_at(at, effects)});
      }
      for (const EntranceId door : footprint.entrances) {
        doors_.add(door.raw(), effects.entrance_blocked);
      }
      for (std::size_t i = 0; i < footprint.works.size(); ++i) {
        lost_.add(footprint.works[i].raw(), double{footprint.work_lost[i]});
      }
    }
  }

  void draw(Tick at, std::uint32_t wave, const RandomStream& random, StrikeDamage& damage) const {
    for (const auto& [link, blocking] : streets_.all()) {
      const std::uint32_t street = network_.links().street[link];
      if (!random.happens(blocking.probability, Purpose::kLinkBlocked, street_key(network_, street),
                          wave)) {
        continue;
      }
      damage.links.push_back({LinkId(link), at, blocking.cleared});
      if (const LinkId back = network_.opposite(LinkId(link)); back.has_value()) {
        damage.links.push_back({back, at, blocking.cleared});
      }
    }
    for (const auto& [door, probability] : doors_.all()) {
      if (random.happens(probability, Purpose::kDoorBlocked, door_key(works_, EntranceId(door)),
                         wave)) {
        damage.doors.push_back({EntranceId(door), at});
      }
    }
    for (const auto& [work, probability] : lost_.all()) {
      if (random.happens(probability, Purpose::kWorkLost, hash_text(works_.key[work]), wave)) {
        damage.works.push_back({WorkId(work), at});
      }
    }
  }

 private:
  const Attack& attack_;
  const RoadNetwork& network_;
  const Works& works_;
  Worst<Blocking> streets_;  // by one link of each
  Worst<double> doors_;
  Worst<double> lost_;
};

}  // namespace

StrikeDamage draw_damage(const Attack& attack, const RoadNetwork& network, const Works& works,
                         const RandomStream& random) {
  StrikeDamage damage;
  for (std::uint32_t w = 0; w < attack.waves.size(); ++w) {
    const Tick at = attack.waves[w].at;
    WaveDamage wave(attack, network, works);
    for (const std::uint32_t strike : coming(attack, w, random)) {
      damage.impacts.push_back({at, w, strike});
      wave.add(attack.strikes[strike], at);
    }
    wave.draw(at, w, random, damage);
  }
  return damage;
}

}  // namespace yanbi
