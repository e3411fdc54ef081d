// SPDX-License-Identifier: Apache-2.0
// Reads the groups /cases and /failures of a result file; what files without them imply.
#include <algorithm>
#include <map>
#include <set>
#include <type_traits>

#include "outputs/result_reader_parts.hpp"

namespace yanbi {
namespace {

using hdf5::GroupReader;
using Shape = std::vector<std::size_t>;

/// Positions of the cases by their names.
using Positions = std::map<std::string, std::size_t>;

Positions positions_of(const ResultFile& result) {
  Positions positions;
  for (std::size_t c = 0; c < result.case_info.size(); ++c) {
    positions.emplace(result.case_info[c].name, c);
  }
  return positions;
}

/// The case of a name. @throws InputError when there is none.
std::size_t position_in(const Positions& positions, const std::string& name,
                        const GroupReader& group) {
  const auto found = positions.find(name);
  if (found == positions.end()) {
    group.fail("case", "a name that is not among the cases");
  }
  return found->second;
}

/// Files before version 1.2 say at the root what is true of their case.
void imply_cases(const GroupReader& root, ResultFile& result) {
  const bool flood =
      std::ranges::any_of(root.group("scores").groups(), [&](const std::string& geography) {
        return root.group("scores").group(geography).has("at_risk");
      });
  std::set<std::string> known;
  for (std::size_t r = 0; r < result.runs.size(); ++r) {
    if (!known.insert(result.cases[r]).second) {
      continue;
    }
    ResultCaseInfo info;
    info.name = result.cases[r];
    info.layout = result.layouts[r];
    info.population = result.population;
    info.hazard = result.hazard;
    info.hazard_hash = result.hazard_hash;
    info.hazard_synthetic = result.hazard_synthetic;
    info.has_flood = flood;
    info.only_at_risk = result.only_at_risk;
    info.meets_hazards = result.has_hazards;
    result.case_info.push_back(info);
  }
}

/// Sets one field of every case from a variable over cases.
template <class T, class Field>
void read_field(const GroupReader& group, const std::string& name, Field ResultCaseInfo::*field,
                ResultFile& result) {
  const std::vector<T> values = group.read<T>(name, Shape{result.case_info.size()});
  for (std::size_t c = 0; c < values.size(); ++c) {
    if constexpr (std::is_same_v<T, std::string>) {
      result.case_info[c].*field = values[c];
    } else {
      result.case_info[c].*field = static_cast<Field>(values[c]);
    }
  }
}

void read_levels(const GroupReader& group, ResultFile& result) {
  if (!group.has("factor")) {
    return;
  }
  const auto factors = group.read<std::string>("factor", Shape{group.length("factor")});
  const auto levels =
      group.read<std::string>("level", Shape{result.case_info.size(), factors.size()});
  for (std::size_t i = 0; i < levels.size(); ++i) {
    result.case_info[i / factors.size()].levels.emplace_back(factors[i % factors.size()],
                                                             levels[i]);
  }
}

void read_case_group(const GroupReader& group, ResultFile& result) {
  const auto names = group.read<std::string>("case", Shape{group.length("case")});
  if (names.empty()) {
    group.fail("case", "a result needs at least one case");
  }
  for (const std::string& name : names) {
    result.case_info.emplace_back().name = name;
  }
  if (positions_of(result).size() != names.size()) {
    group.fail("case", "two cases have one name");
  }
  read_field<std::string>(group, "layout", &ResultCaseInfo::layout, result);
  read_field<std::string>(group, "population", &ResultCaseInfo::population, result);
  read_field<std::string>(group, "overrides", &ResultCaseInfo::overrides, result);
  read_field<std::string>(group, "hazard", &ResultCaseInfo::hazard, result);
  read_field<std::string>(group, "hazard_hash", &ResultCaseInfo::hazard_hash, result);
  read_field<std::int32_t>(group, "hazard_synthetic", &ResultCaseInfo::hazard_synthetic, result);
  read_field<std::int32_t>(group, "has_flood", &ResultCaseInfo::has_flood, result);
  read_field<std::int32_t>(group, "only_at_risk", &ResultCaseInfo::only_at_risk, result);
  read_field<std::int32_t>(group, "meets_hazards", &ResultCaseInfo::meets_hazards, result);
  read_levels(group, result);
}

}  // namespace

void read_cases(const GroupReader& root, ResultFile& result) {
  if (root.has("cases")) {
    read_case_group(root.group("cases"), result);
  } else {
    imply_cases(root, result);
  }
  if (result.case_info.empty()) {
    root.fail("runs", "a result needs at least one run");
  }
  const Positions positions = positions_of(result);
  const GroupReader runs = root.group("runs");
  for (const std::string& name : result.cases) {
    result.case_of.push_back(position_in(positions, name, runs));
    ++result.case_info[result.case_of.back()].replicates;
  }
}

void read_failures(const GroupReader& root, ResultFile& result) {
  if (!root.has("failures")) {
    return;
  }
  const GroupReader group = root.group("failures");
  const std::size_t count = group.length("failure");
  const auto cases = group.read<std::string>("case", Shape{count});
  const auto replicates = group.read<std::uint32_t>("replicate", Shape{count});
  const auto reasons = group.read<std::string>("reason", Shape{count});
  const Positions positions = positions_of(result);
  for (std::size_t f = 0; f < count; ++f) {
    const std::size_t position = position_in(positions, cases[f], group);
    result.failures.push_back({position, replicates[f], reasons[f]});
    ++result.case_info[position].failed;
  }
}

}  // namespace yanbi
