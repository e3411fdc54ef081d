// SPDX-License-Identifier: Apache-2.0
// yanbi batch: many runs, of which nothing that is finished can be lost.
#include <CLI/App.hpp>
#include <CLI/Validators.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/answer.hpp"
#include "sim/app/batch_answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/output_file.hpp"
#include "sim/app/shard_option.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

/// Of the memory that the process may use, what is left to others where no budget is given.
constexpr double kMemoryShare = 0.8;

struct BatchCommand {
  std::filesystem::path batch;
  std::filesystem::path output;
  std::optional<std::filesystem::path> city;
  std::vector<std::string> set;
  std::string shard;
  double time_limit = 0.0;   ///< s; 0 = none
  std::uint64_t memory = 0;  ///< bytes; 0 = the default
  int threads = 0;
  bool dry_run = false;
  bool resume = false;
  bool retry_failed = false;
  bool force = false;
  bool keep_journals = false;
  bool redact = false;
  bool json = false;
};

int threads_of(const BatchCommand& command) {
  return command.threads > 0 ? command.threads : available_threads();
}

std::uint64_t memory_of(const BatchCommand& command) {
  return command.memory > 0
             ? command.memory
             : static_cast<std::uint64_t>(kMemoryShare * static_cast<double>(available_memory()));
}

BatchJobOptions job_of(const BatchCommand& command) {
  BatchJobOptions job;
  job.work.threads = threads_of(command);
  job.work.memory = memory_of(command);
  if (command.time_limit > 0.0) {
    job.work.time_limit = command.time_limit;
  }
  job.work.retry_failed = command.retry_failed;
  job.work.shard = shard_from(command.shard);
  job.resume = command.resume || command.retry_failed;
  job.force = command.force;
  job.keep_journals = command.keep_journals;
  job.redact = command.redact;
  return job;
}

void require_call(const BatchCommand& command) {
  if (command.batch.empty() || (command.output.empty() && !command.dry_run)) {
    throw CallError("batch needs a BATCH.toml and -o RESULT.h5; see yanbi batch --help");
  }
  if (command.force && command.resume) {
    throw CallError("--force begins anew and --resume goes on: give one of them");
  }
  if (command.force && shard_from(command.shard).count > 1) {
    throw CallError(
        "--force would remove what other shards have finished: remove the journals' folder before "
        "the array starts instead");
  }
}

void answer(const BatchCommand& command, const nlohmann::ordered_json& json,
            const std::string& text) {
  if (command.json) {
    answer_json(json);
  } else {
    answer_text(text);
  }
}

int dry_run(Session& session, const BatchCommand& command, const Batch& batch) {
  const BatchEstimate estimate = estimate_batch(batch, threads_of(command), session.progress());
  const BatchEstimateView view{estimate, threads_of(command), memory_of(command)};
  static_cast<void>(session.log());  // takes the progress off the terminal
  answer(command, estimate_json(view), estimate_text(view));
  return kDone;
}

int exit_code_of(Session& session, const BatchJobReport& report) {
  switch (report.end) {
    case BatchEnd::kInterrupted:
      return session.interruption().exit_code();
    case BatchEnd::kTimeLimit:
      return kSignalExit + SIGTERM;  // to be resumed, as after a pre-emption
    case BatchEnd::kRunFailed:
      return kRunFailed;
    case BatchEnd::kFinished:
      break;
  }
  return report.failures.empty() ? kDone : kRunFailed;
}

int run_batch_command(Session& session, const BatchCommand& command) {
  require_call(command);
  const BatchJobOptions job = job_of(command);
  const Stopwatch reading;
  const Batch batch(command.batch, {command.set, command.city});
  session.log().info(fmt::format("read {} cases and the city '{}' in {:.1f} s",
                                 batch.plan().cases.size(), batch.city().name, reading.seconds()));
  session.stop_if_asked();
  if (command.dry_run) {
    return dry_run(session, command, batch);
  }
  require_writable(command.output, command.force || command.resume || command.retry_failed);
  std::vector<std::filesystem::path> inputs;
  for (const InputFile& input : batch.inputs()) {
    inputs.emplace_back(input.path);
  }
  require_no_input(command.output, inputs);
  const std::unique_ptr<Team> team = join_team();
  const bool speaks = team->rank() == 0;
  const BatchJobReport report = do_batch(batch, command.output, job, *team,
                                         speaks ? session.progress() : session.silent_progress());
  for (const std::string& remark : report.remarks) {
    session.log().warning(remark);
  }
  if (speaks) {
    static_cast<void>(session.log());  // takes the progress off the terminal
    const BatchAnswer view{report, batch, command.output.string(), job.work.shard};
    answer(command, batch_json(view), batch_text(view));
  }
  return exit_code_of(session, report);
}

void add_batch_options(CLI::App& batch, BatchCommand& command) {
  batch.add_option("BATCH.toml", command.batch, "Batch file");
  batch.add_option("-o,--output", command.output, "Result file to write, for example result.h5");
  batch.add_option("--city", command.city, "City file, in place of the scenario's");
  batch
      .add_option("--set", command.set,
                  "KEY=VALUE of the scenario, for every case; may be given many times")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  batch.add_flag("--dry-run", command.dry_run,
                 "Execute one run, and say what the batch takes: runs, memory, disk, time");
  batch.add_flag("--resume", command.resume,
                 "Go on where an earlier start was stopped; where there is none, begin");
  batch.add_flag("--retry-failed", command.retry_failed, "The same, and execute again what failed");
  batch
      .add_option("--shard", command.shard,
                  "I/N: only every N-th case, from the I-th; or 'slurm': the task of a job array")
      ->type_name("I/N");
  batch
      .add_option("--time-limit", command.time_limit,
                  "Begin no run that would end later than this after the start, for example 3.5h")
      ->transform(CLI::AsNumberWithUnit(std::map<std::string, double>{
          {"s", 1.0}, {"min", kSecondsPerMinute}, {"h", kSecondsPerHour}}))
      ->type_name("TIME");
  batch
      .add_option("--memory", command.memory,
                  "Memory to use at most, for example 8GiB (default: 80 % of what there is)")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("SIZE");
  batch
      .add_option("--threads", command.threads,
                  "Threads to use at most (default: the CPUs that this process may use)")
      ->check(CLI::Range(1, 4096));
  batch.add_flag("--force", command.force, "Begin anew, whatever is there");
  batch.add_flag("--keep-journals", command.keep_journals,
                 "Keep RESULT.h5.journal when the result is written");
  batch.add_flag("--redact", command.redact,
                 "Leave coordinates, names, paths and texts out of the result");
  batch.add_flag("--json", command.json, "Answer as one JSON document");
}

}  // namespace

void add_batch_command(CLI::App& app, Work& chosen) {
  const auto command = std::make_shared<BatchCommand>();
  CLI::App* batch = app.add_subcommand("batch", "Run many cases and replicates, and lose none");
  add_batch_options(*batch, *command);
  batch->footer(
      "Examples:\n"
      "  yanbi batch scenarios/demo/batch.toml --city city.h5 --dry-run\n"
      "  yanbi batch scenarios/demo/batch.toml --city city.h5 -o result.h5\n"
      "  yanbi batch big.toml -o result.h5 --resume --time-limit 3.5h\n"
      "  yanbi batch big.toml -o result.h5 --resume --shard slurm   # in a Slurm job array\n"
      "Ctrl-C, SIGTERM and SIGUSR1 stop within a second; finished runs are kept. Exit codes "
      "beside\n"
      "the usual: 3 a run failed (the result says which), 130 or 143 stopped, to be resumed.");
  batch->callback([&chosen, command] {
    chosen = [command](Session& session) { return run_batch_command(session, *command); };
  });
}

}  // namespace yanbi::app
