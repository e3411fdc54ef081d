// SPDX-License-Identifier: Apache-2.0
#pragma once
// The scores of one scenario as a reader wants them: plain values by zone, over all replicates.
// Filled from a run in memory (make_score_view) or from a result file; printed by tables.hpp.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outputs/scores.hpp"
#include "outputs/statistics.hpp"
#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// One zone, or all zones of a geography together.
struct ZoneView {
  std::string key;    ///< id of the zone in its source; empty for all zones together
  std::string label;  ///< name for people; may be empty, then the key is shown
  std::int64_t population = 0;
  std::vector<Spread> coverage;                  ///< (deadline): share 0-1, NaN without people
  std::vector<double> sheltered;                 ///< (deadline): persons, mean over replicates
  std::vector<std::vector<double>> unsheltered;  ///< (deadline, cause): persons, mean
  std::optional<std::int64_t> places;            ///< places of the layout's shelters in the zone
  std::optional<double> t50;                     ///< s, mean over replicates
  std::optional<double> t90;
  std::optional<double> t95;
  std::optional<double> mean_walk;      ///< m, to the assigned shelter
  std::optional<double> p95_walk;       ///< m
  std::optional<double> utilisation;    ///< persons inside at the horizon / places
  std::int64_t not_at_risk = 0;         ///< persons who stay; not in `population`
  double caught = 0.0;                  ///< persons caught by the horizon, mean over replicates
  std::optional<std::int64_t> at_risk;  ///< persons whose home gets wet; none without a flood
  std::optional<double> inside_before_water;  ///< of them, inside before that; mean
  std::optional<double> water_arrival;        ///< s until water stands at a home of the zone
};

/// One geography ("district", "grid").
struct GeographyView {
  std::string name;
  std::vector<ZoneView> zones;
  ZoneView all;                       ///< the sum of the zones
  std::optional<double> gini_access;  ///< see gini() in statistics.hpp; none without any place
};

/// People within the footprints of one wave of strikes, by one kind of effects; means over
/// replicates.
struct ExposureView {
  double at = 0.0;  ///< s after the alarm
  std::string effects;
  double at_home = 0.0;
  double on_street = 0.0;
  double sheltered = 0.0;
};

/// What hazards did; means over replicates.
struct HazardView {
  std::string name;            ///< empty where the scenario names no hazard, or it is redacted
  bool synthetic = false;      ///< the hazard is made up
  double caught = 0.0;         ///< persons taken by the water
  double lost_shelters = 0.0;  ///< shelters that were lost with people inside
  double lost_persons = 0.0;   ///< persons inside them then
  double sent_on = 0.0;        ///< persons who left shelters that emptied
  double detours = 0.0;        ///< ways found anew
  std::vector<ExposureView> exposures;  ///< by wave, then by effects
};

/// Everything that a table of scores says.
struct ScoreView {
  std::string city;
  std::string scenario;
  std::string layout;
  std::string population;  ///< name of the population ("night")
  bool synthetic = false;  ///< any part of the city is made up
  std::size_t replicates = 0;
  std::uint64_t seed = 0;
  std::vector<std::string> state_hashes;  ///< 16 hexadecimal digits, one a replicate
  std::vector<double> deadlines;          ///< s after the alarm, ascending
  std::vector<std::string> causes;        ///< names (kCauseNames), index of ZoneView::unsheltered
  std::vector<GeographyView> geographies;
  /// Whether people whose home stays dry are not among the population.
  bool only_at_risk = false;
  std::optional<HazardView> hazard;  ///< where hazards touch any run, or the scenario names one

  /// @returns the geography of that name, or nullptr.
  [[nodiscard]] const GeographyView* find_geography(const std::string& wanted) const noexcept;
};

/// The view of the replicates of one scenario, in memory. `hazard` is the one that the scenario
/// names; nullptr = none.
/// Precondition: `runs` is not empty and was scored for this city and scenario.
[[nodiscard]] ScoreView make_score_view(const City& city, const Scenario& scenario,
                                        const std::vector<RunScores>& runs,
                                        const Hazard* hazard = nullptr);

/// What hazards did in the replicates. `effects` are the names of Attack::effects.
[[nodiscard]] HazardView make_hazard_view(const std::vector<RunScores>& runs,
                                          const std::vector<std::string>& effects);

/// One geography of the view from its summary. `keys` and `labels` have one entry a zone.
[[nodiscard]] GeographyView make_geography_view(const GeographySummary& summary,
                                                const std::vector<std::string>& keys,
                                                const std::vector<std::string>& labels);

}  // namespace yanbi
