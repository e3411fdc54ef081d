// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/batch.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <string>
#include <utility>

#include "sim/base/build_info.hpp"
#include "sim/base/hash.hpp"
#include "sim/base/problem.hpp"
#include "sim/batch/case_check.hpp"
#include "sim/batch/scenario_hazard.hpp"
#include "sim/city/city_file.hpp"
#include "sim/config/toml.hpp"
#include "sim/scenario/reader.hpp"

namespace yanbi {
namespace {

std::size_t deadline_index(const UntilNarrow& until, const Scenario& scenario) {
  const std::vector<Tick>& deadlines = scenario.run.deadlines;
  return until.deadline ? static_cast<std::size_t>(std::find(deadlines.begin(), deadlines.end(),
                                                             to_tick(*until.deadline)) -
                                                   deadlines.begin())
                        : deadlines.size() - 1;
}

std::size_t geography_index(const UntilNarrow& until, const City& city) {
  const auto found =
      std::find_if(city.geographies.begin(), city.geographies.end(),
                   [&](const Geography& geography) { return geography.name == until.geography; });
  return until.geography.empty() ? 0 : static_cast<std::size_t>(found - city.geographies.begin());
}

}  // namespace

Batch::Batch(const std::filesystem::path& path, const ScenarioOverrides& overrides)
    : spec_(read_batch(path)), plan_(make_run_plan(spec_)) {
  read(overrides);
  hash_inputs(overrides);
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

void Batch::read(const ScenarioOverrides& overrides) {
  ProblemList problems;
  try {
    for (const BatchCase& the_case : plan_.cases) {
      scenarios_.push_back(scenario_of_case(spec_, the_case, overrides));
      scenarios_.back().text.clear();  // a hundred thousand cases share it
    }
  } catch (const InputError&) {
    problems.add_all(check_cases(spec_, plan_, overrides));  // not only those of this case
    problems.throw_if_any();
    throw;
  }
  // Not a scenario by itself: the cases may set what it lacks.
  text_ = TomlFile::load(spec_.scenario, overrides.set).text();
  city_ = std::make_shared<const City>(load_city(scenarios_.front().city));
  problems.add_all(check_cases(spec_, plan_, overrides, city_.get()));
  problems.throw_if_any();
  check_hazards();
}

/// Whether each hazard that a case names was made for this city, before hours of work.
void Batch::check_hazards() const {
  ProblemList problems;
  std::set<std::string> known;
  for (const Scenario& scenario : scenarios_) {
    if (!scenario.hazard.file || !known.insert(*scenario.hazard.file).second) {
      continue;
    }
    try {
      static_cast<void>(load_hazard_for(scenario, *city_));
    } catch (const InputError& error) {
      problems.add_all(error.problems());
    }
  }
  problems.throw_if_any();
}

void Batch::hash_inputs(const ScenarioOverrides& overrides) {
  std::set<std::string> known;
  const auto add = [&](const std::filesystem::path& file) {
    if (known.insert(file.string()).second) {
      inputs_.push_back({file.string(), hash_file(file)});
    }
  };
  add(spec_.path);
  add(spec_.scenario);
  for (const Scenario& scenario : scenarios_) {
    for (const std::filesystem::path& file : input_files(scenario)) {
      add(file);
    }
  }
  std::uint64_t hash = hash_text("yanbi batch 1");
  hash = hash_text(build_info().version, hash);
  hash = hash_text(build_info().git_revision, hash);
  for (const std::string& line : overrides.set) {
    hash = hash_text(line, hash);
  }
  for (const InputFile& input : inputs_) {
    hash = hash_bytes(&input.hash, sizeof(input.hash), hash);
  }
  identity_ = hash;
}

}  // namespace yanbi
