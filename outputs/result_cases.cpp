// SPDX-License-Identifier: Apache-2.0
// The groups /cases and /failures of a result file: which combinations were run, and what failed.
#include <algorithm>
#include <cstdint>

#include "outputs/result_parts.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

std::vector<std::int64_t> count_failures(const ResultParts& parts) {
  std::vector<std::int64_t> failed(parts.cases().size(), 0);
  for (const ResultFailure& failure : parts.context.failures) {
    ++failed[failure.case_index];
  }
  return failed;
}

void write_case_hazards(GroupWriter& group, const ResultParts& parts) {
  const bool redact = parts.context.redact;
  group.variable(
      "hazard", {"case"},
      of_cases<std::string>(parts,
                            [&](const ResultCase& each) {
                              return redact || each.hazard == nullptr ? "" : each.hazard->name;
                            }),
      {"", "name of the hazard; empty = none"});
  group.variable("hazard_hash", {"case"}, parts.hazard_hashes,
                 {"", "hash of the hazard; empty = none"});
  const auto flag = [&](const char* name, const char* meaning, const auto& get) {
    group.variable(
        name, {"case"},
        of_cases<std::int32_t>(parts, [&](const ResultCase& each) { return get(each) ? 1 : 0; }),
        {"1", meaning});
  };
  flag("hazard_synthetic", "1 where any part of the hazard is made up",
       [](const ResultCase& each) { return each.hazard != nullptr && each.hazard->synthetic; });
  flag("has_flood", "1 where the hazard has a flood",
       [](const ResultCase& each) { return flood_of(each) != nullptr; });
  flag("only_at_risk", "1 where only people whose home gets wet are to be sheltered",
       [](const ResultCase& each) { return shelters_only_at_risk(each); });
  group.variable("meets_hazards", {"case"},
                 std::vector<std::int32_t>(parts.meets_hazards.begin(), parts.meets_hazards.end()),
                 {"1",
                  "1 where the case names a hazard, or anything else closes ways or shelters "
                  "in any run"});
}

void write_levels(GroupWriter& group, const ResultParts& parts) {
  const std::vector<std::string> factors = factor_names(parts);
  if (factors.empty()) {
    return;
  }
  group.coordinate("factor", factors, {"", "what is varied"});
  std::vector<std::string> levels;
  for (const ResultCase& each : parts.cases()) {
    for (const std::string& factor : factors) {
      levels.push_back(level_of(each, factor));
    }
  }
  group.variable("level", {"case", "factor"}, levels,
                 {"", "level of the factor; empty where the case has none"});
}

}  // namespace

void write_cases(GroupWriter& root, const ResultParts& parts) {
  GroupWriter group = root.group("cases");
  define_cases(group, parts);
  const auto text = [&](const char* name, const char* meaning, const auto& get) {
    group.variable(name, {"case"}, of_cases<std::string>(parts, get), {"", meaning});
  };
  text("layout", "layout", [](const ResultCase& each) { return each.scenario.layout; });
  text("population", "name of the population",
       [](const ResultCase& each) { return each.scenario.population; });
  text("overrides", "keys of the scenario that the case sets, lines of key=value",
       [&](const ResultCase& each) { return parts.context.redact ? "" : each.overrides; });
  group.variable("replicates", {"case"}, parts.replicates, {"1", "runs that are in the file"});
  group.variable("failed", {"case"}, count_failures(parts), {"1", "runs that failed"});
  write_case_hazards(group, parts);
  write_levels(group, parts);
}

void write_failures(GroupWriter& root, const ResultParts& parts) {
  const std::vector<ResultFailure>& failures = parts.context.failures;
  if (failures.empty()) {
    return;
  }
  std::vector<std::string> cases;
  std::vector<std::uint32_t> replicates;
  std::vector<std::string> reasons;
  for (const ResultFailure& failure : failures) {
    cases.push_back(parts.cases()[failure.case_index].name);
    replicates.push_back(failure.replicate);
    reasons.push_back(parts.context.redact ? "" : failure.reason);
  }
  GroupWriter group = root.group("failures");
  group.coordinate("failure", ordinals(failures.size()), {"1", "run that failed"});
  group.variable("case", {"failure"}, cases, {"", "case, as in /cases"});
  group.variable("replicate", {"failure"}, replicates, {"1", "replicate"});
  group.variable("reason", {"failure"}, reasons, {"", "why it has no scores"});
}

}  // namespace yanbi
