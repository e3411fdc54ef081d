// SPDX-License-Identifier: Apache-2.0
#include "sim/base/elementary.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace yanbi {
namespace {

TEST(Elementary, ExpAgreesWithTheLibraryToTheLastDigits) {
  for (double x = -700.0; x < 700.0; x += 0.377) {
    EXPECT_NEAR(exact_exp(x) / std::exp(x), 1.0, 1e-15) << x;
  }
  EXPECT_EQ(exact_exp(0.0), 1.0);
  EXPECT_EQ(exact_exp(-1000.0), 0.0);
  EXPECT_EQ(exact_exp(1000.0), std::numeric_limits<double>::infinity());
}

TEST(Elementary, LogAgreesWithTheLibraryToTheLastDigits) {
  for (double x = 1e-300; x < 1e300; x *= 1.7) {
    EXPECT_NEAR(exact_log(x), std::log(x), 4e-16 * std::abs(std::log(x)) + 1e-16) << x;
  }
  EXPECT_EQ(exact_log(1.0), 0.0);
  const double subnormal = std::numeric_limits<double>::denorm_min();
  EXPECT_NEAR(exact_log(subnormal), std::log(subnormal), 1e-12);
}

TEST(Elementary, NormalQuantileInvertsTheNormalDistribution) {
  for (const double p :
       {1e-300, 1e-20, 1e-6, 0.01, 0.075, 0.1, 0.5, 0.8, 0.93, 0.999, 1.0 - 1e-12}) {
    const double z = normal_quantile(p);
    EXPECT_NEAR(0.5 * std::erfc(-z / std::sqrt(2.0)) / p, 1.0, 1e-12) << p;
  }
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-15);
}

}  // namespace
}  // namespace yanbi
