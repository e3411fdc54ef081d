// SPDX-License-Identifier: Apache-2.0
// yanbi run: one scenario with all its replicates, into a result file.
#include <CLI/App.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/answer.hpp"
#include "sim/app/commands.hpp"
#include "sim/app/failures.hpp"
#include "sim/app/output_file.hpp"
#include "sim/app/repeat_run.hpp"
#include "sim/app/run_ending.hpp"
#include "sim/app/scenario_options.hpp"

namespace yanbi::app {
namespace {

struct RunOptions {
  ScenarioOptions scenario;
  std::optional<std::filesystem::path> from;
  std::size_t run = 0;
  std::filesystem::path output;
  std::optional<int> replicates;
  bool agents = false;
  bool redact = false;
  bool force = false;
  bool json = false;
  bool print_defaults = false;
};

std::vector<std::string> overrides_of(const RunOptions& options) {
  std::vector<std::string> set;
  if (options.replicates) {
    set.push_back(fmt::format("run.replicates={}", *options.replicates));
  }
  if (options.agents) {
    set.emplace_back("output.agents=true");
  }
  return set;
}

/// Whether a run of a result is to be repeated. @throws CallError where options contradict that.
bool repeats(const RunOptions& options) {
  if (!options.from) {
    return false;
  }
  if (!options.scenario.scenario.empty() || options.scenario.seed || options.replicates) {
    throw CallError(
        "--from repeats a run of a result: SCENARIO.toml, --seed and --replicates do not go with "
        "it");
  }
  if (options.output.empty()) {
    throw CallError("--from needs -o RESULT.h5; see yanbi run --help");
  }
  require_writable(options.output, options.force);
  return true;
}

RepeatOptions repeat_options(const RunOptions& options) {
  RepeatOptions repeat{*options.from,        options.run,    options.scenario.city,
                       options.scenario.set, options.output, thread_count(options.scenario),
                       options.redact,       options.json};
  if (options.agents) {
    repeat.set.emplace_back("output.agents=true");
  }
  return repeat;
}

void require_call(const RunOptions& options) {
  if (options.scenario.scenario.empty() || options.output.empty()) {
    throw CallError("run needs a SCENARIO.toml and -o RESULT.h5; see yanbi run --help");
  }
  require_writable(options.output, options.force);
}

int run_scenario(Session& session, const RunOptions& options) {
  if (options.print_defaults) {
    answer_text(default_scenario_text());
    return kDone;
  }
  if (repeats(options)) {
    return repeat_run(session, repeat_options(options));
  }
  require_call(options);
  Scenario scenario = read_scenario_of(options.scenario, overrides_of(options));
  require_no_input(options.output, inputs_of(options.scenario, scenario));
  const auto prepared = prepare(session, options.scenario, std::move(scenario));
  const int threads = thread_count(options.scenario);
  const Stopwatch running;
  const ReplicateResults results =
      run_replicates(prepared->city(), prepared->input(), threads, session.progress());
  session.log().info(fmt::format("ran {} replicates on {} threads in {:.1f} s", results.runs.size(),
                                 threads, running.seconds()));
  end_run(session, *prepared, results,
          {options.output,
           {inputs_of(options.scenario, prepared->scenario()), threads, std::nullopt,
            options.redact, options.scenario.scenario},
           options.json,
           ""});
  return kDone;
}

}  // namespace

void add_run_command(CLI::App& app, Work& chosen) {
  const auto options = std::make_shared<RunOptions>();
  CLI::App* run = app.add_subcommand("run", "Run a scenario and write its result");
  add_scenario_options(*run, options->scenario);
  run->add_option("-o,--output", options->output, "Result file to write, for example result.h5");
  run->add_option("--from", options->from,
                  "Result file of which a run is to be repeated, in place of a scenario");
  run->add_option("--run", options->run, "With --from: which run, as in /runs, from 0")
      ->capture_default_str();
  run->add_option("--replicates", options->replicates, "The same as --set run.replicates=N");
  run->add_flag("--agents", options->agents, "The same as --set output.agents=true");
  run->add_flag("--redact", options->redact,
                "Leave coordinates, names, paths and the scenario's text out of the result");
  run->add_flag("--force", options->force, "Replace the result file if it exists");
  run->add_flag("--json", options->json, "Summary as one JSON document");
  run->add_flag("--print-defaults", options->print_defaults,
                "Print a scenario with every key and its default, and end");
  run->footer(
      "Examples:\n"
      "  yanbi run scenarios/demo/scenario.toml --city city.h5 -o result.h5\n"
      "  yanbi run scenario.toml -o result.h5 --set walking.free_speed_mean=1.2 --replicates 20\n"
      "  yanbi run --from result.h5 --run 17 -o run17.h5 --agents\n"
      "  yanbi run --print-defaults > scenario.toml");
  run->callback([&chosen, options] {
    chosen = [options](Session& session) { return run_scenario(session, *options); };
  });
}

}  // namespace yanbi::app
