// SPDX-License-Identifier: Apache-2.0
#include "outputs/paired_statistics.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "outputs/missing.hpp"
#include "outputs/statistics.hpp"
#include "sim/base/assert.hpp"

namespace yanbi {
namespace {

constexpr double kUpperEnd = 0.975;  // of a two-sided 95 % interval

/// Width of the 95 % interval with n >= 2 pairs. Boost's quantile, unlike student_t_quantile(),
/// takes no longer where the degrees of freedom are millions.
double interval_width(double deviation, std::uint64_t pairs) {
  const double n = static_cast<double>(pairs);
  const boost::math::students_t distribution(n - 1.0);
  return 2.0 * boost::math::quantile(distribution, kUpperEnd) * deviation / std::sqrt(n);
}

/// The deviation of values that are not all equal.
double sample_deviation(std::span<const double> values, double mean) {
  double squares = 0.0;
  for (const double value : values) {
    squares += (value - mean) * (value - mean);
  }
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

}  // namespace

PairedEstimator::PairedEstimator(std::size_t pairs)
    : pairs_(pairs), t_(pairs >= 2 ? student_t_quantile(kUpperEnd, pairs - 1) : kMissing) {}

PairedDifference PairedEstimator::operator()(std::span<const double> differences) const {
  YANBI_EXPECT(differences.size() == pairs_);
  if (differences.empty()) {
    return {0, kMissing, kMissing, kMissing, kMissing};
  }
  const double count = static_cast<double>(pairs_);
  const double first = differences.front();
  const bool all_equal = std::all_of(differences.begin(), differences.end(),
                                     [&](double value) { return value == first; });
  // The sum of equal values, divided again, need not be the value: rounding must not make a spread.
  const double mean =
      all_equal ? first : std::accumulate(differences.begin(), differences.end(), 0.0) / count;
  if (pairs_ < 2) {
    return {pairs_, mean, kMissing, kMissing, kMissing};
  }
  const double deviation = all_equal ? 0.0 : sample_deviation(differences, mean);
  const double half_width = t_ * deviation / std::sqrt(count);
  return {pairs_, mean, deviation, mean - half_width, mean + half_width};
}

double paired_p(const PairedDifference& difference) {
  if (!difference.has_interval()) {
    return kMissing;
  }
  if (difference.deviation == 0.0) {
    return difference.mean == 0.0 ? 1.0 : 0.0;
  }
  const double n = static_cast<double>(difference.pairs);
  const double t = std::abs(difference.mean) * std::sqrt(n) / difference.deviation;
  const boost::math::students_t distribution(n - 1.0);
  return std::min(1.0, 2.0 * boost::math::cdf(boost::math::complement(distribution, t)));
}

std::vector<double> holm_adjusted(std::span<const double> p) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < p.size(); ++i) {
    if (!std::isnan(p[i])) {
      order.push_back(i);
    }
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  std::vector<double> adjusted(p.size(), kMissing);
  double greatest = 0.0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const double factor = static_cast<double>(order.size() - i);
    greatest = std::max(greatest, std::min(1.0, factor * p[order[i]]));
    adjusted[order[i]] = greatest;
  }
  return adjusted;
}

std::optional<std::uint64_t> pairs_still_needed(const PairedDifference& difference, double width) {
  YANBI_EXPECT(width > 0.0);
  if (!difference.has_interval()) {
    return std::nullopt;
  }
  constexpr std::uint64_t kMost = std::uint64_t{1} << 60U;
  const auto reached = [&](std::uint64_t n) {
    return interval_width(difference.deviation, n) <= width;
  };
  if (difference.deviation == 0.0 || reached(difference.pairs)) {
    return 0;
  }
  // The width falls with every pair: double until it is reached, then halve the distance.
  std::uint64_t too_few = difference.pairs;
  std::uint64_t enough = too_few * 2;
  while (!reached(enough) && enough < kMost) {
    too_few = enough;
    enough *= 2;
  }
  while (enough - too_few > 1) {
    const std::uint64_t middle = too_few + (enough - too_few) / 2;
    (reached(middle) ? enough : too_few) = middle;
  }
  return enough - difference.pairs;
}

}  // namespace yanbi
