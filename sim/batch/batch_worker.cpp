// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/batch_worker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <new>
#include <string>
#include <utility>

#include "outputs/run_record.hpp"
#include "sim/base/error.hpp"
#include "sim/base/memory.hpp"
#include "sim/base/parallel.hpp"
#include "sim/batch/batch_memory.hpp"

namespace yanbi {

BatchWorker::BatchWorker(const Batch& batch, const BatchOptions& options, Team& team,
                         const ProgressCallback& progress)
    : batch_(batch),
      options_(options),
      team_(team),
      progress_(progress),
      while_planning_([this](const ProgressReport&) { return !stopped() && report(0, -1.0); }),
      cases_(batch, options.threads, while_planning_) {}

void BatchWorker::run(const std::vector<RunKey>& round, JournalWriter& journal) {
  round_size_ = round.size();
  taken_ = 0;
  fractions_.assign(static_cast<std::size_t>(options_.threads), 0.0);
  const std::size_t workers = side_by_side(round);
  const int threads = std::max(1, options_.threads / static_cast<int>(workers));
  parallel_for(workers, static_cast<int>(workers), 1,
               [&](std::size_t place) { take_runs(round, place, threads, journal); });
  if (error_) {
    std::rethrow_exception(error_);
  }
}

/// How many runs go on at the same time: as many as there are threads, unless there are fewer runs
/// or memory does not allow it.
std::size_t BatchWorker::side_by_side(const std::vector<RunKey>& round) {
  const auto members = static_cast<std::size_t>(team_.size());
  std::size_t workers =
      std::min(static_cast<std::size_t>(options_.threads), (round.size() + members - 1) / members);
  if (options_.memory > 0 && workers > 1) {
    try {
      const PreparedCases::Case first = cases_.of(round.front().case_index);
      workers =
          std::min(workers, runs_in_memory(options_.memory, resident_bytes(),
                                           estimate_bytes_of_run(batch_.city(), first->input())));
    } catch (const std::exception&) {
      // The case cannot be made ready: each of its runs will say so.
      return workers;
    }
  }
  return std::max<std::size_t>(workers, 1);
}

void BatchWorker::take_runs(const std::vector<RunKey>& round, std::size_t place, int threads,
                            JournalWriter& journal) {
  while (!stopped()) {
    const std::size_t number = team_.take_number();
    if (number >= round.size()) {
      return;
    }
    {
      const std::lock_guard lock(mutex_);
      taken_ = std::max(taken_, number);
      fractions_[place] = 0.0;
    }
    if (!has_time_for_another()) {
      stop(BatchEnd::kTimeLimit);
      return;
    }
    execute(round[number], place, threads, journal);
  }
}

void BatchWorker::execute(RunKey run, std::size_t place, int threads, JournalWriter& journal) {
  const Clock::time_point start = Clock::now();
  const auto seconds = [start] {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  std::string failure;
  std::string record;
  double statistic = std::numeric_limits<double>::quiet_NaN();
  try {
    const PreparedCases::Case prepared = cases_.of(run.case_index);
    const Clock::time_point moving = Clock::now();
    const RunScores scores = scores_of(run, prepared->input(), place, threads);
    note_seconds(std::chrono::duration<double>(Clock::now() - moving).count());
    statistic = batch_.spec().until ? batch_.statistic(run.case_index, scores) : statistic;
    record = encode_run(scores);
  } catch (const Interrupted&) {
    stop(BatchEnd::kInterrupted);
    return;
  } catch (const std::bad_alloc&) {
    failure = "not enough memory";
  } catch (const std::exception& error) {
    failure = error.what();
  }
  try {
    if (failure.empty()) {
      journal.append(run, statistic, seconds(), record);
    } else {
      journal.append_failure(run, failure);
      ++failed_;
    }
    ++executed_;
  } catch (...) {
    stop_with(std::current_exception());
    return;
  }
  if (!failure.empty() && batch_.spec().on_failure == OnFailure::kStop) {
    stop(BatchEnd::kRunFailed);
  }
}

/// @throws Interrupted when the batch is stopped.
RunScores BatchWorker::scores_of(RunKey run, const SimulationInput& input, std::size_t place,
                                 int threads) {
  const Outcome outcome =
      simulate(input, run.replicate, threads, [&](const ProgressReport& progress) {
        return !stopped() && report(place, progress.fraction);
      });
  return score_run(batch_.city(), input, run.replicate, outcome);
}

bool BatchWorker::has_time_for_another() const {
  if (!options_.time_limit) {
    return true;
  }
  const double passed = std::chrono::duration<double>(Clock::now() - start_).count();
  const std::lock_guard lock(mutex_);
  return passed + longest_ <= *options_.time_limit;
}

void BatchWorker::note_seconds(double seconds) {
  const std::lock_guard lock(mutex_);
  longest_ = std::max(longest_, seconds);
  run_seconds_ += seconds;
}

double BatchWorker::run_seconds() const {
  const std::lock_guard lock(mutex_);
  return run_seconds_;
}

/// The first reason counts.
void BatchWorker::stop(BatchEnd why) {
  BatchEnd expected = BatchEnd::kFinished;
  if (end_.compare_exchange_strong(expected, why)) {
    team_.close_round();  // the others end, too, after the runs that they are at
  }
}

void BatchWorker::stop_with(std::exception_ptr error) {
  {
    const std::lock_guard lock(mutex_);
    if (!error_) {
      error_ = std::move(error);
    }
  }
  stop(BatchEnd::kInterrupted);
}

/// Reports how far the round is; a fraction below 0 leaves that of the place as it was.
bool BatchWorker::report(std::size_t place, double fraction) {
  const std::lock_guard lock(mutex_);
  fractions_[place] = std::clamp(fraction, fractions_[place], 1.0);
  if (!progress_) {
    return true;
  }
  const std::string stage =
      fmt::format("run {} of {}", std::min(taken_ + 1, round_size_), round_size_);
  const double done = (static_cast<double>(taken_) + fractions_[place]) /
                      static_cast<double>(std::max<std::size_t>(round_size_, 1));
  if (progress_({stage, std::min(done, 1.0)})) {
    return true;
  }
  stop(BatchEnd::kInterrupted);
  return false;
}

}  // namespace yanbi
