// SPDX-License-Identifier: Apache-2.0
#include "models/link_water.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <iterator>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

/// Water between two frames. Differences of ticks need 33 bits and values 17, so that every product
/// fits into 64.
struct Stretch {
  std::int64_t from;
  std::int64_t length;
  std::int64_t first;
  std::int64_t rise;
};

Stretch stretch_before(std::span<const Tick> frames, std::span<const std::uint16_t> values,
                       std::size_t frame) noexcept {
  const std::int64_t from = frames[frame - 1].count;
  const std::int64_t first = values[frame - 1];
  return {from, frames[frame].count - from, first, values[frame] - first};
}

/// The first tick at which a value that rises past `limit` within the stretch is above it.
Tick first_above(const Stretch& water, std::int64_t limit) noexcept {
  const std::int64_t whole = (limit - water.first) * water.length / water.rise;
  return {static_cast<std::int32_t>(water.from + whole + 1)};
}

/// The first tick at which a value that falls to `limit` within the stretch is not above it.
Tick first_not_above(const Stretch& water, std::int64_t limit) noexcept {
  const std::int64_t fall = -water.rise;
  const std::int64_t rounded_up = ((water.first - limit) * water.length + fall - 1) / fall;
  return {static_cast<std::int32_t>(water.from + rounded_up)};
}

[[maybe_unused]] bool is_series(std::span<const Tick> frames,
                                std::span<const std::uint16_t> values) noexcept {
  return !frames.empty() && frames.size() == values.size() && !frames.back().is_never() &&
         std::adjacent_find(frames.begin(), frames.end(), std::greater_equal<>()) == frames.end();
}

}  // namespace

double value_at(std::span<const Tick> frames, std::span<const std::uint16_t> values,
                Tick tick) noexcept {
  YANBI_EXPECT(is_series(frames, values));
  const auto after = std::upper_bound(frames.begin(), frames.end(), tick);
  if (after == frames.begin()) {
    return values.front();
  }
  if (after == frames.end()) {
    return values.back();
  }
  const Stretch water =
      stretch_before(frames, values, static_cast<std::size_t>(after - frames.begin()));
  const std::int64_t scaled = water.first * water.length + water.rise * (tick.count - water.from);
  return static_cast<double>(scaled) / static_cast<double>(water.length);
}

std::vector<Interval> above(std::span<const Tick> frames, std::span<const std::uint16_t> values,
                            std::int32_t limit) {
  YANBI_EXPECT(is_series(frames, values));
  std::vector<Interval> found;
  bool is_above = values.front() > limit;
  Tick from = Interval::ever();
  for (std::size_t frame = 1; frame < frames.size(); ++frame) {
    const bool next_above = values[frame] > limit;
    if (next_above == is_above) {
      continue;
    }
    const Stretch water = stretch_before(frames, values, frame);
    if (next_above) {
      from = first_above(water, limit);
    } else {
      found.push_back({from, first_not_above(water, limit)});
    }
    is_above = next_above;
  }
  if (is_above) {
    found.push_back({from, Tick::never()});
  }
  return found;
}

std::vector<Interval> unite(std::span<const Interval> one, std::span<const Interval> other) {
  std::vector<Interval> sorted;
  sorted.reserve(one.size() + other.size());
  std::merge(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(sorted),
             [](const Interval& a, const Interval& b) { return a.from < b.from; });
  std::vector<Interval> united;
  for (const Interval& next : sorted) {
    if (!united.empty() && next.from <= united.back().until) {
      united.back().until = std::max(united.back().until, next.until);
    } else {
      united.push_back(next);
    }
  }
  return united;
}

std::int32_t to_thousandths(double limit) noexcept {
  constexpr double kPerUnit = 1000.0;
  return static_cast<std::int32_t>(std::llround(limit * kPerUnit));
}

}  // namespace yanbi
