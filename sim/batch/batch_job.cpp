// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/batch_job.hpp"

#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <system_error>
#include <utility>

#include "outputs/run_origin.hpp"
#include "outputs/run_record.hpp"
#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/memory.hpp"
#include "sim/base/problem.hpp"
#include "sim/batch/assemble.hpp"
#include "sim/batch/batch_memory.hpp"
#include "sim/batch/batch_worker.hpp"
#include "sim/batch/journal.hpp"
#include "sim/batch/prepared_scenario.hpp"
#include "sim/batch/rounds.hpp"
#include "sim/batch/stopping_rule.hpp"

namespace yanbi {
namespace {

namespace fs = std::filesystem;

std::string shard_name(const Shard& shard) {
  return fmt::format("shard-{}-of-{}", shard.number, shard.count);
}

/// Whether a file of this shard, or any journal at all where there is but one shard, is there.
bool was_begun(const fs::path& folder, const Shard& shard) {
  std::error_code missing;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, missing)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".journal") &&
        (shard.count == 1 || name.starts_with(shard_name(shard) + '-'))) {
      return true;
    }
  }
  return false;
}

/// Whether the result is there and is that of this very batch.
bool is_complete(const Batch& batch, const fs::path& result) {
  return fs::exists(result) && batch_identity_of(result) == to_hex(batch.identity());
}

/// Looks at what is there, and clears the place if asked to: journals, but not a result, which
/// stays until the new one takes its place. @returns whether the result is there.
bool prepare_place(const Batch& batch, const fs::path& result, const BatchJobOptions& options) {
  const fs::path folder = journal_folder(result);
  if (options.force) {
    fs::remove_all(folder);
    return false;
  }
  if (options.resume) {
    if (is_complete(batch, result)) {
      return true;
    }
    // Journals beside a foreign result are those of a start with --force.
    if (fs::exists(result) && !was_begun(folder, options.work.shard)) {
      throw InputError({{result.string(), 0, "", "",
                         "is the result of another batch, or of other inputs: something that "
                         "decides results has changed since",
                         "choose another name, or replace it with --force"}});
    }
    return false;
  }
  if (fs::exists(result)) {
    throw StartRefused(fmt::format(
        "{}: exists already; choose another name, replace it with --force, or go on with --resume",
        result.string()));
  }
  if (was_begun(folder, options.work.shard)) {
    throw StartRefused(
        fmt::format("{}: a batch was begun here and not ended; go on with --resume, or begin anew "
                    "with --force",
                    folder.string()));
  }
  return false;
}

FinishedRuns finished_in(const Batch& batch, const JournalContents& journals) {
  return finished_runs(batch.spec(), batch.plan(), journals, cases_of_shard(batch.plan(), 1, 1));
}

std::vector<FailedRun> failures_of(const Batch& batch, const JournalContents& journals,
                                   const FinishedRuns& finished) {
  std::vector<FailedRun> failures;
  for (const RunKey& run : finished.failures) {
    failures.push_back(
        {batch.plan().cases[run.case_index].name, run.replicate, journals.runs.at(run).reason});
  }
  return failures;
}

/// A journal folder that is no longer needed. What a file system keeps back (files that another
/// machine still has open) does no harm.
void remove_journals(const fs::path& folder) {
  std::error_code kept;
  fs::remove_all(folder, kept);
}

/// The last part of a batch: all that is there, and the result if that is all.
class Ending {
 public:
  Ending(const Batch& batch, const fs::path& result, const BatchJobOptions& options)
      : batch_(batch), result_(result), options_(options) {}

  void write(BatchJobReport& report, const ProgressCallback& progress) const {
    const fs::path folder = journal_folder(result_);
    // Who comes here at the same time waits, and then finds the result.
    const BatchLock lock(folder, "assembly", true);
    const JournalContents journals = read_journals(folder, batch_.identity());
    const FinishedRuns finished = finished_in(batch_, journals);
    // With --force what is there may be the old one, unless the journals are gone already.
    if (is_complete(batch_, result_) && !(options_.force && finished.complete())) {
      // Waiting for the lock made the folder again.
      report.has_result = true;
      remove_journals_unless_kept(folder);
      return;
    }
    report.runs = finished.runs.size();
    report.missing = finished.missing;
    report.failures = failures_of(batch_, journals, finished);
    if (report.end != BatchEnd::kFinished || !finished.complete()) {
      return;
    }
    try {
      assemble_result(batch_, journals, finished, result_, {options_.redact}, progress);
    } catch (const Interrupted&) {
      report.end = BatchEnd::kInterrupted;  // the runs are kept
      return;
    }
    report.has_result = true;
    remove_journals_unless_kept(folder);
  }

 private:
  void remove_journals_unless_kept(const fs::path& folder) const {
    if (!options_.keep_journals) {
      remove_journals(folder);
    }
  }

  const Batch& batch_;
  const fs::path& result_;
  const BatchJobOptions& options_;
};

/// Does at rank 0 what only one may do. @returns what it returns, to every member.
template <class Part>
bool at_first(Team& team, Part part) {
  return in_step(team, [&] { return team.rank() == 0 && part(); });
}

}  // namespace

BatchJobReport do_batch(const Batch& batch, const fs::path& result, const BatchJobOptions& options,
                        Team& team, const ProgressCallback& progress) {
  BatchJobReport report;
  report.cases = batch.plan().cases.size();
  report.ranks = team.size();
  std::optional<BatchLock> lock;
  static_cast<void>(in_step(team, [&] {
    if (!team.all_agree(batch.identity())) {
      throw RunError(
          "the processes of this job read different inputs: are all of them in the same "
          "folder, and is the file system the same?");
    }
    return false;
  }));
  const bool was_complete = at_first(team, [&] {
    bool complete = false;
    if (options.force) {
      // The lock first: nobody clears the place under somebody who works there.
      const BatchLock held(journal_folder(result), shard_name(options.work.shard));
      complete = prepare_place(batch, result, options);
    } else {
      complete = prepare_place(batch, result, options);
    }
    if (!complete) {
      lock.emplace(journal_folder(result), shard_name(options.work.shard));
    }
    return complete;
  });
  if (was_complete) {
    report.was_complete = true;
    report.has_result = true;
    return report;
  }
  const BatchReport work = run_batch(batch, options.work, journal_folder(result), team, progress);
  report.end = work.end;
  report.executed = work.executed;
  report.run_seconds = work.run_seconds;
  report.remarks = work.remarks;
  static_cast<void>(at_first(team, [&] {
    Ending(batch, result, options).write(report, progress);
    return false;
  }));
  return report;
}

BatchJobReport merge_journals(const Batch& batch, const std::vector<fs::path>& folders,
                              const fs::path& result, bool redact,
                              const ProgressCallback& progress) {
  JournalContents all;
  for (const fs::path& folder : folders) {
    JournalContents journals = read_journals(folder, batch.identity());
    for (auto& [run, entry] : journals.runs) {
      const auto [found, is_new] = all.runs.try_emplace(run, entry);
      if (!is_new && found->second.failed && !entry.failed) {
        found->second = std::move(entry);
      }
    }
    all.remarks.insert(all.remarks.end(), journals.remarks.begin(), journals.remarks.end());
  }
  const FinishedRuns finished = finished_in(batch, all);
  if (!finished.complete()) {
    throw InputError({{result.string(), 0, "", "",
                       fmt::format("cannot be put together: {} runs are missing in the journals",
                                   finished.missing),
                       "execute them with yanbi batch --resume, or name the other journal folders, "
                       "too"}});
  }
  assemble_result(batch, all, finished, result, {redact}, progress);
  BatchJobReport report;
  report.has_result = true;
  report.cases = batch.plan().cases.size();
  report.runs = finished.runs.size();
  report.failures = failures_of(batch, all, finished);
  report.remarks = std::move(all.remarks);
  return report;
}

BatchEstimate estimate_batch(const Batch& batch, int threads, const ProgressCallback& progress) {
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  BatchEstimate estimate;
  estimate.cases = batch.plan().cases.size();
  const std::uint64_t least = batch.spec().until ? StoppingRule(*batch.spec().until).looks().front()
                                                 : batch.plan().replicates;
  estimate.least_runs = least * estimate.cases;
  estimate.most_runs = std::uint64_t{batch.plan().replicates} * estimate.cases;
  estimate.city_bytes = resident_bytes();
  const Clock::time_point planning = Clock::now();
  const PreparedScenario prepared(batch.shared_city(), batch.scenario(0), threads, progress,
                                  batch.spec().scenario);
  estimate.plan_seconds = since(planning);
  const SimulationInput input = prepared.input();
  const Clock::time_point moving = Clock::now();
  const RunScores scores = score_run(batch.city(), input, 0, simulate(input, 0, 1, progress));
  estimate.record_bytes = encode_run(scores).size();
  estimate.run_seconds = since(moving);
  estimate.run_bytes = estimate_bytes_of_run(batch.city(), input);
  return estimate;
}

}  // namespace yanbi
