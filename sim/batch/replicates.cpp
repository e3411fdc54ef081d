// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/replicates.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/parallel.hpp"
#include "sim/batch/shared_progress.hpp"

namespace yanbi {
namespace {

/// The replicates while they run. Each slot is written by the one thread that runs its replicate.
class Replicates {
 public:
  Replicates(const City& city, const SimulationInput& input, const ProgressCallback& progress)
      : city_(city),
        input_(input),
        count_(static_cast<std::size_t>(input.scenario.run.replicates)),
        progress_(progress, count_),
        runs_(count_),
        outcomes_(input.scenario.output.agents ? count_ : 0),
        errors_(count_) {}

  [[nodiscard]] std::size_t count() const noexcept { return count_; }

  /// Runs and scores one replicate; its error is kept, and the others are asked to stop.
  void run(std::size_t replicate, int threads) noexcept {
    if (progress_.stopped()) {
      return;
    }
    try {
      const ProgressCallback report = progress_.for_piece(replicate);
      const auto number = static_cast<std::uint32_t>(replicate);
      Outcome outcome = simulate(input_, number, threads, report);
      runs_[replicate] = score_run(city_, input_, number, outcome);
      if (!outcomes_.empty()) {
        outcomes_[replicate] = std::move(outcome);
      }
      report_progress(report, "", 1.0);
    } catch (const Interrupted&) {
      progress_.stop();
    } catch (...) {
      errors_[replicate] = std::current_exception();
      progress_.stop();
    }
  }

  /// @throws the error of the first replicate that failed, or Interrupted.
  ReplicateResults finish() {
    const auto failed =
        std::find_if(errors_.begin(), errors_.end(),
                     [](const std::exception_ptr& error) { return error != nullptr; });
    if (failed != errors_.end()) {
      std::rethrow_exception(*failed);
    }
    if (progress_.stopped()) {
      throw Interrupted();
    }
    return {std::move(runs_), std::move(outcomes_)};
  }

 private:
  const City& city_;
  const SimulationInput& input_;
  std::size_t count_;
  SharedProgress progress_;
  std::vector<RunScores> runs_;
  std::vector<Outcome> outcomes_;
  std::vector<std::exception_ptr> errors_;
};

}  // namespace

ReplicateResults run_replicates(const City& city, const SimulationInput& input, int threads,
                                const ProgressCallback& progress) {
  Replicates replicates(city, input, progress);
  const bool side_by_side = threads > 1 && replicates.count() >= static_cast<std::size_t>(threads);
  if (side_by_side) {
    parallel_for(replicates.count(), threads, 1,
                 [&](std::size_t replicate) { replicates.run(replicate, 1); });
  } else {
    for (std::size_t replicate = 0; replicate < replicates.count(); ++replicate) {
      replicates.run(replicate, threads);
    }
  }
  return replicates.finish();
}

ReplicateResults run_replicate(const City& city, const SimulationInput& input,
                               std::uint32_t replicate, int threads,
                               const ProgressCallback& progress) {
  ReplicateResults results;
  Outcome outcome = simulate(input, replicate, threads, progress);
  results.runs.push_back(score_run(city, input, replicate, outcome));
  if (input.scenario.output.agents) {
    results.outcomes.push_back(std::move(outcome));
  }
  return results;
}

}  // namespace yanbi
