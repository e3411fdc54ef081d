// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/prepared_scenario.hpp"

#include <utility>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/batch/scenario_hazard.hpp"
#include "sim/plan/sirens.hpp"
#include "sim/scenario/city_check.hpp"
#include "sim/scenario/population_choice.hpp"

namespace yanbi {
namespace {

/// The scenario itself, once it is known that the city has what it names.
Scenario checked(Scenario scenario, const City& city, const std::filesystem::path& path) {
  std::vector<Problem> problems = check_against_city(scenario, city, path.string());
  if (!problems.empty()) {
    throw InputError(std::move(problems));
  }
  return scenario;
}

/// The households to be sheltered, with the sirens around them.
Parties people_of(const City& city, const HazardInput& hazards, const Scenario& scenario) {
  Parties parties = make_parties(
      city.origins, people_to_shelter(population_of(city, scenario), hazards, scenario),
      scenario.run.seed);
  if (scenario.warning.sirens) {
    parties.sirens = read_siren_coverage(*scenario.warning.sirens, city, scenario.warning.siren);
  }
  return parties;
}

}  // namespace

PreparedScenario::PreparedScenario(std::shared_ptr<const City> city, Scenario scenario, int threads,
                                   const ProgressCallback& progress,
                                   const std::filesystem::path& scenario_path)
    : city_(std::move(city)),
      scenario_(checked(std::move(scenario), *city_, scenario_path)),
      hazard_(load_hazard_for(scenario_, *city_)),
      shelters_(make_shelters(*city_, *city_->find_layout(scenario_.layout), scenario_.entrance)),
      hazards_(
          prepare_hazards(hazard_ ? &*hazard_ : nullptr, *city_, shelters_, scenario_, threads)),
      parties_(people_of(*city_, hazards_, scenario_)),
      plan_(make_plan(*city_, parties_, shelters_, scenario_, threads, progress)) {}

PlanSummary PreparedScenario::plan_summary() const {
  return summarize(*city_, parties_, shelters_, plan_);
}

SimulationInput PreparedScenario::input() const {
  return {city_->network, city_->origins, parties_,  shelters_,
          plan_,          scenario_,      &hazards_, &city_->works};
}

}  // namespace yanbi
