// SPDX-License-Identifier: Apache-2.0
#include "models/walking.hpp"

#include <algorithm>

#include "sim/base/elementary.hpp"

namespace yanbi {
namespace {

/// The normal distribution function to 1e-9, by bisection of the quantile: used at two fixed points
/// for each call only, so speed does not matter, and no second approximation has to agree with it.
double normal_share_below(double z) noexcept {
  double low = 1e-12;
  double high = 1.0 - 1e-12;
  for (int i = 0; i < 50; ++i) {
    const double middle = 0.5 * (low + high);
    (normal_quantile(middle) < z ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

}  // namespace

double speed_ratio(const WalkingParameters& parameters, double density) noexcept {
  if (density <= 0.0) {
    return 1.0;
  }
  if (density >= parameters.jam_density) {
    return 0.0;
  }
  const double exponent = parameters.gamma * (1.0 / density - 1.0 / parameters.jam_density);
  // Below half a unit in the last place of 1 the difference cannot be seen: most streets, most of
  // the time.
  constexpr double kInvisible = 38.0;
  return exponent > kInvisible ? 1.0 : 1.0 - exact_exp(-exponent);
}

double moving_speed_ratio(const WalkingParameters& parameters, double density) noexcept {
  return speed_ratio(parameters, std::min(density, parameters.capacity_density));
}

double backward_wave_speed(const WalkingParameters& parameters) noexcept {
  return parameters.specific_flow / (parameters.jam_density - parameters.capacity_density);
}

FreeSpeedDistribution::FreeSpeedDistribution(const WalkingParameters& parameters) noexcept
    : mean_(parameters.free_speed_mean), sd_(parameters.free_speed_sd) {
  if (sd_ > 0.0) {
    share_below_min_ = normal_share_below((parameters.free_speed_min - mean_) / sd_);
    share_below_max_ = normal_share_below((parameters.free_speed_max - mean_) / sd_);
  }
}

double FreeSpeedDistribution::quantile(double p) const noexcept {
  if (sd_ <= 0.0) {
    return mean_;
  }
  return mean_ +
         sd_ * normal_quantile(share_below_min_ + p * (share_below_max_ - share_below_min_));
}

}  // namespace yanbi
