// SPDX-License-Identifier: Apache-2.0
#pragma once
// Options that say which scenario to work on: shared by the commands that take one.

#include <CLI/App.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/app/session.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {

/// Seeds are whole numbers that a double holds exactly, as in scenario files.
inline constexpr std::int64_t kMostSeed = 9007199254740991;

struct ScenarioOptions {
  std::filesystem::path scenario;
  std::optional<std::filesystem::path> city;
  std::vector<std::string> set;
  std::optional<std::uint64_t> seed;
  int threads = 0;  ///< 0 = as many as this process may use
};

/// Adds SCENARIO.toml, --city, --set, --seed and --threads. `options` outlives `command`.
void add_scenario_options(CLI::App& command, ScenarioOptions& options);

[[nodiscard]] int thread_count(const ScenarioOptions& options);
[[nodiscard]] Scenario read_scenario_of(const ScenarioOptions& options,
                                        const std::vector<std::string>& more = {});
/// The files that a run of `scenario` reads.
[[nodiscard]] std::vector<std::filesystem::path> inputs_of(const ScenarioOptions& options,
                                                           const Scenario& scenario);
/// Reads the city and makes the plan.
[[nodiscard]] std::unique_ptr<PreparedScenario> prepare(Session& session,
                                                        const ScenarioOptions& options,
                                                        Scenario scenario);

}  // namespace yanbi::app
