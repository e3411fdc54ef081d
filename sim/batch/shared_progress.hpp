// SPDX-License-Identifier: Apache-2.0
#pragma once
// One progress callback for many pieces of work that run at the same time. Inside of the batch
// room.

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "sim/base/progress.hpp"

namespace yanbi {

class SharedProgress {
 public:
  /// `pieces` pieces of equal weight; `target` outlives this object and may be empty.
  SharedProgress(const ProgressCallback& target, std::size_t pieces);

  /// The callback of one piece. It refers to this object.
  [[nodiscard]] ProgressCallback for_piece(std::size_t piece);
  /// Asks all pieces to stop.
  void stop() noexcept { stopped_.store(true, std::memory_order_relaxed); }
  [[nodiscard]] bool stopped() const noexcept { return stopped_.load(std::memory_order_relaxed); }

 private:
  bool report(std::size_t piece, double fraction);

  const ProgressCallback& target_;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
  std::vector<double> fractions_;
};

}  // namespace yanbi
