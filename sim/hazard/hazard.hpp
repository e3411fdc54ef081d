// SPDX-License-Identifier: Apache-2.0
#pragma once
// A hazard as a city meets it: water over time along links, at doors and at origins, and strikes by
// what lies in their footprints. It belongs to one city and to no scenario: thresholds,
// probabilities of a replicate and the time of the alarm come later. Immutable once built.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/time.hpp"
#include "sim/city/city.hpp"

namespace yanbi {

/// Water at places of one kind: a row for each place that is ever wet, a value for each frame of
/// the flood. Row r, frame f is at [r * frames + f].
struct WaterRows {
  std::vector<std::uint32_t> place;  ///< ids, ascending: LinkId, EntranceId of the ledger, OriginId
  std::vector<std::uint16_t> depth;  ///< mm, at the deepest sample of the place
  std::vector<std::uint16_t> mean;  ///< mm, mean over the samples of a link; empty for other places
  std::vector<std::uint16_t> flow;  ///< largest depth x velocity, 1e-3 m2/s; empty = not known
  [[nodiscard]] std::size_t size() const noexcept { return place.size(); }
};

/// A flood as frames; between two frames water changes on a straight line.
struct Flood {
  std::vector<Tick> frame;  ///< ascending, on the hazard's own clock; at least one
  WaterRows links;
  WaterRows entrances;  ///< depth above the ground at the door
  WaterRows origins;
};

/// What a strike does within a footprint of one intensity: a row of the hazard file.
struct StrikeEffects {
  std::string name;
  double link_blocked = 0.0;            ///< probability that a street within is blocked
  double entrance_blocked = 0.0;        ///< probability that a door within is blocked
  std::optional<double> cleared_after;  ///< s from the impact until a blocked street is open again
};

/// One footprint: what lies inside it, ids ascending. A link counts when any part of it is inside.
struct Footprint {
  std::uint32_t effects = 0;  ///< index of Attack::effects
  std::vector<LinkId> links;
  std::vector<EntranceId> entrances;  ///< of the ledger
  std::vector<WorkId> works;
  std::vector<float> work_lost;  ///< by position in `works`: probability, from class and grade
  std::vector<OriginId> origins;
};

/// One strike: one or more footprints, such as rings of falling intensity. A place in several of
/// them takes the most harmful.
struct Strike {
  std::string key;
  std::vector<Footprint> footprints;
};

/// Strikes that come at one time.
struct Wave {
  Tick at;                             ///< on the hazard's own clock
  std::vector<std::uint32_t> strikes;  ///< indices of Attack::strikes
  /// How many of them come, drawn for each replicate without repetition; none = all.
  std::optional<std::uint32_t> drawn;
};

struct Attack {
  std::vector<StrikeEffects> effects;
  std::vector<Strike> strikes;
  std::vector<Wave> waves;  ///< ascending in time
};

struct Hazard {
  std::string name;
  std::uint64_t city_hash = 0;  ///< of the city it was made for
  bool synthetic = false;
  std::optional<Flood> flood;
  std::optional<Attack> attack;
  std::vector<ImportNote> notes;  ///< what the importer understood, repaired, dropped or assumed
  std::vector<InputFile> inputs;  ///< files it was made from
};

}  // namespace yanbi
