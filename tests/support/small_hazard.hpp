// SPDX-License-Identifier: Apache-2.0
#pragma once
// A hazard of the small city with everything that a hazard can have.

#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"

namespace yanbi::test {

inline Flood small_flood() {
  Flood flood;
  flood.frame = {Tick{-10}, Tick{0}, Tick{600}};
  flood.links = {
      {0, 1}, {0, 10, 2000, 0, 10, 2000}, {0, 4, 900, 0, 4, 900}, {0, 1, 65535, 0, 1, 65535}};
  flood.entrances = {{1}, {0, 0, 350}, {}, {0, 0, 20}};
  flood.origins = {{}, {}, {}, {}};
  return flood;
}

inline Attack small_attack() {
  Attack attack;
  attack.effects = {{"near", 0.5, 0.25, 7200.0}, {"far", 0.1, 0.0, std::nullopt}};
  Strike first{"a", {}};
  first.footprints.push_back({0, {LinkId(0), LinkId(1)}, {EntranceId(0)}, {WorkId(0)}, {0.3F}, {}});
  first.footprints.push_back({1,
                              {LinkId(0), LinkId(1), LinkId(2)},
                              {},
                              {WorkId(0), WorkId(1)},
                              {0.05F, 0.6F},
                              {OriginId(0)}});
  attack.strikes = {first, {"b", {{1, {LinkId(3)}, {}, {}, {}, {}}}}, {"empty", {}}};
  attack.waves = {{Tick{1200}, {0, 1}, 1}, {Tick{6000}, {0, 1, 2}, std::nullopt}};
  return attack;
}

inline Hazard small_hazard(const City& city) {
  Hazard hazard;
  hazard.name = "洪水 and strikes";
  hazard.city_hash = hash_city(city);
  hazard.synthetic = true;
  hazard.flood = small_flood();
  hazard.attack = small_attack();
  hazard.notes = {{"flood", "frames", 3.0, "frames", "Three frames."}};
  hazard.inputs = {{"depth/30.asc", 0xfedcba9876543210U}};
  return hazard;
}

}  // namespace yanbi::test
