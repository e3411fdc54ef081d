// SPDX-License-Identifier: Apache-2.0
#include "models/age_speed.hpp"

#include <array>
#include <cstddef>

namespace yanbi {
namespace {

struct Decade {
  double men;
  double women;
};

/// From 20 to 29 years, and so on; the last holds from 80 years on.
constexpr std::array<Decade, 7> kBohannonDecades = {{{1.36, 1.34},
                                                     {1.43, 1.34},
                                                     {1.43, 1.39},
                                                     {1.43, 1.31},
                                                     {1.34, 1.24},
                                                     {1.26, 1.13},
                                                     {0.97, 0.94}}};
constexpr double kFirstAdultAge = 20.0;
constexpr double kYearsADecade = 10.0;

double adult_speed(double age) noexcept {
  std::size_t decade = 0;
  while (decade + 1 < kBohannonDecades.size() &&
         age >= kFirstAdultAge + kYearsADecade * static_cast<double>(decade + 1)) {
    ++decade;
  }
  return 0.5 * (kBohannonDecades[decade].men + kBohannonDecades[decade].women);
}

}  // namespace

double comfortable_speed(double age) noexcept {
  constexpr double kCarriedBefore = 2.0;
  constexpr double kSmallBefore = 5.0;
  constexpr double kChildBefore = 12.5;
  if (age < kCarriedBefore || age >= kChildBefore) {
    return adult_speed(age);
  }
  return age < kSmallBefore ? 0.16 * age + 0.3 : 0.06 * age + 0.8;
}

double limited_share_at(const MobilityParameters& parameters, int age) noexcept {
  constexpr int kOldFrom = 65;
  return age < kOldFrom ? parameters.limited_under_65 : parameters.limited_65;
}

double limited_speed(const MobilityParameters& parameters, double p) noexcept {
  return parameters.limited_speed_min +
         (parameters.limited_speed_max - parameters.limited_speed_min) * p;
}

}  // namespace yanbi
