// SPDX-License-Identifier: Apache-2.0
#include "sim/kernel/event_wheel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "sim/kernel/step.hpp"

namespace yanbi {
namespace {

TEST(EventWheel, GivesTheEventsOfAStepInTheOrderOfTimeKindAndPlace) {
  EventWheel wheel;
  const Event late{{400}, EventKind::kDepart, 1, 1};
  const Event freed{{300}, EventKind::kPlaceFreed, 9, 2};
  const Event reached{{300}, EventKind::kReachedEnd, 2, 2};
  const Event reached_elsewhere{{300}, EventKind::kReachedEnd, 3, 1};
  for (const Event& event : {late, reached_elsewhere, reached, freed}) {
    wheel.insert(event, 0);
  }
  std::vector<Event> out;
  wheel.take(0, out);
  EXPECT_EQ(out, (std::vector<Event>{freed, reached, reached_elsewhere, late}));
  EXPECT_EQ(wheel.size(), 0U);
}

TEST(EventWheel, KeepsEventsFarBeyondOneTurnForTheirStep) {
  EventWheel wheel;
  for (const std::uint32_t step : {0U, 5U, 2047U, 2048U, 2049U, 5000U, 20'000U}) {
    wheel.insert({start_of(step), EventKind::kRetry, step, 0}, 0);
  }
  std::vector<Event> out;
  std::vector<std::uint32_t> seen;
  for (std::uint32_t step = 0; step <= 20'000; ++step) {
    wheel.take(step, out);
    for (const Event& event : out) {
      EXPECT_EQ(event.where, step);
      seen.push_back(event.where);
    }
  }
  EXPECT_EQ(seen, (std::vector<std::uint32_t>{0, 5, 2047, 2048, 2049, 5000, 20'000}));
}

TEST(EventWheel, PutsOffNewsThatComesTooLateForItsStep) {
  EventWheel wheel;
  std::vector<Event> out;
  wheel.take(0, out);
  wheel.insert({{100}, EventKind::kRetry, 7, 0}, 1);  // its time lies in step 0
  wheel.take(1, out);
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out.front().at, Instant{100});
}

TEST(EventWheel, SortsBusyStepsWithTiesAndLateNews) {
  constexpr std::uint32_t kStep = 7;
  std::mt19937 generator(4);
  const auto below = [&](std::uint32_t bound) {
    return static_cast<std::uint32_t>(generator() % bound);
  };
  EventWheel wheel;
  std::vector<Event> expected;
  std::vector<Event> out;
  for (std::uint32_t step = 0; step < kStep; ++step) {
    wheel.take(step, out);
  }
  for (int i = 0; i < 5000; ++i) {
    // From two steps before to the end of the step, many of them at its very start.
    const std::uint32_t before = 2 * kStepInstants;
    const std::uint32_t drawn = below(3 * kStepInstants);
    const bool at_start = below(8) == 0;
    const std::uint32_t at = start_of(kStep).count - before + (at_start ? before : drawn);
    const auto kind = static_cast<EventKind>(below(6));
    const std::uint32_t where = below(50);
    const std::uint32_t subject = below(50);
    expected.push_back({{at}, kind, where, subject});
    wheel.insert(expected.back(), kStep);
  }
  std::sort(expected.begin(), expected.end());
  wheel.take(kStep, out);
  EXPECT_EQ(out, expected);
}

}  // namespace
}  // namespace yanbi
