// SPDX-License-Identifier: Apache-2.0
#include "sim/import/attach_city.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/import/roads/network_builder.hpp"

namespace yanbi {
namespace {

constexpr double kReach = 12.0;  // m

/// A whole number of steps of 5 m, so that places are often the same, on nodes, or as near to one
/// street as to another.
double some_step() { return 5.0 * *rc::gen::inRange(-3, 8); }

/// Streets at random between the crossings of a square of 20 m with blocks of 5 m.
RoadNetwork some_streets() {
  constexpr std::uint32_t kSide = 5;
  RoadLines lines;
  for (std::uint32_t v = 0; v < kSide * kSide; ++v) {
    lines.x.push_back(5.0 * (v % kSide));
    lines.y.push_back(5.0 * (v / kSide));
  }
  const int count = *rc::gen::inRange(1, 30);
  for (int i = 0; i < count; ++i) {
    const auto vertex = rc::gen::inRange<std::uint32_t>(0, kSide * kSide);
    lines.lines.push_back({i, {.width = 2.0F}, {*vertex, *vertex}});
  }
  return build_network(lines).network;
}

City some_city() {
  City city;
  city.network = some_streets();
  const std::size_t count = *rc::gen::inRange<std::size_t>(1, 60);
  for (std::size_t i = 0; i < count; ++i) {
    city.origins.key.push_back(std::to_string(i));
    city.origins.x.push_back(some_step());
    city.origins.y.push_back(some_step());
  }
  Entrances& doors = city.works.entrances;
  doors.x = city.origins.x;
  doors.y = city.origins.y;
  doors.work.assign(count, WorkId(0));
  return city;
}

RC_GTEST_PROP(AttachCity, EveryPositionMeetsWhatASearchForItAloneFinds, ()) {
  City city = some_city();
  ProblemList problems;
  const StreetLocator streets(city.network);
  attach_city(city, streets, {kReach, kReach / 2}, "city.toml", problems);
  for (std::size_t i = 0; i < city.origins.size(); ++i) {
    const double x = city.origins.x[i];
    const double y = city.origins.y[i];
    const auto home = streets.nearest(x, y, kReach);
    RC_ASSERT(city.origins.position[i] == (home ? std::optional(home->position) : std::nullopt));
    RC_ASSERT(city.origins.access[i] == (home ? home->access : 0.0));
    const auto door = streets.nearest(x, y, kReach / 2);
    const Entrances& doors = city.works.entrances;
    RC_ASSERT(doors.position[i] == (door ? std::optional(door->position) : std::nullopt));
    RC_ASSERT(doors.access[i] == (door ? door->access : 0.0));
  }
}

}  // namespace
}  // namespace yanbi
