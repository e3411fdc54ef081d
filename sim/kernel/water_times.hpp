// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the thresholds of a scenario make of a flood: when each link is closed to each class of
// people, when it sweeps them away, and when water comes over the sill of each door. The same for
// all replicates, so it is worked out once.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "models/flood_walking.hpp"
#include "sim/base/time.hpp"
#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/plan/shelters.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

inline constexpr std::size_t kPersonClasses = 2;

/// A time in which something holds: from <= t < until, after the alarm.
struct HazardSpan {
  Instant from;
  Instant until;
  friend bool operator==(const HazardSpan&, const HazardSpan&) = default;
};

/// A time on the hazard's clock as time after the alarm; what lies before the alarm is the alarm.
[[nodiscard]] Instant after_alarm(Tick tick, Tick alarm_at);

/// Spans of many rows, ascending within each.
class SpanTable {
 public:
  void add_row(const std::vector<HazardSpan>& spans);
  [[nodiscard]] std::size_t size() const noexcept { return first_.size() - 1; }
  [[nodiscard]] const HazardSpan* begin(std::size_t row) const noexcept {
    return spans_.data() + first_[row];
  }
  [[nodiscard]] const HazardSpan* end(std::size_t row) const noexcept {
    return spans_.data() + first_[row + 1];
  }
  /// The span that holds at `at`, or the next one after it; nullptr when there is none.
  [[nodiscard]] const HazardSpan* at_or_after(std::size_t row, Instant at) const noexcept;
  [[nodiscard]] bool holds(std::size_t row, Instant at) const noexcept {
    const HazardSpan* const span = at_or_after(row, at);
    return span != nullptr && span->from <= at;
  }

 private:
  std::vector<std::uint32_t> first_ = {0};
  std::vector<HazardSpan> spans_;
};

/// Rows are those of `Flood::links`.
struct WaterTimes {
  const Flood* flood = nullptr;            ///< where the depths are
  Tick alarm_at;                           ///< the alarm on the flood's clock
  std::vector<std::uint32_t> row_of_link;  ///< kNone = always dry; empty = no water anywhere
  std::array<SpanTable, kPersonClasses> closed;
  std::array<SpanTable, kPersonClasses> swept;
  SpanTable closed_to_vehicles;
  // By door of the scenario's shelters; never = not in this flood.
  std::vector<Instant> overtopped;  ///< water comes over the sill
  std::vector<Instant> stuck;       ///< the door does not open any more
  /// By origin: when water first stands there; never = dry. Empty = no flood.
  std::vector<Tick> origin_wet_at;

  /// Mean depth along the link of `row`, m.
  [[nodiscard]] double mean_depth(std::size_t row, Instant at) const;
};

/// @param network decides how many links there are; `hazard.flood` must be given.
[[nodiscard]] WaterTimes make_water_times(const Flood& flood, const Works& works,
                                          const RoadNetwork& network, std::size_t origins,
                                          const Shelters& shelters, const Scenario& scenario,
                                          int threads);

}  // namespace yanbi
