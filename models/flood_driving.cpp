// SPDX-License-Identifier: Apache-2.0
#include "models/flood_driving.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

constexpr double kMillimetresPerMetre = 1000.0;

/// Rows by clearance, columns by estimate: low, best, high.
constexpr std::array<std::array<VehicleWaterLimits, 3>, 2> kLifeSimLimits = {{
    {{{0.3, 3.0, 0.3}, {1.2, 4.5, 0.8}, {1.5, 6.0, 1.3}}},
    {{{0.5, 3.0, 0.6}, {1.5, 6.0, 1.2}, {2.0, 6.0, 2.4}}},
}};

/// By size.
constexpr std::array<VehicleWaterLimits, 3> kArrLimits = {
    {{0.3, 3.0, 0.30}, {0.4, 3.0, 0.45}, {0.5, 3.0, 0.60}}};

/// km/h at a depth in mm.
double curve_speed(const FloodDrivingParameters& parameters, double depth_mm) noexcept {
  return (parameters.curve_square * depth_mm + parameters.curve_slope) * depth_mm +
         parameters.curve_dry;
}

}  // namespace

VehicleWaterLimits lifesim_limits(Clearance clearance, Estimate estimate) noexcept {
  return kLifeSimLimits[static_cast<std::size_t>(clearance)][static_cast<std::size_t>(estimate)];
}

VehicleWaterLimits arr_limits(CarSize size) noexcept {
  return kArrLimits[static_cast<std::size_t>(size)];
}

bool closed_to_vehicles(const FloodDrivingParameters& parameters, double depth) noexcept {
  return depth > parameters.closed_depth;
}

double flooded_speed(const FloodDrivingParameters& parameters, double dry_speed,
                     double depth) noexcept {
  YANBI_EXPECT(depth >= 0.0);
  if (closed_to_vehicles(parameters, depth)) {
    return 0.0;
  }
  constexpr double kKilometresPerHour = 3.6;
  const double wet = curve_speed(parameters, depth * kMillimetresPerMetre) / kKilometresPerHour;
  return depth > 0.0 ? std::min(dry_speed, wet) : dry_speed;
}

bool keeps_to_road(const VehicleWaterLimits& limits, double depth, double flow) noexcept {
  return depth <= limits.depth && flow <= limits.flow && flow <= limits.velocity * depth;
}

std::vector<std::string> faults(const FloodDrivingParameters& parameters) {
  std::vector<std::string> found;
  const auto require = [&found](bool ok, const char* text) {
    if (!ok) {
      found.emplace_back(text);
    }
  };
  const VehicleWaterLimits& stands = parameters.stands;
  const auto is_above_0 = [](double value) { return std::isfinite(value) && value > 0.0; };
  require(is_above_0(parameters.closed_depth), "the depth that closes a road must be above 0");
  require(is_above_0(stands.depth) && is_above_0(stands.velocity) && is_above_0(stands.flow),
          "the limits of vehicles must be above 0");
  require(!(stands.depth < parameters.closed_depth),
          "vehicles must keep to the road in all depths that they drive into");
  const double closed_mm = parameters.closed_depth * kMillimetresPerMetre;
  const double slope_at_end = parameters.curve_slope + 2.0 * parameters.curve_square * closed_mm;
  require(parameters.curve_slope <= 0.0 && slope_at_end <= 0.0,
          "speed must not rise with the depth of water");
  require(curve_speed(parameters, closed_mm) > 0.0,
          "speed must be above 0 up to the depth that closes a road");
  return found;
}

}  // namespace yanbi
