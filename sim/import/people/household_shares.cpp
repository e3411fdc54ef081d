// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/household_shares.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace yanbi {
namespace {

constexpr std::size_t kMostOthers = kLargestHousehold - 1;
/// How far a mean may lie from what is possible before it is impossible: tables print two or three
/// decimals of shares, and a mean of 1 household of one person each may come as 1.0000001.
constexpr double kSlack = 1e-9;

/// Shares of k = 0 ... 7 others in proportion to rate^k / k!, from `first` on. `part` in [0, 1] is
/// rate / (1 + rate), so that an endless rate has a number too.
std::array<double, kMostOthers + 1> poisson_shares(double part, std::size_t first) {
  std::array<double, kMostOthers + 1> shares{};
  if (part >= 1.0) {
    shares[kMostOthers] = 1.0;
    return shares;
  }
  const double rate = part / (1.0 - part);
  // Scaled by the largest term, so that no rate overflows.
  double term = 1.0;
  double sum = 0.0;
  for (std::size_t k = first; k <= kMostOthers; ++k) {
    shares[k] = term;
    sum += term;
    const double factor = rate / static_cast<double>(k + 1);
    if (factor > 1.0) {
      for (std::size_t j = first; j <= k; ++j) {
        shares[j] /= factor;
      }
      sum /= factor;
    } else {
      term *= factor;
    }
  }
  for (double& share : shares) {
    share /= sum;
  }
  return shares;
}

double mean_of(const std::array<double, kMostOthers + 1>& shares) {
  double mean = 0.0;
  for (std::size_t k = 0; k < shares.size(); ++k) {
    mean += static_cast<double>(k) * shares[k];
  }
  return mean;
}

/// The shares from `first` on whose mean is `others`, by bisection over the rate.
std::array<double, kMostOthers + 1> shares_with_mean(double others, std::size_t first) {
  double low = 0.0;
  double high = 1.0;
  for (double middle = 0.5; low < middle && middle < high; middle = 0.5 * (low + high)) {
    (mean_of(poisson_shares(middle, first)) < others ? low : high) = middle;
  }
  // The nearer of the two last ones: at the ends of what is possible only one is exact.
  const auto below = poisson_shares(low, first);
  const auto above = poisson_shares(high, first);
  return others - mean_of(below) <= mean_of(above) - others ? below : above;
}

}  // namespace

std::optional<std::vector<double>> household_shares_from_mean(double mean,
                                                              std::optional<double> single) {
  const double alone = single.value_or(0.0);
  if (!(mean >= 1.0 - kSlack) || !(mean <= kLargestHousehold + kSlack) || !(alone >= 0.0) ||
      !(alone <= 1.0)) {
    return std::nullopt;
  }
  std::vector<double> shares(kLargestHousehold, 0.0);
  if (alone == 1.0) {
    shares[0] = 1.0;
    return std::abs(mean - 1.0) <= kSlack ? std::optional(shares) : std::nullopt;
  }
  const std::size_t first = single ? 1 : 0;
  const double others = (mean - 1.0) / (1.0 - alone);
  if (others < static_cast<double>(first) - kSlack ||
      others > static_cast<double>(kMostOthers) + kSlack) {
    return std::nullopt;
  }
  const auto rest = shares_with_mean(others, first);
  shares[0] = alone;
  for (std::size_t k = first; k <= kMostOthers; ++k) {
    shares[k] += (1.0 - alone) * rest[k];
  }
  return shares;
}

}  // namespace yanbi
