// SPDX-License-Identifier: Apache-2.0
#include "sim/hazard/hazard_hash.hpp"

#include <span>

#include "sim/base/hash.hpp"

namespace yanbi {
namespace {

/// Hashes values one after another; every column goes in with its size.
class HazardHasher {
 public:
  template <class T>
  void values(const std::vector<T>& column) {
    number(column.size());
    hash_ = hash_column(std::span<const T>(column), hash_);
  }
  void reals(const std::vector<float>& column) {
    number(column.size());
    hash_ = hash_bytes(column.data(), column.size() * sizeof(float), hash_);
  }
  void real(double value) { hash_ = hash_bytes(&value, sizeof(value), hash_); }
  void number(std::uint64_t value) { hash_ = hash_bytes(&value, sizeof(value), hash_); }
  void word(const std::string& text) {
    number(text.size());
    hash_ = hash_text(text, hash_);
  }
  [[nodiscard]] std::uint64_t result() const noexcept { return hash_; }

 private:
  std::uint64_t hash_ = 0;
};

void add_rows(HazardHasher& hasher, const WaterRows& rows) {
  hasher.values(rows.place);
  hasher.values(rows.depth);
  hasher.values(rows.mean);
  hasher.values(rows.flow);
}

void add_flood(HazardHasher& hasher, const Flood& flood) {
  hasher.values(flood.frame);
  add_rows(hasher, flood.links);
  add_rows(hasher, flood.entrances);
  add_rows(hasher, flood.origins);
}

void add_footprint(HazardHasher& hasher, const Footprint& footprint) {
  hasher.number(footprint.effects);
  hasher.values(footprint.links);
  hasher.values(footprint.entrances);
  hasher.values(footprint.works);
  hasher.reals(footprint.work_lost);
  hasher.values(footprint.origins);
}

void add_attack(HazardHasher& hasher, const Attack& attack) {
  hasher.number(attack.effects.size());
  for (const StrikeEffects& effects : attack.effects) {
    hasher.real(effects.link_blocked);
    hasher.real(effects.entrance_blocked);
    hasher.number(effects.cleared_after ? 1 : 0);
    hasher.real(effects.cleared_after.value_or(0.0));
  }
  hasher.number(attack.strikes.size());
  for (const Strike& strike : attack.strikes) {
    hasher.word(strike.key);  // draws are keyed by it
    hasher.number(strike.footprints.size());
    for (const Footprint& footprint : strike.footprints) {
      add_footprint(hasher, footprint);
    }
  }
  hasher.number(attack.waves.size());
  for (const Wave& wave : attack.waves) {
    hasher.number(static_cast<std::uint32_t>(wave.at.count));
    hasher.values(wave.strikes);
    hasher.number(wave.drawn ? 1 : 0);
    hasher.number(wave.drawn.value_or(0));
  }
}

}  // namespace

std::uint64_t hash_hazard(const Hazard& hazard) {
  HazardHasher hasher;
  hasher.number(hazard.city_hash);
  hasher.number(hazard.flood ? 1 : 0);
  if (hazard.flood) {
    add_flood(hasher, *hazard.flood);
  }
  hasher.number(hazard.attack ? 1 : 0);
  if (hazard.attack) {
    add_attack(hasher, *hazard.attack);
  }
  return hasher.result();
}

}  // namespace yanbi
