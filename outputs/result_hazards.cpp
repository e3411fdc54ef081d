// SPDX-License-Identifier: Apache-2.0
// What of a result file is about hazards alone: which hazard it was, and who was within the
// footprints of strikes.
#include <fmt/format.h>

#include <algorithm>

#include "outputs/result_parts.hpp"
#include "sim/base/hash.hpp"
#include "sim/hazard/hazard_hash.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

/// How many persons each row of /exposure has, run by run.
void write_exposed(GroupWriter& group, const ResultParts& parts, const std::string& name,
                   std::int64_t Exposure::*member, const std::string& meaning) {
  hdf5::VariableWriter variable =
      group.create(name, hdf5::Type::kInt64, {"run", "wave", "effects"}, {"persons", meaning});
  for (std::size_t r = 0; r < parts.runs.size(); ++r) {
    std::vector<std::int64_t> persons;
    for (const Exposure& row : parts.runs[r].exposures) {
      persons.push_back(row.*member);
    }
    variable.write_slice(r, persons);
  }
}

std::vector<std::string> effects_names(const Attack& attack, bool redact) {
  std::vector<std::string> names;
  for (const StrikeEffects& effects : attack.effects) {
    names.push_back(redact ? fmt::format("{}", names.size() + 1) : effects.name);
  }
  return names;
}

}  // namespace

bool has_hazards(const ResultParts& parts) {
  const HazardInput* const input = parts.context.input.hazards;
  return (input != nullptr && input->hazard != nullptr) ||
         std::ranges::any_of(parts.runs, [](const RunScores& run) { return run.meets_hazards; });
}

std::string whole_population(const SimulationInput& input) {
  return shelters_only_at_risk(input) ? "the people at risk" : "the population";
}

void write_hazard_facts(GroupWriter& root, const ResultContext& context) {
  const SimulationInput& input = context.input;
  root.attribute("only_at_risk", std::vector<std::int32_t>{shelters_only_at_risk(input) ? 1 : 0});
  if (input.hazards == nullptr || input.hazards->hazard == nullptr) {
    return;
  }
  const Hazard& hazard = *input.hazards->hazard;
  root.attribute("hazard", context.redact ? "" : hazard.name);
  root.attribute("hazard_hash", to_hex(hash_hazard(hazard)));
  root.attribute("hazard_synthetic", std::vector<std::int32_t>{hazard.synthetic ? 1 : 0});
  root.attribute("alarm_at", std::vector<double>{input.scenario.hazard.alarm_at.seconds()});
}

void write_exposure(GroupWriter& root, const ResultParts& parts) {
  const Attack* const attack = attack_of(parts.context.input);
  if (attack == nullptr) {
    return;
  }
  GroupWriter group = root.group("exposure");
  define_runs(group, parts);
  std::vector<double> impacts;
  for (const Wave& wave : attack->waves) {
    const Tick at = impact_of(wave, parts.context.input.scenario);
    if (at <= parts.context.input.scenario.run.horizon) {
      impacts.push_back(at.seconds());
    }
  }
  group.coordinate("wave", impacts, {"s", "impact of the wave of strikes after the alarm"});
  group.coordinate("effects", effects_names(*attack, parts.context.redact),
                   {"", "effects of the most harmful footprint that they are in"});
  write_exposed(group, parts, "at_home", &Exposure::at_home,
                "people within footprints at the impact who have not left their home, which is "
                "within");
  write_exposed(group, parts, "on_street", &Exposure::on_street,
                "people within footprints at the impact who are on a street that is within");
  write_exposed(group, parts, "sheltered", &Exposure::sheltered,
                "people within footprints at the impact who are inside a shelter that is within");
}

}  // namespace yanbi
