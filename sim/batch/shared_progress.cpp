// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/shared_progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace yanbi {

SharedProgress::SharedProgress(const ProgressCallback& target, std::size_t pieces)
    : target_(target), fractions_(pieces, 0.0) {}

ProgressCallback SharedProgress::for_piece(std::size_t piece) {
  return [this, piece](const ProgressReport& report_of_piece) {
    return report(piece, report_of_piece.fraction);
  };
}

bool SharedProgress::report(std::size_t piece, double fraction) {
  if (stopped()) {
    return false;
  }
  if (!target_) {
    return true;
  }
  const std::lock_guard lock(mutex_);
  // What is not known (negative) leaves the figure as it was.
  fractions_[piece] = std::clamp(fraction, fractions_[piece], 1.0);
  const double sum = std::accumulate(fractions_.begin(), fractions_.end(), 0.0);
  const auto finished = std::count(fractions_.begin(), fractions_.end(), 1.0);
  const std::string stage =
      fractions_.size() == 1
          ? std::string("moving people")
          : fmt::format("moving people, {} of {} replicates done", finished, fractions_.size());
  if (!target_({stage, sum / static_cast<double>(fractions_.size())})) {
    stop();
  }
  return !stopped();
}

}  // namespace yanbi
