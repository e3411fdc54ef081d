// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/city_check.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/scenario/parameters.hpp"
#include "sim/scenario/population_choice.hpp"

namespace yanbi {
namespace {

template <class Item>
std::vector<std::string> names_of(const std::vector<Item>& items) {
  std::vector<std::string> names;
  names.reserve(items.size());
  for (const Item& item : items) {
    names.push_back(item.name);
  }
  return names;
}

Problem unknown_name(const std::string& file, const std::string& key, const std::string& value,
                     const City& city, const std::vector<std::string>& known,
                     const std::string& kind) {
  const std::string nearest = nearest_word(value, known);
  std::string remedy = known.empty() ? fmt::format("give the city a {}", kind)
                                     : fmt::format("choose one of: {}", fmt::join(known, ", "));
  if (!nearest.empty()) {
    remedy = fmt::format("did you mean '{}'? The city has: {}", nearest, fmt::join(known, ", "));
  }
  return {file,
          0,
          key,
          fmt::format("\"{}\"", value),
          fmt::format("the city '{}' has no {} of this name", city.name, kind),
          remedy};
}

bool takes_people(const City& city, const Layout& layout) {
  return std::any_of(layout.works.begin(), layout.works.end(), [&](WorkId work) {
    return city.works.type[work.index()] == WorkType::kPersonnel &&
           city.works.places[work.index()] > 0;
  });
}

/// Whether what the scenario says of ages goes with what the population knows of them.
void check_ages(const Scenario& scenario, const Population& population, const std::string& file,
                std::vector<Problem>& problems) {
  if (scenario.people.speed_by_age != SpeedByAge::kIgnored && !population.has_ages()) {
    problems.push_back(
        {file, 0, "walking.speed_by_age",
         fmt::format("\"{}\"", to_string(scenario.people.speed_by_age)),
         fmt::format("nothing is known of the ages of the population '{}'", population.name),
         "give the city's people ages (docs/city/people.md), or set it to \"none\""});
  }
}

/// Whether the city has the population of this name; adds a problem when not.
bool check_population(const std::string& key, const std::string& name, const City& city,
                      const std::string& file, std::vector<Problem>& problems) {
  if (city.find_population(name) == nullptr) {
    problems.push_back(
        unknown_name(file, key, name, city, names_of(city.populations), "population"));
    return false;
  }
  return true;
}

void check_people(const Scenario& scenario, const City& city, const std::string& file,
                  std::vector<Problem>& problems) {
  bool known = true;
  if (scenario.day_night.time) {
    known = check_population("population_day", scenario.day_night.day, city, file, problems);
    known = check_population("population_night", scenario.day_night.night, city, file, problems) &&
            known;
  } else {
    known = check_population("population", scenario.population, city, file, problems);
  }
  if (!known) {
    return;
  }
  const Population population = population_of(city, scenario);
  if (population.total() == 0) {
    problems.push_back({file, 0, scenario.day_night.time ? "time_of_day" : "population",
                        fmt::format("\"{}\"", scenario.population), "has nobody in it",
                        "choose another population"});
  }
  check_ages(scenario, population, file, problems);
}

}  // namespace

std::vector<Problem> check_against_city(const Scenario& scenario, const City& city,
                                        const std::string& file) {
  std::vector<Problem> problems;
  const Layout* layout = city.find_layout(scenario.layout);
  if (layout == nullptr) {
    problems.push_back(
        unknown_name(file, "layout", scenario.layout, city, names_of(city.layouts), "layout"));
  } else if (!takes_people(city, *layout)) {
    problems.push_back({file, 0, "layout", fmt::format("\"{}\"", scenario.layout),
                        "has no personnel shelter with places, so nobody could be sheltered",
                        "choose another layout"});
  }
  check_people(scenario, city, file, problems);
  if (scenario.plan.binding && city.find_geography(*scenario.plan.binding) == nullptr) {
    problems.push_back(unknown_name(file, "plan.binding", *scenario.plan.binding, city,
                                    names_of(city.geographies), "geography"));
  }
  return problems;
}

}  // namespace yanbi
