// SPDX-License-Identifier: Apache-2.0
#include "sim/city/blend_population.hpp"

#include <cstddef>
#include <utility>
#include <vector>

#include "sim/base/assert.hpp"
#include "sim/base/spread_persons.hpp"

namespace yanbi {

Population blend_populations(const Origins& origins, const Population& night, const Population& day,
                             double day_share, std::string name) {
  YANBI_EXPECT(day_share >= 0.0 && day_share <= 1.0);
  YANBI_EXPECT(night.persons.size() == origins.size() && day.persons.size() == origins.size());
  std::vector<double> persons(origins.size());
  for (std::size_t o = 0; o < origins.size(); ++o) {
    persons[o] = day_share * day.persons[o] + (1.0 - day_share) * night.persons[o];
  }
  Population blend = day_share >= 0.5 ? day : night;
  blend.name = std::move(name);
  blend.persons = round_persons(persons, origins.key);
  return blend;
}

}  // namespace yanbi
