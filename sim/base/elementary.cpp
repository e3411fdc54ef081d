// SPDX-License-Identifier: Apache-2.0
#include "sim/base/elementary.hpp"

#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace yanbi {
namespace {

// ln 2 in two parts: the high part has trailing zero bits, so that k * high is exact.
constexpr double kLn2High = 6.93147180369123816490e-01;
constexpr double kLn2Low = 1.90821492927058770002e-10;
constexpr double kInvLn2 = 1.44269504088896338700;

/// 2^k for -1022 <= k <= 1023.
double power_of_two(int k) noexcept {
  return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52U);
}

template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) noexcept {
  double sum = 0.0;
  for (std::size_t i = N; i-- > 0;) {
    sum = sum * x + coefficients[i];
  }
  return sum;
}

}  // namespace

double exact_exp(double x) noexcept {
  if (x < -708.0) {
    return 0.0;
  }
  if (x > 709.0) {
    return std::numeric_limits<double>::infinity();
  }
  const int k = static_cast<int>(x * kInvLn2 + (x < 0.0 ? -0.5 : 0.5));
  const double high = x - k * kLn2High;
  const double low = k * kLn2Low;
  const double r = high - low;
  // Taylor series of e^r for |r| <= ln(2)/2: the term after r^13 is below 1e-17.
  double sum = 1.0 / 6227020800.0;
  constexpr std::array<double, 13> kInverseFactorials = {1.0,
                                                         1.0,
                                                         1.0 / 2.0,
                                                         1.0 / 6.0,
                                                         1.0 / 24.0,
                                                         1.0 / 120.0,
                                                         1.0 / 720.0,
                                                         1.0 / 5040.0,
                                                         1.0 / 40320.0,
                                                         1.0 / 362880.0,
                                                         1.0 / 3628800.0,
                                                         1.0 / 39916800.0,
                                                         1.0 / 479001600.0};
  for (std::size_t i = kInverseFactorials.size(); i-- > 0;) {
    sum = sum * r + kInverseFactorials[i];
  }
  return sum * power_of_two(k);
}

double exact_log(double x) noexcept {
  int exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 18014398509481984.0;  // 2^54: subnormals become normal
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<int>(bits >> 52U) - 1023;
  double m = std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFULL) | (std::uint64_t{1023} << 52U));
  if (m > 1.41421356237309504880) {
    m *= 0.5;
    ++exponent;
  }
  // ln m = 2 artanh(s), s = (m - 1) / (m + 1), |s| <= 0.1716: the term after s^23 is below 1e-18.
  const double s = (m - 1.0) / (m + 1.0);
  const double z = s * s;
  double series = 0.0;
  for (int n = 23; n >= 3; n -= 2) {
    series = series * z + 1.0 / n;
  }
  const double log_m = 2.0 * s + 2.0 * s * z * series;
  return exponent * kLn2High + (exponent * kLn2Low + log_m);
}

double exact_pow(double x, double y) noexcept { return exact_exp(y * exact_log(x)); }

double normal_quantile(double p) noexcept {
  const double q = p - 0.5;
  if (q <= 0.425 && q >= -0.425) {
    constexpr std::array<double, 8> kA = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                                          1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                          4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                          3.3430575583588128105e+4, 2.5090809287301226727e+3};
    constexpr std::array<double, 8> kB = {1.0,
                                          4.2313330701600911252e+1,
                                          6.8718700749205790830e+2,
                                          5.3941960214247511077e+3,
                                          2.1213794301586595867e+4,
                                          3.9307895800092710610e+4,
                                          2.8729085735721942674e+4,
                                          5.2264952788528545610e+3};
    const double r = 0.180625 - q * q;
    return q * polynomial(kA, r) / polynomial(kB, r);
  }
  double r = std::sqrt(-exact_log(q < 0.0 ? p : 1.0 - p));
  double value = 0.0;
  if (r <= 5.0) {
    constexpr std::array<double, 8> kC = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                          5.76949722146069140550e0,  3.64784832476320460504e0,
                                          1.27045825245236838258e0,  2.41780725177450611770e-1,
                                          2.27238449892691845833e-2, 7.74545014278341407640e-4};
    constexpr std::array<double, 8> kD = {1.0,
                                          2.05319162663775882187e0,
                                          1.67638483018380384940e0,
                                          6.89767334985100004550e-1,
                                          1.48103976427480074590e-1,
                                          1.51986665636164571966e-2,
                                          5.47593808499534494600e-4,
                                          1.05075007164441684324e-9};
    r -= 1.6;
    value = polynomial(kC, r) / polynomial(kD, r);
  } else {
    constexpr std::array<double, 8> kE = {6.65790464350110377720e0,  5.46378491116411436990e0,
                                          1.78482653991729133580e0,  2.96560571828504891230e-1,
                                          2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                          2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr std::array<double, 8> kF = {1.0,
                                          5.99832206555887937690e-1,
                                          1.36929880922735805310e-1,
                                          1.48753612908506148525e-2,
                                          7.86869131145613259100e-4,
                                          1.84631831751005468180e-5,
                                          1.42151175831644588870e-7,
                                          2.04426310338993978564e-15};
    r -= 5.0;
    value = polynomial(kE, r) / polynomial(kF, r);
  }
  return q < 0.0 ? -value : value;
}

}  // namespace yanbi
