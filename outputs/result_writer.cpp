// SPDX-License-Identifier: Apache-2.0
#include "outputs/result_writer.hpp"

#include <fmt/format.h>

#include <set>

#include "outputs/result_parts.hpp"
#include "sim/base/error.hpp"
#include "sim/hdf5/writer.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

void check_cases(const ResultContext& context) {
  if (context.cases.empty()) {
    throw InternalError("a result needs at least one case");
  }
  std::set<std::string> names;
  for (const ResultCase& each : context.cases) {
    if (!names.insert(each.name).second) {
      throw InternalError(fmt::format("two cases have the name '{}'", each.name));
    }
    const auto key = key_that_keeps_apart(context.cases.front().scenario, each.scenario);
    if (key) {
      throw InternalError(
          fmt::format("cases '{}' and '{}' differ in {}: they cannot lie in one file",
                      context.cases.front().name, each.name, *key));
    }
  }
  for (const ResultFailure& failure : context.failures) {
    if (failure.case_index >= context.cases.size()) {
      throw InternalError(
          fmt::format("a failure is of case {}, which there is not", failure.case_index));
    }
  }
}

/// Counts the runs of each case. @throws InternalError when they are not in order.
std::vector<std::int64_t> count_replicates(const ResultContext& context, const RunSource& runs) {
  if (runs.size() == 0 && context.failures.empty()) {
    throw InternalError("a result needs at least one run");
  }
  std::vector<std::int64_t> replicates(context.cases.size(), 0);
  std::size_t last = 0;
  for (std::size_t r = 0; r < runs.size(); ++r) {
    const std::size_t of = runs.case_of(r);
    if (of < last || of >= replicates.size()) {
      throw InternalError(fmt::format("run {} is of case {}, after one of case {} of {}", r, of,
                                      last, replicates.size()));
    }
    last = of;
    ++replicates[of];
  }
  return replicates;
}

void check_agents(const ResultContext& context, const RunSource& runs, const ResultAgents* agents) {
  if (agents == nullptr) {
    return;
  }
  if (context.cases.size() != 1) {
    throw InternalError("agents can be written for a single case only");
  }
  if (agents->outcomes.size() != runs.size()) {
    throw InternalError(
        fmt::format("{} outcomes were given for {} runs", agents->outcomes.size(), runs.size()));
  }
}

/// Fills the variables of all groups that have one slice a run, and /summary, which has one a case;
/// notes who meets hazards.
void write_by_run(GroupWriter& root, ResultParts& parts) {
  for (const ResultCase& each : parts.cases()) {
    parts.meets_hazards.push_back(each.hazard != nullptr);
    parts.hazards = parts.hazards || each.hazard != nullptr;
  }
  RunColumns columns(parts.cases().size(), parts.hazards);
  define_runs_group(root, parts, columns);
  define_scores(root, parts, columns);
  define_curves(root, parts, columns);
  define_shelters_group(root, parts, columns);
  define_links(root, parts, columns);
  define_exposure(root, parts, columns);
  SummaryWriter summary(root, parts);
  for (std::size_t r = 0; r < parts.runs.size(); ++r) {
    const RunScores& scores = parts.runs.load(r);
    if (scores.geographies.size() != parts.context.city.geographies.size()) {
      throw InternalError("a run has scores of other geographies than the city has");
    }
    const std::size_t of = parts.runs.case_of(r);
    columns.write(r, {of, scores});
    parts.meets_hazards[of] = parts.meets_hazards[of] || scores.meets_hazards;
    summary.add(of, scores);
  }
  columns.finish();
  summary.finish();
  parts.hazards = columns.hazards();
}

}  // namespace

std::optional<std::string> key_that_keeps_apart(const Scenario& one, const Scenario& other) {
  if (one.run.deadlines != other.run.deadlines) {
    return "run.deadlines";
  }
  if (one.run.horizon != other.run.horizon) {
    return "run.horizon";
  }
  if (curve_times(one) != curve_times(other)) {
    return "output.curve_interval";
  }
  return std::nullopt;
}

void write_result(const std::filesystem::path& path, const ResultContext& context, RunSource& runs,
                  const ResultAgents* agents) {
  check_cases(context);
  check_agents(context, runs, agents);
  ResultParts parts{.context = context,
                    .runs = runs,
                    .agents = agents,
                    .shelters = ShelterTable(context.cases),
                    .hazard_hashes = hazard_hashes(context),
                    .replicates = count_replicates(context, runs)};
  hdf5::FileWriter file(path);
  {
    GroupWriter root = file.root();
    write_root_facts(root, parts);
    write_by_run(root, parts);
    write_cases(root, parts);
    write_failures(root, parts);
    write_agents(root, parts);
  }
  file.save();
}

}  // namespace yanbi
