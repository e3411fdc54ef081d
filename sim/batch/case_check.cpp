// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/case_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "sim/config/toml.hpp"
#include "sim/scenario/city_check.hpp"

namespace yanbi {
namespace {

/// The problems of all cases, each once.
class CaseProblems {
 public:
  explicit CaseProblems(const BatchSpec& spec) : spec_(spec) {}

  void add(const BatchCase& where, Problem problem) {
    if (problem.file == "--set") {
      problem.file = spec_.path.string();  // what sets it is the batch
    }
    auto same =
        std::tuple(problem.file, problem.line, problem.key,
                   is_uncertain(problem.key) ? "" : problem.value, problem.reason, problem.remedy);
    const auto [found, is_new] = places_.emplace(std::move(same), entries_.size());
    if (is_new) {
      entries_.push_back({std::move(problem), where.name, 0});
    }
    ++entries_[found->second].cases;
  }

  /// Each problem with the cases that have it, out of `cases` in all.
  [[nodiscard]] std::vector<Problem> list(std::size_t cases) const {
    std::vector<Problem> problems;
    for (const Entry& entry : entries_) {
      problems.push_back(entry.problem);
      if (cases > 1) {
        problems.back().reason += place_of(entry, cases);
      }
    }
    return problems;
  }

 private:
  struct Entry {
    Problem problem;
    std::string first_case;
    std::size_t cases = 0;
  };

  static std::string place_of(const Entry& entry, std::size_t cases) {
    const std::size_t others = entry.cases - 1;
    return others + 1 == cases ? " (in every case)"
           : others == 0       ? fmt::format(" (case '{}')", entry.first_case)
           : others == 1       ? fmt::format(" (case '{}' and another)", entry.first_case)
                         : fmt::format(" (case '{}' and {} others)", entry.first_case, others);
  }

  /// Whether every case has another value of the key: then they are one problem.
  [[nodiscard]] bool is_uncertain(const std::string& key) const {
    return std::any_of(spec_.uncertain.begin(), spec_.uncertain.end(),
                       [&key](const UncertainKey& uncertain) { return uncertain.key == key; });
  }

  const BatchSpec& spec_;
  std::vector<Entry> entries_;
  std::map<std::tuple<std::string, std::size_t, std::string, std::string, std::string, std::string>,
           std::size_t>
      places_;
};

Problem until_problem(const BatchSpec& spec, const char* key, std::string value, std::string reason,
                      std::string remedy) {
  return {spec.path.string(),
          0,
          fmt::format("replicates.until.{}", key),
          std::move(value),
          std::move(reason),
          std::move(remedy)};
}

/// Whether the deadline that the stopping rule looks at is scored.
void check_deadline(const BatchSpec& spec, const Scenario& scenario,
                    std::vector<Problem>& problems) {
  const std::vector<Tick>& deadlines = scenario.run.deadlines;
  if (!spec.until || !spec.until->deadline ||
      std::find(deadlines.begin(), deadlines.end(), to_tick(*spec.until->deadline)) !=
          deadlines.end()) {
    return;
  }
  std::vector<std::string> known;
  known.reserve(deadlines.size());
  for (const Tick deadline : deadlines) {
    known.push_back(fmt::format("{} s", deadline.seconds()));
  }
  problems.push_back(until_problem(spec, "deadline", fmt::format("{} s", *spec.until->deadline),
                                   "is no deadline of the scenario",
                                   fmt::format("choose one of: {}", fmt::join(known, ", "))));
}

/// Whether the city has the zone that the stopping rule looks at.
void check_zone(const BatchSpec& spec, const City& city, std::vector<Problem>& problems) {
  if (!spec.until) {
    return;
  }
  const UntilNarrow& until = *spec.until;
  const Geography* geography =
      until.geography.empty() ? &city.geographies.front() : city.find_geography(until.geography);
  if (geography == nullptr) {
    std::vector<std::string> known;
    for (const Geography& one : city.geographies) {
      known.push_back(one.name);
    }
    problems.push_back(
        until_problem(spec, "geography", toml_text(until.geography),
                      fmt::format("the city '{}' has no geography of this name", city.name),
                      fmt::format("choose one of: {}", fmt::join(known, ", "))));
    return;
  }
  const std::vector<std::string>& keys = geography->key;
  if (!until.zone.empty() && std::find(keys.begin(), keys.end(), until.zone) == keys.end()) {
    const std::string nearest = nearest_word(until.zone, keys);
    problems.push_back(until_problem(
        spec, "zone", toml_text(until.zone),
        fmt::format("the geography '{}' has no zone with this key", geography->name),
        nearest.empty() ? "give the key of a zone, or leave it out for all zones together"
                        : fmt::format("did you mean '{}'?", nearest)));
  }
}

}  // namespace

Scenario scenario_of_case(const BatchSpec& spec, const BatchCase& one,
                          const ScenarioOverrides& overrides) {
  ScenarioOverrides all = overrides;
  const std::vector<std::string> more = one.overrides();
  all.set.insert(all.set.end(), more.begin(), more.end());
  return read_scenario(spec.scenario, all);
}

std::vector<Problem> check_cases(const BatchSpec& spec, const RunPlan& plan,
                                 const ScenarioOverrides& overrides, const City* city,
                                 const std::function<void(const Scenario&)>& fits) {
  CaseProblems found(spec);
  std::vector<Problem> of_rule;
  bool rule_is_checked = false;
  for (const BatchCase& one : plan.cases) {
    try {
      const Scenario scenario = scenario_of_case(spec, one, overrides);
      if (!std::exchange(rule_is_checked, true)) {  // deadlines are the same in every case
        check_deadline(spec, scenario, of_rule);
      }
      if (scenario.output.agents) {
        found.add(one, {spec.scenario.string(), 0, "output.agents", "true",
                        "a batch does not keep every household of every run",
                        "set it to false, and repeat single runs with yanbi run --from RESULT.h5 "
                        "--run K --agents"});
      }
      if (city != nullptr) {
        std::vector<Problem> of_city = check_against_city(scenario, *city, spec.scenario.string());
        if (of_city.empty() && fits) {
          fits(scenario);
        }
        for (Problem& problem : of_city) {
          found.add(one, std::move(problem));
        }
      }
    } catch (const InputError& error) {
      for (const Problem& problem : error.problems()) {
        found.add(one, problem);
      }
    }
  }
  if (city != nullptr) {
    check_zone(spec, *city, of_rule);
  }
  std::vector<Problem> problems = found.list(plan.cases.size());
  problems.insert(problems.end(), of_rule.begin(), of_rule.end());
  return problems;
}

}  // namespace yanbi
