// SPDX-License-Identifier: Apache-2.0
#pragma once
// Counts of ways while roads are read, in lines and metres, and the notes that come of them: the
// same for every format, so that imports can be held against each other.

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/import/roads/roads_spec.hpp"
#include "sim/import/roads/way_rules.hpp"

namespace yanbi {

/// Topic of all notes on roads.
inline constexpr const char* kStreetsTopic = "streets";

/// Ways and their length.
struct WayCount {
  std::size_t ways = 0;
  double metres = 0.0;

  void add(double length) {
    ++ways;
    metres += length;
  }
};

/// What was read, used and left out.
class RoadTally {
 public:
  /// One way of `metres` (working CRS, along its course), usable or not.
  void add(const JudgedWay& way, double metres);
  /// One feature that is no line, and so was left out.
  void add_no_line() { ++no_lines_; }

  [[nodiscard]] const WayCount& walkers(WayVerdict verdict) const {
    return walkers_[static_cast<std::size_t>(verdict)];
  }
  [[nodiscard]] const WayCount& vehicles(WayVerdict verdict) const {
    return vehicles_[static_cast<std::size_t>(verdict)];
  }
  [[nodiscard]] std::size_t no_lines() const noexcept { return no_lines_; }
  /// Ways that walkers or vehicles may use.
  [[nodiscard]] std::size_t usable() const noexcept { return usable_; }

  /// A problem when nobody may use any way, or no walker where the network is for walkers. `key` is
  /// the column or tag that says what ways are.
  void report_unusable(const StreetsSpec& spec, const std::string& key,
                       ProblemList& problems) const;

  /// Appends the notes; `lines` is the number of ways or features that were read.
  void add_notes(std::size_t lines, std::vector<ImportNote>& notes) const;

 private:
  void note_walkers(std::vector<ImportNote>& notes) const;
  void note_vehicles(std::vector<ImportNote>& notes) const;
  void note_assumptions(std::vector<ImportNote>& notes) const;

  std::array<WayCount, kWayVerdicts> walkers_;
  std::array<WayCount, kWayVerdicts> vehicles_;
  WayCount one_way_;
  WayCount bridges_;
  WayCount tunnels_;
  WayCount reversible_;
  std::size_t usable_ = 0;
  std::size_t no_lines_ = 0;
  std::size_t steps_without_incline_ = 0;
  std::size_t width_tags_refused_ = 0;
  std::size_t lanes_tags_refused_ = 0;
  std::size_t maxspeed_tags_refused_ = 0;
  std::size_t oneway_tags_refused_ = 0;
  std::size_t layer_tags_refused_ = 0;
};

}  // namespace yanbi
