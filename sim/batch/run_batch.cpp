// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/run_batch.hpp"

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "sim/batch/batch_worker.hpp"
#include "sim/batch/rounds.hpp"

namespace yanbi {
BatchReport run_batch(const Batch& batch, const BatchOptions& options,
                      const std::filesystem::path& folder, Team& team,
                      const ProgressCallback& progress) {
  const std::vector<std::uint32_t> cases =
      cases_of_shard(batch.plan(), options.shard.number, options.shard.count);
  BatchReport report;
  BatchWorker worker(batch, options, team, progress);
  std::unique_ptr<JournalWriter> journal;
  std::vector<RunKey> round;
  bool is_first = true;
  bool stops = false;
  while (!stops) {
    // Everybody has read before anybody appends again: all see the same, and want the same round.
    static_cast<void>(in_step(team, [&] {
      JournalContents journals = read_journals(folder, batch.identity());
      round =
          next_round(batch.spec(), batch.plan(), journals, cases, is_first && options.retry_failed);
      if (is_first) {
        report.remarks = std::move(journals.remarks);
      }
      is_first = false;
      return false;
    }));
    if (round.empty()) {
      break;
    }
    stops = in_step(team, [&] {
      if (!journal) {
        journal = std::make_unique<JournalWriter>(folder, member_name(options.shard, team),
                                                  batch.identity());
      }
      worker.run(round, *journal);
      journal->commit();
      return worker.end() != BatchEnd::kFinished;
    });
  }
  report.end = worker.end();
  if (stops && report.end == BatchEnd::kFinished) {
    report.end = BatchEnd::kInterrupted;  // another member had to stop
  }
  report.executed = worker.executed();
  report.failed = worker.failed();
  report.run_seconds = worker.run_seconds();
  return report;
}

std::string member_name(const Shard& shard, const Team& team) {
  return fmt::format("shard-{}-of-{}-rank-{}", shard.number, shard.count, team.rank());
}

}  // namespace yanbi
