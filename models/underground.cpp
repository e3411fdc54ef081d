// SPDX-License-Identifier: Apache-2.0
#include "models/underground.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace yanbi {
namespace {

struct StairPoint {
  double depth;     ///< m on the street
  double velocity;  ///< m/s on the stairs
};

/// As measured, after the point of no water.
constexpr std::array<StairPoint, 4> kStairPoints = {
    {{0.0, 0.0}, {0.10, 2.0}, {0.30, 4.0}, {0.50, 6.0}}};

}  // namespace

bool overtopped(double depth, double sill) noexcept { return depth > sill; }

double door_open_share(const UndergroundParameters& parameters, double depth_above_sill) noexcept {
  if (depth_above_sill <= parameters.door_easy) {
    return 1.0;
  }
  if (depth_above_sill >= parameters.door_limit) {
    return 0.0;
  }
  return (parameters.door_limit - depth_above_sill) /
         (parameters.door_limit - parameters.door_easy);
}

double stair_velocity(double depth) noexcept {
  if (depth <= 0.0) {
    return 0.0;
  }
  for (std::size_t i = 1; i < kStairPoints.size(); ++i) {
    const auto& [from, slower] = kStairPoints[i - 1];
    const auto& [to, faster] = kStairPoints[i];
    if (depth <= to) {
      return slower + (faster - slower) * ((depth - from) / (to - from));
    }
  }
  return kStairPoints.back().velocity;
}

bool stairs_passable(const UndergroundParameters& parameters, double depth, double flow) noexcept {
  return depth <= parameters.stairs_depth && flow <= parameters.stairs_flow;
}

std::vector<std::string> faults(const UndergroundParameters& parameters) {
  std::vector<std::string> found;
  const auto require = [&found](bool ok, const char* text) {
    if (!ok) {
      found.emplace_back(text);
    }
  };
  const auto is_height = [](double value) { return std::isfinite(value) && value >= 0.0; };
  require(is_height(parameters.default_sill), "the sill must not lie below the ground");
  require(is_height(parameters.door_easy) && is_height(parameters.door_limit) &&
              parameters.door_easy <= parameters.door_limit,
          "the limits of doors need 0 <= easy <= limit");
  require(is_height(parameters.stairs_depth) && is_height(parameters.stairs_flow),
          "the limits of stairs must not be negative");
  return found;
}

}  // namespace yanbi
