// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/run_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>

#include "sim/base/assert.hpp"
#include "sim/batch/latin_hypercube.hpp"

namespace yanbi {
namespace {

constexpr std::uint64_t kMostCases = 100'000;

void append_settings(std::vector<KeySetting>& settings, const std::vector<KeySetting>& more) {
  settings.insert(settings.end(), more.begin(), more.end());
}

void append_word(std::string& name, const std::string& word) {
  name += name.empty() ? word : " " + word;
}

bool has_combinations(const BatchSpec& spec) { return !spec.factors.empty() || spec.cases.empty(); }

/// How many cases there will be; kMostCases + 1 where there are more than that.
std::uint64_t number_of_cases(const BatchSpec& spec) {
  std::uint64_t combinations = has_combinations(spec) ? 1 : 0;
  for (const Factor& factor : spec.factors) {
    combinations = std::min<std::uint64_t>(combinations * factor.levels.size(), kMostCases + 1);
  }
  const std::uint64_t samples = spec.uncertain.empty() ? 1 : spec.samples;
  return std::min((combinations + spec.cases.size()) * samples, kMostCases + 1);
}

/// Every case once more for each level of one more factor.
std::vector<BatchCase> combined_with(const std::vector<BatchCase>& cases, const Factor& factor) {
  std::vector<BatchCase> more;
  more.reserve(cases.size() * factor.levels.size());
  for (const BatchCase& one : cases) {
    for (const FactorLevel& level : factor.levels) {
      BatchCase& next = more.emplace_back(one);
      append_word(next.name, fmt::format("{}={}", factor.name, level.name));
      next.levels.emplace_back(factor.name, level.name);
      append_settings(next.set, level.set);
    }
  }
  return more;
}

std::vector<BatchCase> combinations_of(const BatchSpec& spec) {
  if (!has_combinations(spec)) {
    return {};
  }
  std::vector<BatchCase> cases(1);
  for (const Factor& factor : spec.factors) {
    cases = combined_with(cases, factor);
  }
  return cases;
}

BatchCase case_of(const ListedCase& given, const std::vector<Factor>& factors) {
  BatchCase one{given.name, {}, given.set};
  for (const Factor& factor : factors) {
    one.levels.emplace_back(factor.name, "");
  }
  return one;
}

/// What a sample sets, from its coordinates in [0, 1).
std::vector<KeySetting> settings_of_sample(const std::vector<UncertainKey>& keys,
                                           const std::vector<double>& point) {
  std::vector<KeySetting> settings;
  for (std::size_t k = 0; k < keys.size(); ++k) {
    const double value = keys[k].low + (keys[k].high - keys[k].low) * point[k];
    settings.push_back({keys[k].key, fmt::format("{}", value)});  // shortest that is this number
  }
  return settings;
}

/// Every case once for each sample.
std::vector<BatchCase> case_per_sample(const std::vector<BatchCase>& cases, const BatchSpec& spec) {
  std::vector<std::string> keys;
  for (const UncertainKey& uncertain : spec.uncertain) {
    keys.push_back(uncertain.key);
  }
  const auto points = latin_hypercube(spec.samples, keys, spec.sample_seed);
  std::vector<BatchCase> more;
  more.reserve(cases.size() * points.size());
  for (const BatchCase& one : cases) {
    for (std::size_t sample = 0; sample < points.size(); ++sample) {
      BatchCase& next = more.emplace_back(one);
      append_word(next.name, fmt::format("sample={}", sample));
      next.levels.emplace_back("sample", std::to_string(sample));
      append_settings(next.set, settings_of_sample(spec.uncertain, points[sample]));
    }
  }
  return more;
}

void require_few_cases(const BatchSpec& spec) {
  if (number_of_cases(spec) > kMostCases) {
    throw InputError(
        {{spec.path.string(), 0, "", "", fmt::format("makes more than {} cases", kMostCases),
          "give fewer levels or samples, or make several batches"}});
  }
}

void require_names_of_their_own(const BatchSpec& spec, const std::vector<BatchCase>& cases) {
  std::map<std::string, std::size_t> counts;
  for (const BatchCase& one : cases) {
    ++counts[one.name];
  }
  ProblemList problems;
  for (const auto& [name, count] : counts) {
    if (count > 1) {
      problems.add({spec.path.string(), 0, "", "",
                    fmt::format("{} cases have the name '{}', so nobody could tell their results "
                                "apart",
                                count, name),
                    "change the name of a listed case, a factor or a level"});
    }
  }
  problems.throw_if_any();
}

}  // namespace

std::vector<std::string> BatchCase::overrides() const {
  std::vector<std::string> arguments;
  arguments.reserve(set.size());
  for (const KeySetting& setting : set) {
    arguments.push_back(fmt::format("{}={}", setting.key, setting.value));
  }
  return arguments;
}

RunPlan make_run_plan(const BatchSpec& spec) {
  require_few_cases(spec);
  std::vector<BatchCase> cases = combinations_of(spec);
  for (const ListedCase& given : spec.cases) {
    cases.push_back(case_of(given, spec.factors));
  }
  if (!spec.uncertain.empty()) {
    cases = case_per_sample(cases, spec);
  }
  if (cases.size() == 1 && cases.front().name.empty()) {
    cases.front().name = spec.scenario.stem().string();
  }
  require_names_of_their_own(spec, cases);
  return {std::move(cases), spec.until ? spec.until->most : spec.replicates};
}

std::vector<std::uint32_t> cases_of_shard(const RunPlan& plan, std::uint32_t shard,
                                          std::uint32_t count) {
  YANBI_EXPECT(1 <= shard && shard <= count);
  std::vector<std::uint32_t> cases;
  for (std::uint64_t index = shard - 1; index < plan.cases.size(); index += count) {
    cases.push_back(static_cast<std::uint32_t>(index));
  }
  return cases;
}

}  // namespace yanbi
