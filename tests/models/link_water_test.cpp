// SPDX-License-Identifier: Apache-2.0
#include "models/link_water.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <limits>
#include <ostream>

namespace yanbi {

void PrintTo(const Interval& interval, std::ostream* out) {
  *out << "[" << interval.from.count << ", " << interval.until.count << ")";
}

namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Series {
  std::vector<Tick> frames;
  std::vector<std::uint16_t> values;
};

std::vector<Interval> above(const Series& series, std::int32_t limit) {
  return yanbi::above(series.frames, series.values, limit);
}

double value_at(const Series& series, std::int32_t tick) {
  return yanbi::value_at(series.frames, series.values, Tick{tick});
}

TEST(LinkWater, LiesOnStraightLinesBetweenFramesAndIsConstantBesideThem) {
  const Series series{{{-10}, {10}, {13}}, {100, 200, 50}};
  EXPECT_EQ(value_at(series, -1000), 100.0);
  EXPECT_EQ(value_at(series, -10), 100.0);
  EXPECT_EQ(value_at(series, 0), 150.0);
  EXPECT_EQ(value_at(series, 10), 200.0);
  EXPECT_EQ(value_at(series, 11), 150.0);
  EXPECT_EQ(value_at(series, 13), 50.0);
  EXPECT_EQ(value_at(series, 99), 50.0);
}

TEST(LinkWater, IsAboveFromTheFirstWholeTickOnAndUntilTheFirstOneThatIsNot) {
  // 10 mm a tick up, then 30 mm a tick down.
  const Series series{{{0}, {30}, {40}}, {0, 300, 0}};
  // 201 mm is reached within tick 20; falling, 180 mm at tick 34.
  EXPECT_THAT(above(series, 201), ElementsAre(Interval{{21}, {34}}));
  // At 200 mm exactly it is not above; falling, 210 mm at tick 33 still is.
  EXPECT_THAT(above(series, 200), ElementsAre(Interval{{21}, {34}}));
  EXPECT_THAT(above(series, 210), ElementsAre(Interval{{22}, {33}}));
  EXPECT_THAT(above(series, 299), ElementsAre(Interval{{30}, {31}}));
  EXPECT_THAT(above(series, 300), IsEmpty());
}

TEST(LinkWater, StaysAboveBeforeTheFirstFrameAndAfterTheLast) {
  const Series basin{{{0}, {10}, {20}}, {100, 0, 100}};
  EXPECT_THAT(above(basin, 50),
              ElementsAre(Interval{Interval::ever(), {5}}, Interval{{16}, Tick::never()}));
  EXPECT_THAT(above(Series{{{7}}, {1}}, 0), ElementsAre(Interval{Interval::ever(), Tick::never()}));
  EXPECT_THAT(above(Series{{{7}}, {1}}, 1), IsEmpty());
}

TEST(LinkWater, AWetFrameThatOnlyTouchesTheLimitSeparatesTwoIntervals) {
  const Series series{{{0}, {10}, {20}}, {100, 50, 100}};
  EXPECT_THAT(above(series, 50),
              ElementsAre(Interval{Interval::ever(), {10}}, Interval{{11}, Tick::never()}));
}

TEST(LinkWater, IsExactOverTheLongestTimesAndTheLargestValues) {
  constexpr std::int32_t kFirst = std::numeric_limits<std::int32_t>::min();
  constexpr std::int32_t kLast = std::numeric_limits<std::int32_t>::max() - 1;
  const Series series{{{kFirst}, {kLast}}, {0, 65'535}};
  // The last tick is 2^32 - 2 after the first: 65 534 / 65 535 of that is 4 294 901 757.00002.
  EXPECT_THAT(
      above(series, 65'534),
      ElementsAre(Interval{{static_cast<std::int32_t>(kFirst + 4'294'901'758LL)}, Tick::never()}));
  EXPECT_THAT(above(series, std::numeric_limits<std::int32_t>::max()), IsEmpty());
  EXPECT_THAT(above(series, std::numeric_limits<std::int32_t>::min()),
              ElementsAre(Interval{Interval::ever(), Tick::never()}));
}

TEST(LinkWater, LimitsAreComparedInThousandths) {
  EXPECT_EQ(to_thousandths(0.28), 280);
  EXPECT_EQ(to_thousandths(1.2), 1200);
  EXPECT_EQ(to_thousandths(0.0004), 0);
}

TEST(UniteIntervals, JoinsWhatOverlapsOrTouches) {
  const std::vector<Interval> depth{{Interval::ever(), {5}}, {{10}, {20}}, {{40}, {50}}};
  const std::vector<Interval> flow{{{5}, {7}}, {{12}, {13}}, {{19}, {30}}, {{60}, Tick::never()}};
  EXPECT_THAT(unite(depth, flow), ElementsAre(Interval{Interval::ever(), {7}}, Interval{{10}, {30}},
                                              Interval{{40}, {50}}, Interval{{60}, Tick::never()}));
  EXPECT_EQ(unite(depth, {}), depth);
  EXPECT_EQ(unite({}, flow), flow);
}

// Against brute force, tick by tick, with another method.

Series any_series() {
  Series series;
  std::int32_t tick = *rc::gen::inRange(-60, 20);
  const auto count = *rc::gen::inRange<std::size_t>(1, 8);
  for (std::size_t i = 0; i < count; ++i) {
    series.frames.push_back({tick});
    series.values.push_back(*rc::gen::inRange<std::uint16_t>(0, 12));
    tick += *rc::gen::inRange(1, 15);
  }
  return series;
}

/// Whether the value is above the limit, in fractions.
bool is_above(const Series& series, std::int32_t tick, std::int32_t limit) {
  if (tick <= series.frames.front().count) {
    return series.values.front() > limit;
  }
  for (std::size_t i = 1; i < series.frames.size(); ++i) {
    const std::int32_t from = series.frames[i - 1].count;
    const std::int32_t to = series.frames[i].count;
    if (tick <= to) {
      return series.values[i - 1] * (to - tick) + series.values[i] * (tick - from) >
             limit * (to - from);
    }
  }
  return series.values.back() > limit;
}

bool contains(const std::vector<Interval>& intervals, std::int32_t tick) {
  return std::any_of(intervals.begin(), intervals.end(), [tick](const Interval& interval) {
    return interval.from <= Tick{tick} && Tick{tick} < interval.until;
  });
}

/// In order, none empty, and a gap between any two.
bool is_maximal(const std::vector<Interval>& intervals) {
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    if (!(intervals[i].from < intervals[i].until) ||
        (i > 0 && !(intervals[i - 1].until < intervals[i].from))) {
      return false;
    }
  }
  return true;
}

constexpr std::int32_t kEarliest = -80;
constexpr std::int32_t kLatest = 150;

RC_GTEST_PROP(LinkWater, IntervalsHoldExactlyTheTicksAboveTheLimit, ()) {
  const Series series = any_series();
  const auto limit = *rc::gen::inRange(-1, 13);
  const std::vector<Interval> intervals = above(series, limit);
  RC_ASSERT(is_maximal(intervals));
  for (std::int32_t tick = kEarliest; tick <= kLatest; ++tick) {
    RC_ASSERT(contains(intervals, tick) == is_above(series, tick, limit));
    RC_ASSERT(contains(intervals, tick) == (value_at(series, tick) > limit));
  }
  RC_ASSERT(contains(intervals, Interval::ever().count) == is_above(series, kEarliest, limit));
  RC_ASSERT(contains(intervals, Tick::never().count - 1) == is_above(series, kLatest, limit));
}

RC_GTEST_PROP(UniteIntervals, HoldsExactlyTheTicksOfEither, ()) {
  const std::vector<Interval> one = above(any_series(), *rc::gen::inRange(-1, 13));
  const std::vector<Interval> other = above(any_series(), *rc::gen::inRange(-1, 13));
  const std::vector<Interval> united = unite(one, other);
  RC_ASSERT(is_maximal(united));
  RC_ASSERT(united == unite(other, one));
  for (std::int32_t tick = kEarliest; tick <= kLatest; ++tick) {
    RC_ASSERT(contains(united, tick) == (contains(one, tick) || contains(other, tick)));
  }
}

}  // namespace
}  // namespace yanbi
