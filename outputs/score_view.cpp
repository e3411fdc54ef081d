// SPDX-License-Identifier: Apache-2.0
#include "outputs/score_view.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/base/assert.hpp"
#include "sim/base/hash.hpp"

namespace yanbi {
namespace {

std::optional<double> if_defined(double value) {
  return std::isnan(value) ? std::nullopt : std::optional(value);
}

/// Adds one deadline. That sheltered and causes add up to the population was checked in every run,
/// so that whole persons stay whole here, which share x population would not guarantee.
void add_deadline(ZoneView& view, const Spread& coverage, const std::vector<double>& persons,
                  std::size_t first_cause) {
  const auto first = persons.begin() + static_cast<std::ptrdiff_t>(first_cause);
  view.coverage.push_back(coverage);
  view.unsheltered.emplace_back(first, first + std::ptrdiff_t{kCauseCount});
  const std::vector<double>& causes = view.unsheltered.back();
  view.sheltered.push_back(static_cast<double>(view.population) -
                           std::accumulate(causes.begin(), causes.end(), 0.0));
}

ZoneView zone_view(const GeographySummary& summary, std::size_t zone, std::size_t deadlines) {
  const std::size_t zones = summary.population.size();
  ZoneView view;
  view.population = summary.population[zone];
  for (std::size_t d = 0; d < deadlines; ++d) {
    const std::size_t cell = d * zones + zone;
    add_deadline(view, summary.coverage[cell], summary.unsheltered.mean, cell * kCauseCount);
  }
  view.places = summary.places[zone];
  view.t50 = if_defined(summary.t50.mean[zone]);
  view.t90 = if_defined(summary.t90.mean[zone]);
  view.t95 = if_defined(summary.t95.mean[zone]);
  view.mean_walk = if_defined(summary.mean_walk.mean[zone]);
  view.p95_walk = if_defined(summary.p95_walk.mean[zone]);
  view.utilisation = if_defined(summary.utilisation.mean[zone]);
  return view;
}

ZoneView all_zones_view(const GeographySummary& summary, std::size_t deadlines) {
  ZoneView view;
  view.population = summary.population_all;
  for (std::size_t d = 0; d < deadlines; ++d) {
    add_deadline(view, summary.coverage_all[d], summary.unsheltered_all.mean, d * kCauseCount);
  }
  view.places = summary.places_all;
  view.utilisation = if_defined(summary.utilisation_all.mean);
  return view;
}

}  // namespace

const GeographyView* ScoreView::find_geography(const std::string& wanted) const noexcept {
  const auto found =
      std::find_if(geographies.begin(), geographies.end(),
                   [&](const GeographyView& geography) { return geography.name == wanted; });
  return found == geographies.end() ? nullptr : &*found;
}

GeographyView make_geography_view(const GeographySummary& summary,
                                  const std::vector<std::string>& keys,
                                  const std::vector<std::string>& labels) {
  YANBI_EXPECT(keys.size() == summary.population.size() && labels.size() == keys.size());
  GeographyView view;
  view.name = summary.geography;
  const std::size_t deadlines = summary.coverage_all.size();
  for (std::size_t z = 0; z < keys.size(); ++z) {
    view.zones.push_back(zone_view(summary, z, deadlines));
    view.zones.back().key = keys[z];
    view.zones.back().label = labels[z];
  }
  view.all = all_zones_view(summary, deadlines);
  view.gini_access = if_defined(summary.gini_access);
  return view;
}

ScoreView make_score_view(const City& city, const Scenario& scenario,
                          const std::vector<RunScores>& runs) {
  YANBI_EXPECT(!runs.empty() && runs.front().geographies.size() == city.geographies.size());
  ScoreView view;
  view.city = city.name;
  view.scenario = scenario.name;
  view.layout = scenario.layout;
  view.population = scenario.population;
  view.synthetic = city.synthetic;
  view.replicates = runs.size();
  view.seed = scenario.run.seed;
  for (const RunScores& run : runs) {
    view.state_hashes.push_back(to_hex(run.state_hash));
  }
  for (const Tick deadline : scenario.run.deadlines) {
    view.deadlines.push_back(deadline.seconds());
  }
  view.causes.assign(kCauseNames.begin(), kCauseNames.end());
  const Summary summary = summarize_replicates(runs);
  for (std::size_t g = 0; g < city.geographies.size(); ++g) {
    view.geographies.push_back(make_geography_view(summary.geographies[g], city.geographies[g].key,
                                                   city.geographies[g].label));
  }
  return view;
}

}  // namespace yanbi
