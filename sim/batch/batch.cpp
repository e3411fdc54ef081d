// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/batch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "sim/base/build_info.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/problem.hpp"
#include "sim/city/city_file.hpp"
#include "sim/scenario/city_check.hpp"
#include "sim/scenario/reader.hpp"

namespace yanbi {
namespace {

/// The problems of many cases, each once: most are those of the one scenario that they share.
class CaseProblems {
 public:
  void add(const BatchCase& the_case, bool is_only, const std::vector<Problem>& problems) {
    for (const Problem& problem : problems) {
      if (!seen_.insert({problem.file, problem.line, problem.key, problem.value, problem.reason})
               .second) {
        continue;
      }
      Problem named = problem;
      if (!is_only) {
        named.reason += fmt::format(" (case '{}')", the_case.name);
      }
      list_.add(std::move(named));
    }
  }
  void throw_if_any() const { list_.throw_if_any(); }

 private:
  std::set<std::tuple<std::string, std::size_t, std::string, std::string, std::string>> seen_;
  ProblemList list_;
};

std::size_t deadline_index(const UntilNarrow& until, const Scenario& scenario) {
  const std::vector<Tick>& deadlines = scenario.run.deadlines;
  return until.deadline ? static_cast<std::size_t>(
                              std::find(deadlines.begin(), deadlines.end(),
                                        to_tick(*until.deadline)) -
                              deadlines.begin())
                        : deadlines.size() - 1;
}

std::size_t geography_index(const UntilNarrow& until, const City& city) {
  const auto found = std::find_if(
      city.geographies.begin(), city.geographies.end(),
      [&](const Geography& geography) { return geography.name == until.geography; });
  return until.geography.empty()
             ? 0
             : static_cast<std::size_t>(found - city.geographies.begin());
}

}  // namespace

Batch::Batch(const std::filesystem::path& path, const BatchOverrides& overrides)
    : path_(path), spec_(read_batch(path)), plan_(make_run_plan(spec_)), set_(overrides.set) {
  read_scenarios(overrides);
  city_ = std::make_shared<const City>(load_city(scenarios_.front().city));
  check_scenarios();
  if (spec_.until) {
    check_until();
  }
  hash_inputs();
}

std::string Batch::overrides_text(std::uint32_t case_index) const {
  std::string text;
  for (const std::string& line : scenarios_[case_index].overrides) {
    text += line + '\n';
  }
  return text;
}

double Batch::statistic(std::uint32_t case_index, const RunScores& run) const {
  const ZoneScores& scores = run.geographies[geography_index(*spec_.until, *city_)];
  const Geography& geography = city_->geographies[geography_index(*spec_.until, *city_)];
  const std::size_t deadline = deadline_index(*spec_.until, scenarios_[case_index]);
  std::int64_t people = 0;
  std::int64_t inside = 0;
  for (std::size_t z = 0; z < geography.size(); ++z) {
    if (spec_.until->zone.empty() || spec_.until->zone == geography.key[z]) {
      people += scores.population[z];
      inside += scores.sheltered[deadline * geography.size() + z];
    }
  }
  return people == 0 ? std::numeric_limits<double>::quiet_NaN()
                     : static_cast<double>(inside) / static_cast<double>(people);
}

void Batch::read_scenarios(const BatchOverrides& overrides) {
  CaseProblems problems;
  for (const BatchCase& the_case : plan_.cases) {
    ScenarioOverrides of_case{set_, overrides.city};
    const std::vector<std::string> more = the_case.overrides();
    of_case.set.insert(of_case.set.end(), more.begin(), more.end());
    try {
      Scenario scenario = read_scenario(spec_.scenario, of_case);
      scenario.text.clear();  // a hundred thousand cases may share it
      scenarios_.push_back(std::move(scenario));
    } catch (const InputError& error) {
      problems.add(the_case, plan_.cases.size() == 1, error.problems());
    }
  }
  problems.throw_if_any();
  text_ = read_scenario(spec_.scenario, {set_, overrides.city}).text;
}

void Batch::check_scenarios() const {
  CaseProblems problems;
  for (std::size_t c = 0; c < scenarios_.size(); ++c) {
    problems.add(plan_.cases[c], scenarios_.size() == 1,
                 check_against_city(scenarios_[c], *city_, spec_.scenario.string()));
  }
  problems.throw_if_any();
}

void Batch::check_until() const {
  const UntilNarrow& until = *spec_.until;
  ProblemList problems;
  const auto add = [&](const char* key, std::string value, std::string reason,
                       std::string remedy) {
    problems.add({path_.string(), 0, fmt::format("replicates.until.{}", key), std::move(value),
                  std::move(reason), std::move(remedy)});
  };
  std::vector<std::string> names;
  for (const Geography& geography : city_->geographies) {
    names.push_back(geography.name);
  }
  const std::size_t g = geography_index(until, *city_);
  if (g >= names.size()) {
    add("geography", until.geography, "is no geography of the city",
        fmt::format("use one of: {}", fmt::join(names, ", ")));
  } else if (const std::vector<std::string>& keys = city_->geographies[g].key;
             !until.zone.empty() && std::find(keys.begin(), keys.end(), until.zone) == keys.end()) {
    add("zone", until.zone, fmt::format("is no zone of '{}'", names[g]),
        keys.size() <= 40 ? fmt::format("use one of: {}", fmt::join(keys, ", "))
                          : "see yanbi city info for its zones");
  }
  const Scenario& scenario = scenarios_.front();
  if (deadline_index(until, scenario) >= scenario.run.deadlines.size()) {
    std::vector<double> seconds;
    for (const Tick deadline : scenario.run.deadlines) {
      seconds.push_back(deadline.seconds());
    }
    add("deadline", fmt::format("{} s", *until.deadline), "is no deadline of the scenario",
        fmt::format("use one of these, in s: {}", fmt::join(seconds, ", ")));
  }
  problems.throw_if_any();
}

void Batch::hash_inputs() {
  std::set<std::string> known;
  const auto add = [&](const std::filesystem::path& file) {
    if (known.insert(file.string()).second) {
      inputs_.push_back({file.string(), hash_file(file)});
    }
  };
  add(path_);
  add(spec_.scenario);
  for (const Scenario& scenario : scenarios_) {
    for (const std::filesystem::path& file : input_files(scenario)) {
      add(file);
    }
  }
  std::uint64_t hash = hash_text("yanbi batch 1");
  hash = hash_text(build_info().version, hash);
  hash = hash_text(build_info().git_revision, hash);
  for (const std::string& line : set_) {
    hash = hash_text(line, hash);
  }
  for (const InputFile& input : inputs_) {
    hash = hash_bytes(&input.hash, sizeof(input.hash), hash);
  }
  identity_ = hash;
}

}  // namespace yanbi
