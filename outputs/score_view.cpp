// SPDX-License-Identifier: Apache-2.0
#include "outputs/score_view.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/base/assert.hpp"
#include "sim/base/hash.hpp"

namespace yanbi {
namespace {

constexpr double kRoundOff = 1e-6;  // persons

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
  const double sheltered =
      static_cast<double>(view.population) - std::accumulate(causes.begin(), causes.end(), 0.0);
  // Means of thirds and the like do not add up to whole persons exactly.
  const double whole = std::round(sheltered);
  view.sheltered.push_back(std::abs(sheltered - whole) < kRoundOff ? whole + 0.0 : sheltered);
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
  view.not_at_risk = summary.not_at_risk[zone];
  view.caught = summary.caught.mean[zone];
  if (!summary.at_risk.empty()) {
    view.at_risk = summary.at_risk[zone];
    view.inside_before_water = summary.inside_before_water.mean[zone];
    view.water_arrival = if_defined(summary.water_arrival[zone]);
  }
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
  view.not_at_risk = summary.not_at_risk_all;
  view.caught = summary.caught_all.mean;
  if (!summary.at_risk.empty()) {
    view.at_risk = std::accumulate(summary.at_risk.begin(), summary.at_risk.end(), std::int64_t{0});
    view.inside_before_water = summary.inside_before_water_all.mean;
    for (const double arrival : summary.water_arrival) {
      if (!std::isnan(arrival)) {
        view.water_arrival = std::min(arrival, view.water_arrival.value_or(arrival));
      }
    }
  }
  return view;
}

/// Mean over runs of what `figure` says of each.
template <class Figure>
double mean_of(const std::vector<RunScores>& runs, const Figure& figure) {
  double sum = 0.0;
  for (const RunScores& run : runs) {
    sum += static_cast<double>(figure(run));
  }
  return sum / static_cast<double>(runs.size());
}

std::int64_t sum_of(const std::vector<std::int32_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
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

HazardView make_hazard_view(const std::vector<RunScores>& runs,
                            const std::vector<std::string>& effects) {
  YANBI_EXPECT(!runs.empty());
  HazardView view;
  view.caught = mean_of(runs, [](const RunScores& run) {
    std::int64_t persons = 0;
    if (!run.geographies.empty()) {
      const std::vector<std::int64_t>& by_zone = run.geographies.front().caught;
      persons = std::accumulate(by_zone.begin(), by_zone.end(), std::int64_t{0});
    }
    return persons;
  });
  view.lost_shelters = mean_of(runs, [](const RunScores& run) {
    const std::vector<std::int32_t>& lost = run.shelters.lost_persons;
    return std::count_if(lost.begin(), lost.end(), [](std::int32_t n) { return n > 0; });
  });
  view.lost_persons =
      mean_of(runs, [](const RunScores& run) { return sum_of(run.shelters.lost_persons); });
  view.sent_on = mean_of(runs, [](const RunScores& run) { return sum_of(run.shelters.sent_on); });
  view.detours = mean_of(runs, [](const RunScores& run) { return run.diagnostics.detours; });
  for (std::size_t i = 0; i < runs.front().exposures.size(); ++i) {
    const Exposure& row = runs.front().exposures[i];
    const auto mean = [&](std::int64_t Exposure::*member) {
      return mean_of(runs, [&](const RunScores& run) { return run.exposures[i].*member; });
    };
    view.exposures.push_back({row.at.seconds(), effects[row.effects], mean(&Exposure::at_home),
                              mean(&Exposure::on_street), mean(&Exposure::sheltered)});
  }
  return view;
}

ScoreView make_score_view(const City& city, const Scenario& scenario,
                          const std::vector<RunScores>& runs, const Hazard* hazard) {
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
  view.only_at_risk = scenario.flood.only_at_risk && hazard != nullptr && hazard->flood.has_value();
  if (hazard != nullptr || std::any_of(runs.begin(), runs.end(),
                                       [](const RunScores& run) { return run.meets_hazards; })) {
    std::vector<std::string> effects;
    if (hazard != nullptr && hazard->attack) {
      for (const StrikeEffects& each : hazard->attack->effects) {
        effects.push_back(each.name);
      }
    }
    view.hazard = make_hazard_view(runs, effects);
    view.hazard->name = hazard != nullptr ? hazard->name : "";
    view.hazard->synthetic = hazard != nullptr && hazard->synthetic;
  }
  return view;
}

}  // namespace yanbi
