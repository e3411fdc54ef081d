// SPDX-License-Identifier: Apache-2.0
// The diffusion of a warning after Rogers and Sorensen, held to its differential equation.

#include <gtest/gtest.h>

#include <cmath>

#include "models/distribution.hpp"

namespace yanbi {
namespace {

struct Diffusion {
  double k;       ///< share of the broadcast
  double alpha1;  ///< 1/min, of the broadcast
  double alpha2;  ///< 1/min, from mouth to mouth
};

Distribution delay_of(const Diffusion& d) {
  return {
      Distribution::Shape::kRogersSorensen, d.k * d.alpha1, (1.0 - d.k) * d.alpha2, 0.0, 0.0, {}};
}

/// dn/dt = k alpha1 (1 - n) + (1 - k) alpha2 n (1 - n), n(0) = 0, by Runge and Kutta's method of
/// the fourth order, at `minutes`.
double share_warned(const Diffusion& d, double minutes) {
  const auto rate = [&](double n) {
    return d.k * d.alpha1 * (1.0 - n) + (1.0 - d.k) * d.alpha2 * n * (1.0 - n);
  };
  constexpr int kSteps = 20'000;
  const double h = minutes / kSteps;
  double n = 0.0;
  for (int i = 0; i < kSteps; ++i) {
    const double a = rate(n);
    const double b = rate(n + 0.5 * h * a);
    const double c = rate(n + 0.5 * h * b);
    const double e = rate(n + h * c);
    n += h / 6.0 * (a + 2.0 * b + 2.0 * c + e);
  }
  return n;
}

TEST(RogersSorensen, QuantilesSolveTheDifferentialEquation) {
  constexpr Diffusion kSystems[] = {{0.3, 0.2, 0.25}, {0.9, 0.5, 0.1}, {0.05, 0.1, 1.5}};
  for (const Diffusion& system : kSystems) {
    for (const double p : {0.001, 0.1, 0.35, 0.5, 0.8, 0.95, 0.999}) {
      const double minutes = quantile(delay_of(system), p) / 60.0;
      EXPECT_NEAR(share_warned(system, minutes), p, 1e-9) << system.k << " at " << p;
    }
  }
}

TEST(RogersSorensen, WithoutContagionItIsTheExponential) {
  const Distribution broadcast = delay_of({1.0, 0.2, 0.7});
  for (const double p : {0.01, 0.5, 0.99}) {
    EXPECT_NEAR(quantile(broadcast, p), -60.0 * std::log(1.0 - p) / 0.2, 1e-9);
  }
}

// With little broadcast the curve is the logistic one: fastest at half, and symmetric around it.
TEST(RogersSorensen, WithLittleBroadcastItIsLogistic) {
  const Distribution rumour = delay_of({1e-6, 1e-3, 1.0});
  const double half = quantile(rumour, 0.5);
  EXPECT_NEAR(quantile(rumour, 0.9) - half, 60.0 * std::log(9.0), 1e-3);
  EXPECT_NEAR(half - quantile(rumour, 0.1), 60.0 * std::log(9.0), 1e-3);
}

TEST(RogersSorensen, NeedsSomebodyToBeginWith) {
  EXPECT_TRUE(faults(delay_of({0.5, 0.1, 0.1})).empty());
  EXPECT_EQ(faults(delay_of({0.0, 0.1, 0.1})).size(), 1U);
  EXPECT_EQ(faults(delay_of({0.5, 0.1, -0.1})).size(), 1U);
}

}  // namespace
}  // namespace yanbi
