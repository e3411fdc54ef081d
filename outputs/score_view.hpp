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
  std::optional<double> mean_walk;    ///< m, to the assigned shelter
  std::optional<double> p95_walk;     ///< m
  std::optional<double> utilisation;  ///< persons inside at the horizon / places
};

/// One geography ("district", "grid").
struct GeographyView {
  std::string name;
  std::vector<ZoneView> zones;
  ZoneView all;                       ///< the sum of the zones
  std::optional<double> gini_access;  ///< see gini() in statistics.hpp; none without any place
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

  /// @returns the geography of that name, or nullptr.
  [[nodiscard]] const GeographyView* find_geography(const std::string& wanted) const noexcept;
};

/// The view of the replicates of one scenario, in memory.
/// Precondition: `runs` is not empty and was scored for this city and scenario.
[[nodiscard]] ScoreView make_score_view(const City& city, const Scenario& scenario,
                                        const std::vector<RunScores>& runs);

/// One geography of the view from its summary. `keys` and `labels` have one entry a zone.
[[nodiscard]] GeographyView make_geography_view(const GeographySummary& summary,
                                                const std::vector<std::string>& keys,
                                                const std::vector<std::string>& labels);

}  // namespace yanbi
