// SPDX-License-Identifier: Apache-2.0
#pragma once
// What pairs of replicates say about a difference: its mean, interval and p-value by the paired
// Student's t, p-values adjusted for many zones, and how many more replicates an interval needs.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace yanbi {

/// One figure's difference over the pairs. NaN where it is not defined.
struct PairedDifference {
  std::size_t pairs = 0;
  double mean = 0.0;
  double deviation = 0.0;  ///< sample standard deviation; NaN with fewer than two pairs
  double ci_low = 0.0;     ///< 95 % confidence interval of the mean; NaN with fewer than two pairs
  double ci_high = 0.0;

  [[nodiscard]] bool has_interval() const noexcept { return pairs >= 2; }
  [[nodiscard]] double width() const noexcept { return ci_high - ci_low; }
};

/// Makes differences over a fixed number of pairs, so that the quantile of Student's t is found
/// once.
class PairedEstimator {
 public:
  explicit PairedEstimator(std::size_t pairs);

  /// Of d[0..n-1], in the order of the replicates: mean m, deviation s with n - 1 in the
  /// denominator, interval m ± t(0.975; n - 1) s / sqrt(n). Where all are equal, s is exactly 0 and
  /// the interval is the point. Precondition: as many as the estimator has pairs.
  [[nodiscard]] PairedDifference operator()(std::span<const double> differences) const;

 private:
  std::size_t pairs_;
  double t_ = 0.0;
};

/// Two-sided p-value of "the mean difference is 0": P(|T| >= |m| sqrt(n) / s), T Student's t with
/// n - 1 degrees of freedom. 1 where all differences are exactly 0, 0 where all are equal and not
/// 0, NaN with fewer than two pairs.
[[nodiscard]] double paired_p(const PairedDifference& difference);

/// p-values adjusted for being several, by the step-down method of Holm (Scandinavian Journal of
/// Statistics 6, 1979): with p in ascending order p(1) <= ... <= p(m), the i-th becomes the
/// greatest of min(1, (m - j + 1) p(j)) over j <= i. In the order given; NaN stays NaN and does not
/// count.
[[nodiscard]] std::vector<double> holm_adjusted(std::span<const double> p);

/// How many pairs are still missing until the whole interval is at most `width` wide (> 0, in the
/// unit of the difference), if the deviation stays as it is: the smallest n >= 2 with
/// 2 t(0.975; n - 1) s / sqrt(n) <= width, less those that are there; 0 when it is reached.
/// None with fewer than two pairs.
[[nodiscard]] std::optional<std::uint64_t> pairs_still_needed(const PairedDifference& difference,
                                                              double width);

}  // namespace yanbi
