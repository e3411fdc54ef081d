// SPDX-License-Identifier: Apache-2.0
#include "outputs/result_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace yanbi {

using hdf5::GroupWriter;

std::vector<std::string> factor_names(const ResultParts& parts) {
  std::vector<std::string> names;
  for (const ResultCase& each : parts.cases()) {
    for (const auto& [factor, level] : each.levels) {
      if (std::find(names.begin(), names.end(), factor) == names.end()) {
        names.push_back(factor);
      }
    }
  }
  return names;
}

std::string level_of(const ResultCase& of, const std::string& factor) {
  const auto found = std::find_if(of.levels.begin(), of.levels.end(),
                                  [&](const auto& level) { return level.first == factor; });
  return found == of.levels.end() ? "" : found->second;
}

std::string name_in_file(const std::string& name) {
  std::string safe = name.empty() ? "_" : name;
  std::ranges::replace_if(
      safe, [](char c) { return c == '/' || (c >= 0 && c < ' ') || c == '\x7f'; }, '_');
  return safe;
}

std::vector<std::string> zone_ids(const Geography& geography, bool redact) {
  if (!redact) {
    return geography.key;
  }
  std::vector<std::string> ids;
  for (std::size_t z = 0; z < geography.size(); ++z) {
    const bool outside = geography.key[z] == Geography::kOutsideKey;
    ids.push_back(outside ? geography.key[z] : fmt::format("{}", z + 1));
  }
  return ids;
}

std::vector<std::string> zone_names(const Geography& geography, bool redact) {
  return redact ? zone_ids(geography, true) : geography.label;
}

std::vector<std::int32_t> ordinals(std::size_t count) {
  std::vector<std::int32_t> values(count);
  std::iota(values.begin(), values.end(), 0);
  return values;
}

double seconds_or_nan(Tick tick) {
  return tick.is_never() ? std::numeric_limits<double>::quiet_NaN() : tick.seconds();
}

std::vector<double> seconds_or_nan(const std::vector<Tick>& ticks) {
  std::vector<double> seconds(ticks.size());
  std::ranges::transform(ticks, seconds.begin(), [](Tick tick) { return seconds_or_nan(tick); });
  return seconds;
}

void define_runs(GroupWriter& group, const ResultParts& parts) {
  group.coordinate("run", ordinals(parts.runs.size()), {"1", "run, as in /runs"});
}

void define_cases(GroupWriter& group, const ResultParts& parts) {
  group.coordinate("case",
                   of_cases<std::string>(parts, [](const ResultCase& each) { return each.name; }),
                   {"", "case, as in /runs"});
}

void define_deadlines(GroupWriter& group, const ResultParts& parts) {
  group.coordinate("deadline", seconds_or_nan(parts.any_case().scenario.run.deadlines),
                   {"s", "deadline after the alarm"});
}

void define_times(GroupWriter& group, const ResultParts& parts) {
  group.coordinate("time", seconds_or_nan(curve_times(parts.any_case().scenario)),
                   {"s", "time after the alarm"});
}

void define_causes(GroupWriter& group) {
  group.coordinate("cause", std::vector<std::string>(kCauseNames.begin(), kCauseNames.end()),
                   {"", "why somebody is not in a shelter"});
}

void define_zones(GroupWriter& group, const ResultParts& parts, const Geography& geography) {
  const bool redact = parts.context.redact;
  group.attribute("geography", geography.name);
  group.coordinate("zone", zone_ids(geography, redact), {"", "id of the zone in its source"});
  group.variable("zone_name", {"zone"}, zone_names(geography, redact), {"", "name of the zone"});
}

void define_shelters(GroupWriter& group, const ResultParts& parts) {
  group.coordinate("shelter", ordinals(parts.shelters.size()), {"1", "shelter, as in /shelters"});
}

}  // namespace yanbi
