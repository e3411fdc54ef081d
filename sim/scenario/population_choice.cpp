// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/population_choice.hpp"

#include <fmt/format.h>

#include "models/day_night.hpp"
#include "sim/base/error.hpp"
#include "sim/city/blend_population.hpp"

namespace yanbi {
namespace {

const Population& named_population(const City& city, const std::string& name) {
  const Population* population = city.find_population(name);
  if (population == nullptr) {
    throw InternalError(
        fmt::format("the scenario's population '{}' is not one of the city's", name));
  }
  return *population;
}

}  // namespace

Population population_of(const City& city, const Scenario& scenario) {
  const DayNightChoice& choice = scenario.day_night;
  if (!choice.time) {
    return named_population(city, scenario.population);
  }
  return blend_populations(city.origins, named_population(city, choice.night),
                           named_population(city, choice.day), day_share(choice.time->hours()),
                           scenario.population);
}

}  // namespace yanbi
