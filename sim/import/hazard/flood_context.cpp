// SPDX-License-Identifier: Apache-2.0
#include "sim/import/hazard/flood_context.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "sim/import/hazard/city_samples.hpp"
#include "sim/import/notes.hpp"

namespace yanbi {
namespace {

constexpr const char* kFloodTopic = "flood";

/// The middle one of the intervals; of an even number the lower.
double usual_interval(const std::vector<double>& times) {
  std::vector<double> intervals;
  for (std::size_t i = 1; i < times.size(); ++i) {
    intervals.push_back(times[i] - times[i - 1]);
  }
  const auto middle = intervals.begin() + static_cast<std::ptrdiff_t>((intervals.size() - 1) / 2);
  std::ranges::nth_element(intervals, middle);
  return *middle;
}

}  // namespace

std::vector<std::uint8_t> dry_streets(const FloodContext& context) {
  std::vector<std::uint8_t> bridges = bridges_of(context.city.network);
  const auto count = std::ranges::count(bridges, std::uint8_t{1});
  if (count == 0) {
    return bridges;
  }
  if (context.bridges_flooded) {
    std::ranges::fill(bridges, std::uint8_t{0});
    add_note(
        context.notes, kFloodTopic, "bridges_flooded", as_figure(count), "streets",
        fmt::format("{} streets are bridges; water below them floods them, as asked for.", count));
  } else {
    add_note(context.notes, kFloodTopic, "bridges_dry", as_figure(count), "streets",
             fmt::format("{} streets are bridges and stay dry whatever flows below them.", count));
  }
  return bridges;
}

std::vector<Tick> frame_ticks(const std::vector<double>& times) {
  std::vector<Tick> ticks;
  ticks.reserve(times.size());
  for (const double time : times) {
    ticks.push_back(to_tick(time));
  }
  return ticks;
}

void note_frames(const std::vector<double>& times, std::vector<ImportNote>& notes) {
  add_note(notes, kFloodTopic, "frames", as_figure(times.size()), "frames",
           fmt::format("{} frames show the water from {} s to {} s.", times.size(), times.front(),
                       times.back()));
  if (times.size() < 3) {
    return;
  }
  constexpr double kLong = 1.5;
  const double usual = usual_interval(times);
  std::size_t gaps = 0;
  std::string first;
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (times[i] - times[i - 1] > kLong * usual && gaps++ == 0) {
      first = fmt::format("from {} s to {} s", times[i - 1], times[i]);
    }
  }
  if (gaps > 0) {
    add_note(
        notes, kFloodTopic, "gaps", as_figure(gaps), "intervals",
        fmt::format("{} intervals between frames are longer than 1.5 times the usual {} s, the "
                    "first {}: water changes on a straight line there.",
                    gaps, usual, first));
  }
}

void note_flood(const Flood& flood, std::vector<ImportNote>& notes) {
  const auto deepest = [](const WaterRows& rows) {
    return rows.depth.empty() ? 0.0 : *std::ranges::max_element(rows.depth) / 1000.0;
  };
  const double most =
      std::max({deepest(flood.links), deepest(flood.entrances), deepest(flood.origins)});
  add_note(notes, kFloodTopic, "wet_links", as_figure(flood.links.size()), "links",
           fmt::format("{} links, {} doors and {} origins are ever wet; the deepest water is {} m.",
                       flood.links.size(), flood.entrances.size(), flood.origins.size(), most));
}

}  // namespace yanbi
