// SPDX-License-Identifier: Apache-2.0
#pragma once
// The small batch as columns in memory, as compare_layouts() takes them.

#include "outputs/comparison.hpp"
#include "tests/support/small_batch.hpp"

namespace yanbi::test {

inline ComparisonInput comparison_input(const SmallBatch& batch) {
  ComparisonInput input;
  input.facts.file = "batch.h5";
  input.facts.city_hash = "0123456789abcdef";
  input.facts.synthetic = true;
  input.facts.geography = "district";
  input.facts.deadline = 900.0;
  input.facts.zone_keys = batch.zones;
  input.facts.zone_names = batch.zone_names;
  input.facts.causes = {"turned_away", "too_far"};
  input.factors = batch.factors;
  for (const BatchCaseColumns& one : batch.cases) {
    ComparedCase made;
    made.name = one.name;
    made.layout = one.layout;
    made.population = one.population_name;
    made.hazard_hash = one.hazard_hash;
    made.levels = one.levels;
    made.replicate = one.replicates;
    made.seed.assign(one.replicates.size(), one.seed);
    for (const std::vector<std::int64_t>& row : one.sheltered) {
      made.persons.insert(made.persons.end(), one.population.begin(), one.population.end());
      made.sheltered.insert(made.sheltered.end(), row.begin(), row.end());
      for (std::size_t z = 0; z < row.size(); ++z) {
        made.unsheltered.push_back(one.population[z] - row[z]);
        made.unsheltered.push_back(0);
      }
    }
    input.cases.push_back(std::move(made));
  }
  return input;
}

}  // namespace yanbi::test
