// SPDX-License-Identifier: Apache-2.0
#include "sim/app/repeat_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "sim/app/failures.hpp"
#include "sim/app/output_file.hpp"
#include "sim/app/run_ending.hpp"
#include "sim/base/hash.hpp"
#include "sim/yanbi.hpp"

namespace yanbi::app {
namespace {

/// The scenario as that run had it, with what is wanted beyond it.
Scenario scenario_of(const RunOrigin& origin, const RepeatOptions& options) {
  ScenarioOverrides overrides{origin.overrides, options.city};
  for (const std::string& setting : options.set) {
    if (!setting.starts_with("output.")) {
      throw CallError(fmt::format(
          "--set {}: would not repeat the run; only output.* can be set with --from", setting));
    }
    overrides.set.push_back(setting);
  }
  if (!overrides.city) {
    overrides.city = origin.city_path;
  }
  return read_scenario_text(origin.scenario_text, origin.scenario_path, overrides);
}

/// @throws InputError naming every file that is not one of those that the result was made from.
void require_same_inputs(const RunOrigin& origin, const Scenario& scenario) {
  std::vector<Problem> problems;
  for (const std::filesystem::path& file : input_files(scenario)) {
    const std::uint64_t hash = hash_file(file);
    const bool is_known =
        std::any_of(origin.inputs.begin(), origin.inputs.end(),
                    [hash](const InputFile& input) { return input.hash == hash; });
    if (!is_known) {
      problems.push_back({file.string(), 0, "", to_hex(hash),
                          "is not one of the files that the result was made from",
                          "put the old file back; a city that lies elsewhere now is named with "
                          "--city"});
    }
  }
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
}

void warn_of_other_version(Session& session, const RunOrigin& origin) {
  if (origin.git_revision != build_info().git_revision) {
    session.log().warning(
        fmt::format("the result was written by yanbi {} ({}), this is {} ({}): the run may come "
                    "out differently",
                    origin.yanbi_version, origin.git_revision, build_info().version,
                    build_info().git_revision));
  }
}

}  // namespace

int repeat_run(Session& session, const RepeatOptions& options) {
  const RunOrigin origin = read_run_origin(options.from, options.run);
  Scenario scenario = scenario_of(origin, options);
  require_same_inputs(origin, scenario);
  std::vector<std::filesystem::path> inputs = input_files(scenario);
  inputs.push_back(options.from);
  require_no_input(options.output, inputs);
  inputs.pop_back();
  warn_of_other_version(session, origin);
  auto city = std::make_shared<const City>(load_city(scenario.city));
  const PreparedScenario prepared(std::move(city), std::move(scenario), options.threads,
                                  session.progress(), origin.scenario_path);
  const ReplicateResults results = run_replicate(
      prepared.city(), prepared.input(), origin.replicate, options.threads, session.progress());
  if (to_hex(results.runs.front().state_hash) != origin.state_hash) {
    throw RunError(
        fmt::format("run {} of {} came out differently: state hash {}, and {} in the file; nothing "
                    "was written. "
                    "The file is by yanbi {} ({}), this is {} ({})",
                    options.run, options.from.string(), to_hex(results.runs.front().state_hash),
                    origin.state_hash, origin.yanbi_version, origin.git_revision,
                    build_info().version, build_info().git_revision));
  }
  end_run(session, prepared, results,
          {options.output,
           {std::move(inputs), options.threads, std::nullopt, options.redact, origin.scenario_path},
           options.json,
           fmt::format("Repeated run {} of {}: case '{}', replicate {}; the same state hash\n",
                       options.run, options.from.string(), origin.case_name, origin.replicate)});
  return kDone;
}

}  // namespace yanbi::app
