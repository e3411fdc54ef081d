// SPDX-License-Identifier: Apache-2.0
#pragma once
// When a case has been run often enough. Looks are taken after fixed numbers of replicates, in the
// order of their numbers, so that the answer does not depend on which run ended first; and since
// several looks are more chances to stop by luck, each look's interval is wider than a single one
// would be.

#include <cstdint>
#include <span>
#include <vector>

#include "sim/batch/batch_spec.hpp"

namespace yanbi {

class StoppingRule {
 public:
  /// Precondition: 2 <= first_look <= most, 0 < confidence < 1; read_batch() sees to it.
  explicit StoppingRule(const UntilNarrow& until);

  /// Replicates after which to look, ascending: first_look, twice that, ..., and `most` as the
  /// last.
  [[nodiscard]] const std::vector<std::uint32_t>& looks() const noexcept { return looks_; }

  /// Width of the interval at a look over `values` (shares, 0 to 1), percentage points: Student's t
  /// with the error (1 - confidence) split evenly over all looks (Bonferroni). Infinite with fewer
  /// than two values; NaN values are left out.
  [[nodiscard]] double width(std::span<const double> values) const;

  /// How many replicates the case needs, as far as `values` (of replicates 0, 1, ... in order) can
  /// say: the first look whose interval is narrow enough, or `most`; 0 = not decided: more are
  /// needed to look.
  [[nodiscard]] std::uint32_t decided(std::span<const double> values) const;

 private:
  std::vector<std::uint32_t> looks_;
  double width_;
  double share_;  ///< of Student's t, on one side, at one look
};

}  // namespace yanbi
