// SPDX-License-Identifier: Apache-2.0
#include "outputs/result_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "outputs/result_parts.hpp"
#include "sim/base/build_info.hpp"
#include "sim/base/error.hpp"
#include "sim/base/hash.hpp"
#include "sim/hdf5/writer.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

void write_program(GroupWriter& root) {
  root.attribute("filetype", "yanbi result");
  root.attribute("format_version",
                 std::vector<std::int32_t>{kResultFormatMajor, kResultFormatMinor});
  root.attribute("yanbi_version", build_info().version);
  root.attribute("git_revision", build_info().git_revision);
}

void write_city_facts(GroupWriter& root, const ResultContext& context) {
  root.attribute("city_hash", to_hex(hash_city(context.city)));
  root.attribute("synthetic", std::vector<std::int32_t>{context.city.synthetic ? 1 : 0});
  if (context.city.synthetic) {
    root.attribute("synthetic_note",
                   "The city, or a part of it, is made up: these figures describe no real place.");
  }
  root.attribute("redacted", std::vector<std::int32_t>{context.redact ? 1 : 0});
  root.attribute("city", context.redact ? "" : context.city.name);
  root.attribute("crs", context.redact ? "" : context.city.crs);
}

void write_scenario_facts(GroupWriter& root, const ResultContext& context) {
  const Scenario& scenario = context.input.scenario;
  root.attribute("scenario", context.redact ? "" : scenario.name);
  root.attribute("scenario_text", context.redact ? "" : scenario.text);
  root.attribute("population", scenario.population);
  root.attribute("seed", std::vector<std::uint64_t>{scenario.run.seed});
}

void write_inputs(GroupWriter& root, const ResultContext& context) {
  std::vector<std::string> paths;
  std::vector<std::string> hashes;
  for (const InputFile& input : context.inputs) {
    paths.push_back(context.redact ? "" : input.path);
    hashes.push_back(to_hex(input.hash));
  }
  if (!paths.empty()) {
    root.attribute("input_paths", paths);
    root.attribute("input_hashes", hashes);
  }
}

void write_machine(GroupWriter& root, const ResultContext& context) {
  root.attribute("threads", std::vector<std::int32_t>{context.threads});
  root.attribute("machine", context.redact ? "" : context.machine.value_or(""));
}

/// Columns of each run in the order of the runs.
template <class T, class Get>
std::vector<T> of_runs(const ResultParts& parts, const Get& get) {
  std::vector<T> column;
  for (const RunScores& run : parts.runs) {
    column.push_back(get(run));
  }
  return column;
}

void write_diagnostics(GroupWriter& group, const ResultParts& parts) {
  const auto counts = [&](const char* name, auto member, const hdf5::Description& description) {
    group.variable(
        name, {"run"},
        of_runs<std::int64_t>(parts,
                              [&](const RunScores& run) {
                                return static_cast<std::int64_t>(run.diagnostics.*member);
                              }),
        description);
  };
  counts("steps", &RunDiagnostics::steps, {"1", "steps of the simulation"});
  counts("events", &RunDiagnostics::events, {"1", "events handled"});
  counts("traversals", &RunDiagnostics::traversals, {"1", "parties that left a link"});
  counts("redirections", &RunDiagnostics::redirections,
         {"1", "parties sent on to another shelter"});
  counts("detours", &RunDiagnostics::detours, {"1", "ways found anew because of a hazard"});
  counts("waiting_at_end", &RunDiagnostics::waiting_at_end,
         {"persons", "persons still in a queue at the end"});
  counts("gridlocked", &RunDiagnostics::gridlocked,
         {"1", "1 when nothing could move any more although people waited"});
}

void check_sizes(const ResultParts& parts) {
  if (parts.runs.empty()) {
    throw InternalError("a result needs at least one run");
  }
  if (!parts.agents.empty() && parts.agents.size() != parts.runs.size()) {
    throw InternalError(
        fmt::format("{} outcomes were given for {} runs", parts.agents.size(), parts.runs.size()));
  }
  for (const RunScores& run : parts.runs) {
    if (run.geographies.size() != parts.context.city.geographies.size()) {
      throw InternalError("a run has scores of other geographies than the city has");
    }
  }
}

}  // namespace

void write_runs(GroupWriter& root, const ResultParts& parts) {
  GroupWriter group = root.group("runs");
  define_runs(group, parts);
  const std::vector<std::string> cases(parts.runs.size(), parts.context.case_name);
  const std::vector<std::string> layouts(parts.runs.size(), parts.context.input.scenario.layout);
  group.variable("case", {"run"}, cases, {"", "combination of layout, hazard and so on"});
  group.variable("layout", {"run"}, layouts, {"", "layout"});
  group.variable("replicate", {"run"},
                 of_runs<std::uint32_t>(parts, [](const RunScores& run) { return run.replicate; }),
                 {"1", "replicate: keys the random draws together with the seed"});
  group.variable("seed", {"run"},
                 of_runs<std::uint64_t>(parts, [](const RunScores& run) { return run.seed; }),
                 {"1", "seed"});
  group.variable(
      "state_hash", {"run"},
      of_runs<std::string>(parts, [](const RunScores& run) { return to_hex(run.state_hash); }),
      {"", "hash of everything that happened: equal for equal runs"});
  write_diagnostics(group, parts);
}

void write_result(const std::filesystem::path& path, const ResultContext& context,
                  const std::vector<RunScores>& runs, std::span<const Outcome> agents) {
  const ResultParts parts{context, runs, agents};
  check_sizes(parts);
  hdf5::FileWriter file;
  {
    GroupWriter root = file.root();
    write_program(root);
    write_city_facts(root, context);
    write_scenario_facts(root, context);
    write_hazard_facts(root, context);
    write_inputs(root, context);
    write_machine(root, context);
    write_runs(root, parts);
    write_scores(root, parts);
    write_curves(root, parts);
    write_shelters(root, parts);
    write_summary(root, parts);
    write_links(root, parts);
    write_agents(root, parts);
    write_exposure(root, parts);
  }
  file.save(path);
}

}  // namespace yanbi
