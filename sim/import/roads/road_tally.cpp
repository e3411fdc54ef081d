// SPDX-License-Identifier: Apache-2.0
#include "sim/import/roads/road_tally.hpp"

#include <fmt/format.h>

#include "sim/import/notes.hpp"

namespace yanbi {
namespace {

constexpr double kMetresPerKm = 1000.0;

double in_km(const WayCount& count) { return count.metres / kMetresPerKm; }

/// A note on ways of which something is so; none when there are none.
void note_ways(const WayCount& count, const std::string& key, const std::string& what,
               std::vector<ImportNote>& notes) {
  if (count.ways > 0) {
    add_note(notes, kStreetsTopic, key, in_km(count), "km",
             fmt::format("{} lines ({:.1f} km) {}.", count.ways, in_km(count), what));
  }
}

/// A note on tags, or things, that could not be used as they are.
void note_count(std::size_t count, const std::string& key, const std::string& what,
                std::vector<ImportNote>& notes) {
  if (count > 0) {
    add_note(notes, kStreetsTopic, key, as_figure(count), "lines",
             fmt::format("{} {}.", count, what));
  }
}

}  // namespace

void RoadTally::add(const JudgedWay& way, double metres) {
  walkers_[static_cast<std::size_t>(way.walkers)].add(metres);
  vehicles_[static_cast<std::size_t>(way.vehicles)].add(metres);
  if (way.reversible) {
    reversible_.add(metres);
  }
  oneway_tags_refused_ += way.oneway_tag_refused ? 1U : 0U;
  if (!way.is_usable()) {
    return;
  }
  ++usable_;
  const bool forward = way.use.drive_forward.lanes > 0;
  const bool backward = way.use.drive_backward.lanes > 0;
  if (forward != backward) {
    one_way_.add(metres);
  }
  if (way.use.structure == WayStructure::kBridge) {
    bridges_.add(metres);
  } else if (way.use.structure == WayStructure::kTunnel) {
    tunnels_.add(metres);
  }
  steps_without_incline_ += way.steps_without_incline ? 1U : 0U;
  width_tags_refused_ += way.width_tag_refused ? 1U : 0U;
  lanes_tags_refused_ += way.lanes_tag_refused ? 1U : 0U;
  maxspeed_tags_refused_ += way.maxspeed_tag_refused ? 1U : 0U;
  layer_tags_refused_ += way.layer_tag_refused ? 1U : 0U;
}

void RoadTally::report_unusable(const StreetsSpec& spec, const std::string& key,
                                ProblemList& problems) const {
  const bool none_to_walk = spec.walk && walkers(WayVerdict::kOpen).ways == 0;
  if (none_to_walk || usable_ == 0) {
    problems.add(
        {spec.source.given, 0, key, "",
         none_to_walk ? "no line of the layer can be walked" : "no line of the layer can be driven",
         none_to_walk && spec.drive
             ? "give streets or paths that people walk on, change [streets.classes], or "
               "say modes = [\"drive\"] if the network is for vehicles only"
             : "give other streets, or change [streets.classes]"});
  }
}

void RoadTally::add_notes(std::size_t lines, std::vector<ImportNote>& notes) const {
  add_note(notes, kStreetsTopic, "lines", as_figure(lines), "lines",
           fmt::format("{} lines were read.", lines));
  note_ways(walkers(WayVerdict::kNoHighwayTag), "no_highway_tag",
            "left out: they have no highway tag, so nothing says that they are ways", notes);
  note_ways(walkers(WayVerdict::kUnknownClass), "unknown_class",
            "left out: their class is not known; [streets.classes] can add it", notes);
  if (walkers(WayVerdict::kNotAsked).ways == 0) {
    note_walkers(notes);
  }
  if (vehicles(WayVerdict::kNotAsked).ways == 0) {
    note_vehicles(notes);
  }
  note_assumptions(notes);
}

void RoadTally::note_walkers(std::vector<ImportNote>& notes) const {
  const WayCount& open = walkers(WayVerdict::kOpen);
  add_note(notes, kStreetsTopic, "walkable", in_km(open), "km",
           fmt::format("{} lines ({:.1f} km) can be walked, both ways: one-way rules do not hold "
                       "on foot. Widths by class are assumptions.",
                       open.ways, in_km(open)));
  add_note(
      notes, kStreetsTopic, "walkable_by_class",
      in_km(open) + in_km(walkers(WayVerdict::kForbidden)) + in_km(walkers(WayVerdict::kPrivate)),
      "km",
      "Length of all lines whose class can be walked, whatever their foot and access tags "
      "say: the figure to hold against counts that do not read those tags.");
  note_ways(walkers(WayVerdict::kClass), "class_not_walkable",
            "closed to walkers: nobody walks on their class (motorway, construction and the like)",
            notes);
  note_ways(walkers(WayVerdict::kForbidden), "foot_forbidden", "closed to walkers: foot = no",
            notes);
  note_ways(walkers(WayVerdict::kPrivate), "private",
            "closed to walkers: no or private access, and nothing that allows walkers", notes);
}

void RoadTally::note_vehicles(std::vector<ImportNote>& notes) const {
  const WayCount& open = vehicles(WayVerdict::kOpen);
  add_note(notes, kStreetsTopic, "drivable", in_km(open), "km",
           fmt::format("{} lines ({:.1f} km) can be driven, {:.1f} km of them one way only. Lanes "
                       "and speeds by class are defaults where tags say nothing; capacities are "
                       "by class.",
                       open.ways, in_km(open), in_km(one_way_)));
  add_note(notes, kStreetsTopic, "drivable_by_class",
           in_km(open) + in_km(vehicles(WayVerdict::kForbidden)), "km",
           "Length of all lines whose class can be driven, whatever their access tags say.");
  note_ways(one_way_, "one_way", "are one-way for vehicles", notes);
  note_ways(vehicles(WayVerdict::kClass), "class_not_drivable",
            "closed to vehicles: their class has no lanes for them (footways and the like)", notes);
  note_ways(vehicles(WayVerdict::kForbidden), "vehicles_forbidden",
            "closed to vehicles: their access tags, or a direction that changes", notes);
  note_ways(reversible_, "reversible",
            "change their direction by the time of day, and are closed to vehicles for that",
            notes);
}

void RoadTally::note_assumptions(std::vector<ImportNote>& notes) const {
  note_ways(bridges_, "bridges", "are on bridges", notes);
  note_ways(tunnels_, "tunnels", "are in tunnels", notes);
  if (no_lines_ > 0) {
    add_note(notes, kStreetsTopic, "not_lines", as_figure(no_lines_), "features",
             fmt::format("{} features that are no lines were left out.", no_lines_));
  }
  note_count(steps_without_incline_, "steps_without_incline",
             "stairs do not say which way is up: both directions are taken as up, the slower",
             notes);
  note_count(width_tags_refused_, "width_tags_refused",
             "width tags are no positive number of metres: the width of the class is used", notes);
  note_count(lanes_tags_refused_, "lanes_tags_refused",
             "lines have a tag of lanes that is no whole number in [1, 24]: it was not used",
             notes);
  note_count(maxspeed_tags_refused_, "maxspeed_tags_refused",
             "maxspeed tags are no speed in [3, 200] km/h: the speed of the class is used", notes);
  note_count(oneway_tags_refused_, "oneway_tags_refused",
             "oneway tags have a word that is not known: they were not used", notes);
  note_count(layer_tags_refused_, "layer_tags_refused",
             "layer tags are no whole number: the level that bridge or tunnel implies is used",
             notes);
}

}  // namespace yanbi
