// SPDX-License-Identifier: Apache-2.0
#pragma once
// Makes a Scenario from a TOML file, with the defaults of parameters.hpp for what the file leaves
// out.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// What the command line says besides the file.
struct ScenarioOverrides {
  std::vector<std::string> set;               ///< "run.seed=7", as on the command line
  std::optional<std::filesystem::path> city;  ///< replaces `city`, relative to the working folder
};

/// @throws InputError with everything that is wrong with the file and the overrides by themselves;
/// whether the city has such a layout and population is for check_against_city().
[[nodiscard]] Scenario read_scenario(const std::filesystem::path& path,
                                     const ScenarioOverrides& overrides = {});

/// The same for a scenario's text; paths in it start at the folder of `path`.
[[nodiscard]] Scenario read_scenario_text(const std::string& text,
                                          const std::filesystem::path& path,
                                          const ScenarioOverrides& overrides = {});

/// The same, but the problems are returned; empty when the file is right.
[[nodiscard]] std::vector<Problem> check_scenario(const std::filesystem::path& path,
                                                  const ScenarioOverrides& overrides = {});

/// The files that a run of `scenario` reads, besides its own: the city, and what it names.
[[nodiscard]] std::vector<std::filesystem::path> input_files(const Scenario& scenario);

/// A scenario of the defaults alone; name, city, layout and population are empty.
[[nodiscard]] Scenario default_scenario();

}  // namespace yanbi
