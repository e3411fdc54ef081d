// SPDX-License-Identifier: Apache-2.0
#pragma once
// Water at a place over time: values at frames, straight lines between them, constant before the
// first and after the last. When it is above a limit is decided in whole numbers, so that every
// machine agrees to the tick.

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "sim/base/time.hpp"

namespace yanbi {

/// Half-open times [from, until): `from` is the first tick in it, `until` the first after it.
struct Interval {
  Tick from;
  Tick until;

  /// `from` of an interval that began before every time.
  static constexpr Tick ever() noexcept { return {std::numeric_limits<std::int32_t>::min()}; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// The value at `tick`, in the unit of `values` (mm, or 1e-3 m2/s), rounded once.
/// Preconditions: `frames` ascend strictly, at least one, none is Tick::never(); a value for each.
[[nodiscard]] double value_at(std::span<const Tick> frames, std::span<const std::uint16_t> values,
                              Tick tick) noexcept;

/// The longest intervals of ticks at which the value is above `limit` (same unit), ascending. An
/// interval starts at the first tick at which the value is above, and ends at the first at which it
/// no longer is: at Interval::ever() and Tick::never() where it is above before the first frame and
/// after the last. A tick t is in one of them exactly when value_at(t) > limit. Preconditions as
/// for value_at.
[[nodiscard]] std::vector<Interval> above(std::span<const Tick> frames,
                                          std::span<const std::uint16_t> values,
                                          std::int32_t limit);

/// The times that are in one or both of two lists, as the longest intervals, ascending.
/// Preconditions: each list ascends, and its intervals are not empty and do not overlap.
[[nodiscard]] std::vector<Interval> unite(std::span<const Interval> one,
                                          std::span<const Interval> other);

/// A limit in metres or m2/s as the whole number that above() compares with: the nearest
/// thousandth. Precondition: |limit| < 2e6.
[[nodiscard]] std::int32_t to_thousandths(double limit) noexcept;

}  // namespace yanbi
