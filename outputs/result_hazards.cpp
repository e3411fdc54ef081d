// SPDX-License-Identifier: Apache-2.0
// What of a result file is about hazards alone: which hazard it was, and who was within the
// footprints of strikes.
#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "outputs/result_parts.hpp"
#include "sim/base/hash.hpp"
#include "sim/hazard/hazard_hash.hpp"

namespace yanbi {
namespace {

using hdf5::GroupWriter;

/// How many persons each row of /exposure has.
void define_exposed(GroupWriter& group, RunColumns& columns, const std::string& name,
                    std::int64_t Exposure::*member, const std::string& meaning) {
  columns.add(group, name, {"run", "wave", "effects"}, {"persons", meaning},
              [member](const LoadedRun& run) {
                std::vector<std::int64_t> persons;
                for (const Exposure& row : run.scores.exposures) {
                  persons.push_back(row.*member);
                }
                return persons;
              });
}

std::vector<std::string> effects_names(const Attack& attack, bool redact) {
  std::vector<std::string> names;
  for (const StrikeEffects& effects : attack.effects) {
    names.push_back(redact ? fmt::format("{}", names.size() + 1) : effects.name);
  }
  return names;
}

/// Impacts of the waves that come before the end of the run, s after the alarm.
std::vector<double> impacts_of(const ResultCase& of) {
  std::vector<double> impacts;
  for (const Wave& wave : attack_of(of)->waves) {
    const Tick at = impact_of(wave, of.scenario);
    if (at <= of.scenario.run.horizon) {
      impacts.push_back(at.seconds());
    }
  }
  return impacts;
}

/// Whether all cases have the same strikes at the same times.
bool have_same_strikes(const ResultParts& parts) {
  if (std::any_of(parts.cases().begin(), parts.cases().end(),
                  [](const ResultCase& each) { return attack_of(each) == nullptr; })) {
    return false;
  }
  const std::vector<double> impacts = impacts_of(parts.any_case());
  for (std::size_t c = 0; c < parts.cases().size(); ++c) {
    if (parts.hazard_hashes[c] != parts.hazard_hashes.front() ||
        impacts_of(parts.cases()[c]) != impacts) {
      return false;
    }
  }
  return true;
}

}  // namespace

const Flood* flood_of(const ResultCase& of) noexcept {
  return of.hazard != nullptr && of.hazard->flood ? &*of.hazard->flood : nullptr;
}

const Attack* attack_of(const ResultCase& of) noexcept {
  return of.hazard != nullptr && of.hazard->attack ? &*of.hazard->attack : nullptr;
}

bool shelters_only_at_risk(const ResultCase& of) noexcept {
  return of.scenario.flood.only_at_risk && flood_of(of) != nullptr;
}

bool any_has_flood(const ResultParts& parts) noexcept {
  return std::any_of(parts.cases().begin(), parts.cases().end(),
                     [](const ResultCase& each) { return flood_of(each) != nullptr; });
}

std::vector<std::string> hazard_hashes(const ResultContext& context) {
  std::map<const Hazard*, std::string> known;  // cases share hazards, and hashing takes time
  std::vector<std::string> hashes;
  for (const ResultCase& each : context.cases) {
    const auto [found, is_new] = known.try_emplace(each.hazard);
    if (is_new && each.hazard != nullptr) {
      found->second = to_hex(hash_hazard(*each.hazard));
    }
    hashes.push_back(found->second);
  }
  return hashes;
}

std::string whole_population(const ResultParts& parts) {
  const auto at_risk =
      std::count_if(parts.cases().begin(), parts.cases().end(),
                    [](const ResultCase& each) { return shelters_only_at_risk(each); });
  if (at_risk == 0) {
    return "the population";
  }
  return static_cast<std::size_t>(at_risk) == parts.cases().size() ? "the people at risk"
                                                                   : "the people to be sheltered";
}

void write_hazard_facts(GroupWriter& root, const ResultParts& parts) {
  const bool only_at_risk = agreed(
      parts, [](const ResultCase& each) { return shelters_only_at_risk(each); }, false);
  root.attribute("only_at_risk", std::vector<std::int32_t>{only_at_risk ? 1 : 0});
  const std::vector<std::string>& hashes = parts.hazard_hashes;
  if (std::all_of(hashes.begin(), hashes.end(), [](const auto& hash) { return hash.empty(); })) {
    return;
  }
  const std::string name = agreed<std::string>(
      parts, [](const ResultCase& each) { return each.hazard == nullptr ? "" : each.hazard->name; },
      "");
  const bool same = std::all_of(hashes.begin(), hashes.end(),
                                [&](const std::string& hash) { return hash == hashes.front(); });
  const bool synthetic = std::any_of(
      parts.cases().begin(), parts.cases().end(),
      [](const ResultCase& each) { return each.hazard != nullptr && each.hazard->synthetic; });
  const double alarm_at = agreed(
      parts, [](const ResultCase& each) { return each.scenario.hazard.alarm_at.seconds(); },
      std::numeric_limits<double>::quiet_NaN());
  root.attribute("hazard", parts.context.redact ? "" : name);
  root.attribute("hazard_hash", same ? hashes.front() : "");
  root.attribute("hazard_synthetic", std::vector<std::int32_t>{synthetic ? 1 : 0});
  root.attribute("alarm_at", std::vector<double>{alarm_at});
}

void define_exposure(GroupWriter& root, const ResultParts& parts, RunColumns& columns) {
  if (!have_same_strikes(parts)) {
    return;
  }
  GroupWriter& group = columns.keep(root.group("exposure"));
  define_runs(group, parts);
  group.coordinate("wave", impacts_of(parts.any_case()),
                   {"s", "impact of the wave of strikes after the alarm"});
  group.coordinate("effects", effects_names(*attack_of(parts.any_case()), parts.context.redact),
                   {"", "effects of the most harmful footprint that they are in"});
  define_exposed(group, columns, "at_home", &Exposure::at_home,
                 "people within footprints at the impact who have not left their home, which is "
                 "within");
  define_exposed(group, columns, "on_street", &Exposure::on_street,
                 "people within footprints at the impact who are on a street that is within");
  define_exposed(group, columns, "sheltered", &Exposure::sheltered,
                 "people within footprints at the impact who are inside a shelter that is within");
}

}  // namespace yanbi
