// SPDX-License-Identifier: Apache-2.0
#pragma once
// The result file of a small batch with numbers made by hand: as much of it as a comparison reads.

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sim/hdf5/writer.hpp"

namespace yanbi::test {

/// One case. Whoever is not sheltered has the first of two causes.
struct BatchCaseColumns {
  std::string name;
  std::string layout;
  std::vector<std::string> levels;
  std::vector<std::uint32_t> replicates;
  std::vector<std::vector<std::int64_t>> sheltered;  ///< (replicate)(zone), at the last deadline
  std::vector<std::int64_t> population;              ///< (zone)
  std::string population_name = "night";
  std::string hazard_hash;
  std::uint64_t seed = 7;
};

struct SmallBatch {
  std::vector<std::string> factors = {"layout"};
  std::vector<std::string> zones = {"a", "b", "c", "empty"};
  std::vector<std::string> zone_names = {"东区", "Zone, B", "", "Nowhere"};
  std::vector<BatchCaseColumns> cases;
  bool with_cases = true;
  bool redacted = false;
};

/// Persons more in a shelter under `planned` in ten replicates, by zone: of zone a (1,000 people)
/// ten times the extra hours of sleep in Student, Biometrika 6, 1908; b has 2,000, c 500 people.
inline const std::vector<std::vector<std::int64_t>> kMoreSheltered = {
    {12, 10, 3, 0}, {24, -10, 5, 0}, {13, 20, -1, 0}, {13, -20, 4, 0}, {0, 0, 2, 0},
    {10, 10, 0, 0}, {18, -10, 6, 0}, {8, 30, 1, 0},   {46, -30, 2, 0}, {14, 0, -2, 0}};

/// A case whose replicates shelter 500, 900 and 300 people, a little more in each further
/// replicate, and `more` persons besides.
inline BatchCaseColumns batch_case(const std::string& layout, std::vector<std::string> levels,
                                   const std::vector<std::vector<std::int64_t>>& more) {
  BatchCaseColumns made;
  for (const std::string& level : levels) {
    made.name += (made.name.empty() ? "" : " ") + level;
  }
  made.layout = layout;
  made.levels = std::move(levels);
  made.population = {1000, 2000, 500, 0};
  for (std::uint32_t r = 0; r < more.size(); ++r) {
    made.replicates.push_back(r);
    made.sheltered.push_back(
        {500 + 3 * r + more[r][0], 900 + 7 * r + more[r][1], 300 + r + more[r][2], 0});
  }
  return made;
}

/// 'current' and 'planned' in ten replicates, `planned` better by kMoreSheltered.
inline SmallBatch two_layouts() {
  const std::vector<std::vector<std::int64_t>> nothing(kMoreSheltered.size(), {0, 0, 0, 0});
  SmallBatch batch;
  batch.cases = {batch_case("current", {"current"}, nothing),
                 batch_case("planned", {"planned"}, kMoreSheltered)};
  return batch;
}

inline void write_batch_cases(hdf5::GroupWriter group, const SmallBatch& batch) {
  std::vector<std::string> names;
  std::vector<std::string> layouts;
  std::vector<std::string> populations;
  std::vector<std::string> hazards;
  std::vector<std::string> levels;
  for (const BatchCaseColumns& one : batch.cases) {
    names.push_back(one.name);
    layouts.push_back(one.layout);
    populations.push_back(one.population_name);
    hazards.push_back(one.hazard_hash);
    levels.insert(levels.end(), one.levels.begin(), one.levels.end());
  }
  group.coordinate("case", names, {"", "case"});
  group.variable("layout", {"case"}, layouts, {"", "layout"});
  group.variable("population", {"case"}, populations, {"", "population"});
  group.variable("hazard_hash", {"case"}, hazards, {"", "hazard"});
  if (!batch.factors.empty()) {
    group.coordinate("factor", batch.factors, {"", "factor"});
    group.variable("level", {"case", "factor"}, levels, {"", "level"});
  }
}

/// The runs of all cases, one after another.
inline void write_batch_runs(hdf5::GroupWriter group, const SmallBatch& batch) {
  std::vector<std::string> names;
  std::vector<std::string> layouts;
  std::vector<std::uint32_t> replicates;
  std::vector<std::uint64_t> seeds;
  std::vector<std::int64_t> positions;
  for (const BatchCaseColumns& one : batch.cases) {
    for (const std::uint32_t replicate : one.replicates) {
      positions.push_back(static_cast<std::int64_t>(positions.size()));
      names.push_back(one.name);
      layouts.push_back(one.layout);
      replicates.push_back(replicate);
      seeds.push_back(one.seed);
    }
  }
  group.coordinate("run", positions, {"1", "run"});
  group.variable("case", {"run"}, names, {"", "case"});
  group.variable("layout", {"run"}, layouts, {"", "layout"});
  group.variable("replicate", {"run"}, replicates, {"1", "replicate"});
  group.variable("seed", {"run"}, seeds, {"1", "seed"});
}

/// Two deadlines, 300 and 900 s: at the first one person less is in a shelter in each zone.
inline void write_batch_scores(hdf5::GroupWriter group, const SmallBatch& batch) {
  std::vector<std::int64_t> positions;
  std::vector<std::int64_t> population;
  std::vector<std::int64_t> sheltered;
  std::vector<std::int64_t> unsheltered;
  for (const BatchCaseColumns& one : batch.cases) {
    for (const std::vector<std::int64_t>& row : one.sheltered) {
      positions.push_back(static_cast<std::int64_t>(positions.size()));
      population.insert(population.end(), one.population.begin(), one.population.end());
      for (const std::int64_t later : {1, 0}) {
        for (std::size_t z = 0; z < row.size(); ++z) {
          const std::int64_t inside = one.population[z] == 0 ? 0 : row[z] - later;
          sheltered.push_back(inside);
          unsheltered.push_back(one.population[z] - inside);
          unsheltered.push_back(0);
        }
      }
    }
  }
  group.attribute("geography", "district");
  group.coordinate("run", positions, {"1", "run"});
  group.coordinate("zone", batch.zones, {"", "zone"});
  group.coordinate("deadline", std::vector<double>{300.0, 900.0}, {"s", "deadline"});
  group.coordinate("cause", std::vector<std::string>{"turned_away", "too_far"}, {"", "cause"});
  group.variable("zone_name", {"zone"}, batch.redacted ? batch.zones : batch.zone_names,
                 {"", "name"});
  group.variable("population", {"run", "zone"}, population, {"persons", "people"});
  group.variable("sheltered", {"run", "deadline", "zone"}, sheltered, {"persons", "inside"});
  group.variable("unsheltered", {"run", "deadline", "zone", "cause"}, unsheltered,
                 {"persons", "not inside"});
}

inline void write_small_batch(const std::filesystem::path& path, const SmallBatch& batch) {
  hdf5::FileWriter file(path);
  {
    hdf5::GroupWriter root = file.root();
    root.attribute("filetype", "yanbi result");
    root.attribute("format_version", std::vector<std::int32_t>{1, 2});
    root.attribute("city_hash", "0123456789abcdef");
    root.attribute("population", "night");
    root.attribute("synthetic", std::vector<std::int32_t>{1});
    root.attribute("redacted", std::vector<std::int32_t>{batch.redacted ? 1 : 0});
    if (batch.with_cases) {
      write_batch_cases(root.group("cases"), batch);
    }
    write_batch_runs(root.group("runs"), batch);
    hdf5::GroupWriter scores = root.group("scores");
    write_batch_scores(scores.group("district"), batch);
  }
  file.save();
}

}  // namespace yanbi::test
