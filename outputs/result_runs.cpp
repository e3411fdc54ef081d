// SPDX-License-Identifier: Apache-2.0
// The group /runs of a result file: which run is which, and how much work it was.
#include <cstdint>
#include <set>

#include "outputs/result_parts.hpp"
#include "sim/base/hash.hpp"

namespace yanbi {
namespace {

using hdf5::Description;
using hdf5::GroupWriter;

/// A column over runs of what is known of their cases.
template <class Get>
std::vector<std::string> of_runs(const ResultParts& parts, const Get& get) {
  const std::vector<std::string> by_case = of_cases<std::string>(parts, get);
  std::vector<std::string> column;
  for (std::size_t r = 0; r < parts.runs.size(); ++r) {
    column.push_back(by_case[parts.runs.case_of(r)]);
  }
  return column;
}

/// One value of each run.
template <class Get>
void add(RunColumns& columns, GroupWriter& group, const std::string& name,
         const Description& description, const Get& get) {
  columns.add(group, name, {"run"}, description,
              [get](const LoadedRun& run) { return std::vector{get(run.scores)}; });
}

void add_diagnostics(GroupWriter& group, RunColumns& columns) {
  const auto count = [&](const char* name, auto member, const Description& description) {
    add(columns, group, name, description, [member](const RunScores& run) {
      return static_cast<std::int64_t>(run.diagnostics.*member);
    });
  };
  count("steps", &RunDiagnostics::steps, {"1", "steps of the simulation"});
  count("events", &RunDiagnostics::events, {"1", "events handled"});
  count("traversals", &RunDiagnostics::traversals, {"1", "parties that left a link"});
  count("redirections", &RunDiagnostics::redirections, {"1", "parties sent on to another shelter"});
  count("detours", &RunDiagnostics::detours, {"1", "ways found anew because of a hazard"});
  count("waiting_at_end", &RunDiagnostics::waiting_at_end,
        {"persons", "persons still in a queue at the end"});
  count("gridlocked", &RunDiagnostics::gridlocked,
        {"1", "1 when nothing could move any more although people waited"});
}

/// Whether a factor says no more than /runs/layout does.
bool is_layout(const ResultParts& parts, const std::string& factor) {
  return factor == "layout" &&
         std::all_of(parts.cases().begin(), parts.cases().end(), [&](const ResultCase& each) {
           return level_of(each, factor) == each.scenario.layout;
         });
}

void write_factors(GroupWriter& group, const ResultParts& parts) {
  std::set<std::string> taken = {
      "run",    "case",       "layout",       "replicate", "seed",           "state_hash", "steps",
      "events", "traversals", "redirections", "detours",   "waiting_at_end", "gridlocked"};
  for (const std::string& factor : factor_names(parts)) {
    if (is_layout(parts, factor)) {
      continue;
    }
    std::string name = name_in_file(factor);
    while (!taken.insert(name).second) {
      name.insert(0, "factor_");
    }
    group.variable(name, {"run"},
                   of_runs(parts, [&](const ResultCase& each) { return level_of(each, factor); }),
                   {"", "level of the factor " + factor});
  }
}

}  // namespace

void define_runs_group(GroupWriter& root, const ResultParts& parts, RunColumns& columns) {
  GroupWriter& group = columns.keep(root.group("runs"));
  define_runs(group, parts);
  group.variable("case", {"run"}, of_runs(parts, [](const ResultCase& each) { return each.name; }),
                 {"", "combination of layout, hazard and so on"});
  group.variable("layout", {"run"},
                 of_runs(parts, [](const ResultCase& each) { return each.scenario.layout; }),
                 {"", "layout"});
  add(columns, group, "replicate", {"1", "replicate: keys the random draws together with the seed"},
      [](const RunScores& run) { return run.replicate; });
  add(columns, group, "seed", {"1", "seed"}, [](const RunScores& run) { return run.seed; });
  add(columns, group, "state_hash", {"", "hash of everything that happened: equal for equal runs"},
      [](const RunScores& run) { return to_hex(run.state_hash); });
  add_diagnostics(group, columns);
  write_factors(group, parts);
}

}  // namespace yanbi
