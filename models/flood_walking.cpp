// SPDX-License-Identifier: Apache-2.0
#include "models/flood_walking.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

bool within(const WaterLimits& limits, double depth, double flow) noexcept {
  return depth <= limits.depth && flow <= limits.flow;
}

bool are_limits(const WaterLimits& limits) noexcept {
  return std::isfinite(limits.depth) && std::isfinite(limits.flow) && limits.depth >= 0.0 &&
         limits.flow >= 0.0;
}

void add_limit_faults(const PersonWaterLimits& limits, const std::string& who,
                      std::vector<std::string>& found) {
  if (!are_limits(limits.enter) || !are_limits(limits.stand)) {
    found.push_back("the limits of " + who + " must be finite and not negative");
  } else if (limits.stand.depth < limits.enter.depth || limits.stand.flow < limits.enter.flow) {
    found.push_back(who + " must stand in all water that they go into");
  }
}

}  // namespace

const PersonWaterLimits& limits_of(const FloodWalkingParameters& parameters,
                                   PersonClass people) noexcept {
  return people == PersonClass::kVulnerable ? parameters.vulnerable : parameters.adult;
}

double water_speed_factor(const FloodWalkingParameters& parameters, double depth) noexcept {
  YANBI_EXPECT(depth >= 0.0);
  const double shallow = std::min(depth, parameters.slow_depth);
  const double clear = 1.0 - parameters.slow_per_metre * shallow -
                       parameters.slow_per_metre_beyond * (depth - shallow);
  const double dark = 1.0 - (1.0 - parameters.dark_factor) * (shallow / parameters.slow_depth);
  return std::max(parameters.least_factor, clear * dark);
}

bool may_enter(const FloodWalkingParameters& parameters, PersonClass people, double depth,
               double flow) noexcept {
  return within(limits_of(parameters, people).enter, depth, flow);
}

bool stands(const FloodWalkingParameters& parameters, PersonClass people, double depth,
            double flow) noexcept {
  return within(limits_of(parameters, people).stand, depth, flow);
}

std::vector<std::string> faults(const FloodWalkingParameters& parameters) {
  std::vector<std::string> found;
  const auto require = [&found](bool ok, const char* text) {
    if (!ok) {
      found.emplace_back(text);
    }
  };
  const auto is_share = [](double value) { return value > 0.0 && value <= 1.0; };
  require(std::isfinite(parameters.slow_depth) && parameters.slow_depth > 0.0,
          "the depth up to which speed falls steeply must be above 0");
  require(std::isfinite(parameters.slow_per_metre) && parameters.slow_per_metre >= 0.0 &&
              std::isfinite(parameters.slow_per_metre_beyond) &&
              parameters.slow_per_metre_beyond >= 0.0,
          "speed must not rise with the depth of water");
  require(is_share(parameters.least_factor), "the least factor must lie in (0, 1]");
  require(is_share(parameters.dark_factor), "the factor of darkness must lie in (0, 1]");
  add_limit_faults(parameters.vulnerable, "vulnerable people", found);
  add_limit_faults(parameters.adult, "adults", found);
  return found;
}

}  // namespace yanbi
