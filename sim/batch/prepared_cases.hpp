// SPDX-License-Identifier: Apache-2.0
#pragma once
// Cases made ready when their first run comes up, and shared by their runs. Inside of the batch
// room.

#include <cstdint>
#include <future>
#include <memory>
#include <mutex>

#include "sim/base/progress.hpp"
#include "sim/batch/batch.hpp"
#include "sim/batch/prepared_scenario.hpp"

namespace yanbi {

/// Runs come in the order of their cases: only the case asked for last is kept, and those whose
/// runs are still under way.
class PreparedCases {
 public:
  using Case = std::shared_ptr<const PreparedScenario>;

  /// `batch` and `progress` outlive this object. Plans are made on at most `threads` threads.
  PreparedCases(const Batch& batch, int threads, const ProgressCallback& progress)
      : batch_(batch), threads_(threads), progress_(progress) {}

  /// Safe to call from several threads; who asks while the case is being made waits for it.
  /// @throws what making it throws, for every run of the case.
  [[nodiscard]] Case of(std::uint32_t case_index);

 private:
  const Batch& batch_;
  int threads_;
  const ProgressCallback& progress_;
  std::mutex mutex_;
  std::uint32_t latest_index_ = 0;
  std::shared_future<Case> latest_;
};

}  // namespace yanbi
