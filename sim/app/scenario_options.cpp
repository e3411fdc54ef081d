// SPDX-License-Identifier: Apache-2.0
#include "sim/app/scenario_options.hpp"

#include <CLI/Validators.hpp>
#include <fmt/format.h>

#include <utility>

namespace yanbi::app {

void add_scenario_options(CLI::App& command, ScenarioOptions& options) {
  command.add_option("SCENARIO.toml", options.scenario, "Scenario file");
  command.add_option("--city", options.city, "City file, in place of the scenario's");
  command
      .add_option("--set", options.set,
                  "KEY=VALUE, in place of the scenario's; may be given many times")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  command.add_option("--seed", options.seed, "The same as --set run.seed=N")
      ->check(CLI::Range(std::int64_t{0}, kMostSeed));
  command
      .add_option("--threads", options.threads,
                  "Threads to use at most (default: the CPUs that this process may use)")
      ->check(CLI::Range(1, 4096));
}

int thread_count(const ScenarioOptions& options) {
  return options.threads > 0 ? options.threads : available_threads();
}

Scenario read_scenario_of(const ScenarioOptions& options, const std::vector<std::string>& more) {
  ScenarioOverrides overrides{options.set, options.city};
  if (options.seed) {
    overrides.set.push_back(fmt::format("run.seed={}", *options.seed));
  }
  overrides.set.insert(overrides.set.end(), more.begin(), more.end());
  return read_scenario(options.scenario, overrides);
}

std::vector<std::filesystem::path> inputs_of(const ScenarioOptions& options,
                                             const Scenario& scenario) {
  std::vector<std::filesystem::path> inputs = input_files(scenario);
  inputs.insert(inputs.begin(), options.scenario);
  return inputs;
}

std::unique_ptr<PreparedScenario> prepare(Session& session, const ScenarioOptions& options,
                                          Scenario scenario) {
  const Stopwatch reading;
  auto city = std::make_shared<const City>(load_city(scenario.city));
  session.log().info(fmt::format("read city '{}' in {:.1f} s", city->name, reading.seconds()));
  session.stop_if_asked();
  const Stopwatch planning;
  auto prepared = std::make_unique<PreparedScenario>(std::move(city), std::move(scenario),
                                                     thread_count(options), session.progress(),
                                                     options.scenario);
  session.log().info(fmt::format("made the plan in {:.1f} s", planning.seconds()));
  session.stop_if_asked();
  return prepared;
}

}  // namespace yanbi::app
