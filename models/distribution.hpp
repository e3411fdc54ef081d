// SPDX-License-Identifier: Apache-2.0
#pragma once
// Delay distributions, drawn by inverting the distribution function, so that one uniform number
// decides one delay whatever the shape.

#include <string>
#include <utility>
#include <vector>

namespace yanbi {

/// A distribution of a non-negative duration, s. Draws below `shift` cannot occur.
struct Distribution {
  enum class Shape {
    kConstant,   ///< a
    kUniform,    ///< between a and b
    kLognormal,  ///< exp(N(a, b)): a, b are the mean and sd of the logarithm
    kWeibull,    ///< P(t) = 1 - exp(-(t/a)^b); b = 2 is the Rayleigh curve
    kLindell,    ///< P(t) = 1 - exp(-a (t/60)^b), t in s, a per minute^b (HEC-LifeSim, ch. 6)
    /// a = k alpha1, b = (1 - k) alpha2, both per minute: how a warning spreads by broadcast and
    /// from mouth to mouth (Rogers and Sorensen; form recalled, not verified). The share n of those
    /// whom it reaches at all has dn/dt = (1 - n) (a + b n), n(0) = 0. By partial fractions
    ///   dn / ((1 - n) (a + b n)) = (1 / (1 - n) + b / (a + b n)) dn / (a + b) = dt,
    /// so that ln((a + b n) / (a (1 - n))) = (a + b) t, and
    ///   n(t) = a (E - 1) / (a E + b),  E = exp((a + b) t),  t in minutes
    ///   t(n) = ln((a + b n) / (a (1 - n))) / (a + b)
    kRogersSorensen,
    kTable,  ///< piecewise linear through `table` (time s, share), share from 0 up to 1
  };
  Shape shape = Shape::kConstant;
  double a = 0.0;
  double b = 0.0;
  double shift = 0.0;    ///< added to every draw, s
  double maximum = 0.0;  ///< draws are cut at this value, s; 0 = no limit
  std::vector<std::pair<double, double>> table;

  friend bool operator==(const Distribution&, const Distribution&) = default;
};

/// The value below which a share `p` lies, s. Precondition: 0 < p < 1 and a valid distribution.
[[nodiscard]] double quantile(const Distribution& distribution, double p);

/// What is wrong with the parameters, one sentence each; empty when they are valid.
[[nodiscard]] std::vector<std::string> faults(const Distribution& distribution);

}  // namespace yanbi
