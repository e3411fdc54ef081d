// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/water_times.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "models/link_water.hpp"
#include "models/underground.hpp"
#include "sim/base/parallel.hpp"
#include "sim/kernel/network_state.hpp"

namespace yanbi {
namespace {

constexpr std::size_t kRowsAtOnce = 1024;

using RowSpans = std::vector<HazardSpan>;

/// The values of one row.
std::span<const std::uint16_t> row_of(const std::vector<std::uint16_t>& values, std::size_t row,
                                      std::size_t frames) {
  return std::span(values).subspan(row * frames, frames);
}

RowSpans spans_after_alarm(const std::vector<Interval>& intervals, Tick alarm_at) {
  RowSpans spans;
  for (const Interval& interval : intervals) {
    const HazardSpan span{after_alarm(interval.from, alarm_at),
                          after_alarm(interval.until, alarm_at)};
    if (span.from < span.until) {
      spans.push_back(span);
    }
  }
  return spans;
}

/// When the water of a row of links is beyond the limits.
RowSpans beyond(const Flood& flood, std::size_t row, const WaterLimits& limits, Tick alarm_at) {
  const std::size_t frames = flood.frame.size();
  std::vector<Interval> times =
      above(flood.frame, row_of(flood.links.depth, row, frames), to_thousandths(limits.depth));
  if (!flood.links.flow.empty()) {
    times = unite(times, above(flood.frame, row_of(flood.links.flow, row, frames),
                               to_thousandths(limits.flow)));
  }
  return spans_after_alarm(times, alarm_at);
}

/// First time at which a door's depth is above `limit_mm`; never.
Instant first_above(const Flood& flood, std::size_t row, std::int32_t limit_mm, Tick alarm_at) {
  const RowSpans spans = spans_after_alarm(
      above(flood.frame, row_of(flood.entrances.depth, row, flood.frame.size()), limit_mm),
      alarm_at);
  return spans.empty() ? Instant::never() : spans.front().from;
}

void add_links(const Flood& flood, const Scenario& scenario, int threads, WaterTimes& times) {
  const Tick alarm_at = scenario.hazard.alarm_at;
  const std::size_t rows = flood.links.size();
  for (std::size_t who = 0; who < kPersonClasses; ++who) {
    const PersonWaterLimits& limits =
        limits_of(scenario.flood.walking, static_cast<PersonClass>(who));
    std::vector<RowSpans> closed(rows);
    std::vector<RowSpans> swept(rows);
    const std::size_t blocks = (rows + kRowsAtOnce - 1) / kRowsAtOnce;
    parallel_for(blocks, threads, 1, [&](std::size_t block) {
      const std::size_t end = std::min(rows, (block + 1) * kRowsAtOnce);
      for (std::size_t row = block * kRowsAtOnce; row < end; ++row) {
        closed[row] = beyond(flood, row, limits.enter, alarm_at);
        swept[row] = beyond(flood, row, limits.stand, alarm_at);
      }
    });
    for (std::size_t row = 0; row < rows; ++row) {
      times.closed[who].add_row(closed[row]);
      times.swept[who].add_row(swept[row]);
    }
  }
}

void add_vehicle_closures(const Flood& flood, const Scenario& scenario, WaterTimes& times) {
  const FloodDrivingParameters& driving = scenario.flood.driving;
  const WaterLimits limits{driving.closed_depth, driving.stands.flow};
  for (std::size_t row = 0; row < flood.links.size(); ++row) {
    times.closed_to_vehicles.add_row(beyond(flood, row, limits, scenario.hazard.alarm_at));
  }
}

/// Rows of the ledger's entrances that are ever wet, by entrance.
std::vector<std::uint32_t> rows_by_place(const WaterRows& rows, std::size_t places) {
  std::vector<std::uint32_t> row_of_place(places, kNone);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    row_of_place[rows.place[row]] = static_cast<std::uint32_t>(row);
  }
  return row_of_place;
}

void add_doors(const Flood& flood, const Works& works, const Shelters& shelters,
               const Scenario& scenario, WaterTimes& times) {
  const UndergroundParameters& underground = scenario.flood.underground;
  const std::vector<std::uint32_t> rows = rows_by_place(flood.entrances, works.entrances.size());
  const std::int32_t door_limit = to_thousandths(underground.door_limit);
  times.overtopped.assign(shelters.entrance_count(), Instant::never());
  times.stuck.assign(shelters.entrance_count(), Instant::never());
  for (std::size_t door = 0; door < shelters.entrance_count(); ++door) {
    const std::uint32_t ledger = shelters.entrance_ledger[door].raw();
    if (rows[ledger] == kNone) {
      continue;
    }
    const std::optional<double> own =
        works.entrances.sill.empty() ? std::nullopt : works.entrances.sill[ledger];
    const std::int32_t sill = to_thousandths(own.value_or(underground.default_sill));
    times.overtopped[door] = first_above(flood, rows[ledger], sill, times.alarm_at);
    times.stuck[door] = first_above(flood, rows[ledger], sill + door_limit, times.alarm_at);
  }
}

/// When water first stands at each origin.
void add_origins(const Flood& flood, std::size_t origins, WaterTimes& times) {
  times.origin_wet_at.assign(origins, Tick::never());
  for (std::size_t row = 0; row < flood.origins.size(); ++row) {
    const RowSpans spans = spans_after_alarm(
        above(flood.frame, row_of(flood.origins.depth, row, flood.frame.size()), 0),
        times.alarm_at);
    if (!spans.empty()) {
      times.origin_wet_at[flood.origins.place[row]] = to_tick(spans.front().from);
    }
  }
}

}  // namespace

Instant after_alarm(Tick tick, Tick alarm_at) {
  if (tick.is_never()) {
    return Instant::never();
  }
  const std::int64_t count = std::int64_t{tick.count} - alarm_at.count;
  if (count <= 0) {
    return Instant{};
  }
  return later(Instant{}, static_cast<std::uint32_t>(std::min<std::int64_t>(
                              count * Instant::kPerTick, std::int64_t{Instant::never().count})));
}

void SpanTable::add_row(const std::vector<HazardSpan>& spans) {
  spans_.insert(spans_.end(), spans.begin(), spans.end());
  first_.push_back(static_cast<std::uint32_t>(spans_.size()));
}

const HazardSpan* SpanTable::at_or_after(std::size_t row, Instant at) const noexcept {
  const HazardSpan* const last = end(row);
  const HazardSpan* const found =
      std::find_if(begin(row), last, [at](const HazardSpan& span) { return at < span.until; });
  return found == last ? nullptr : found;
}

double WaterTimes::mean_depth(std::size_t row, Instant at) const {
  constexpr double kMillimetres = 1000.0;
  // Depth is looked up on the tick that `at` lies in.
  const Tick tick{static_cast<std::int32_t>(at.count / Instant::kPerTick) + alarm_at.count};
  const std::vector<std::uint16_t>& depth =
      flood->links.mean.empty() ? flood->links.depth : flood->links.mean;
  return value_at(flood->frame, row_of(depth, row, flood->frame.size()), tick) / kMillimetres;
}

WaterTimes make_water_times(const Flood& flood, const Works& works, const RoadNetwork& network,
                            std::size_t origins, const Shelters& shelters, const Scenario& scenario,
                            int threads) {
  WaterTimes times;
  times.flood = &flood;
  times.alarm_at = scenario.hazard.alarm_at;
  if (flood.links.size() > 0) {
    times.row_of_link = rows_by_place(flood.links, network.link_count());
  }
  add_links(flood, scenario, threads, times);
  add_vehicle_closures(flood, scenario, times);
  add_doors(flood, works, shelters, scenario, times);
  add_origins(flood, origins, times);
  return times;
}

}  // namespace yanbi
