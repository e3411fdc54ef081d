// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the replicates of one case say together: mean, 95 % confidence interval of the mean, and 5th
// and 95th percentiles over replicates; and how evenly places are spread over the people of a city.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "outputs/scores.hpp"

namespace yanbi {

/// One figure over the replicates. NaN where it is not defined.
struct Spread {
  double mean = 0.0;
  double ci_low = 0.0;  ///< 95 % confidence interval of the mean (Student's t); NaN with one value
  double ci_high = 0.0;
  double p05 = 0.0;  ///< percentiles over replicates (see sample_quantile)
  double p95 = 0.0;
};

/// Many figures over the replicates, one column each, as they are written to a file.
struct SpreadColumns {
  std::vector<double> mean;
  std::vector<double> ci_low;
  std::vector<double> ci_high;
  std::vector<double> p05;
  std::vector<double> p95;

  [[nodiscard]] std::size_t size() const noexcept { return mean.size(); }
  [[nodiscard]] Spread operator[](std::size_t i) const {
    return {mean[i], ci_low[i], ci_high[i], p05[i], p95[i]};
  }
  void push_back(const Spread& spread);
};

/// The replicates of one case for one geography. Arrays are flat, last index fastest.
struct GeographySummary {
  std::string geography;
  std::vector<std::int64_t> population;  ///< (zone), the same in every replicate
  SpreadColumns coverage;                ///< (deadline, zone): share 0-1; NaN without people
  SpreadColumns unsheltered;             ///< (deadline, zone, cause): persons
  // The same for all zones together.
  std::int64_t population_all = 0;
  SpreadColumns coverage_all;     ///< (deadline)
  SpreadColumns unsheltered_all;  ///< (deadline, cause)
  // By zone. Over the replicates in which the figure is defined; NaN where there is none.
  SpreadColumns t50;                      ///< s
  SpreadColumns t90;                      ///< s
  SpreadColumns t95;                      ///< s
  SpreadColumns mean_walk;                ///< m
  SpreadColumns p95_walk;                 ///< m
  SpreadColumns served_from_other_zones;  ///< persons
  SpreadColumns served_in_other_zones;    ///< persons
  SpreadColumns utilisation;  ///< persons inside the zone's shelters at the horizon / its places
  std::vector<std::int64_t> places;
  std::vector<double> places_per_person;  ///< NaN without people
  // For all zones together.
  std::int64_t places_all = 0;
  double places_per_person_all = 0.0;
  Spread utilisation_all;
  double gini_access = 0.0;  ///< gini() of places per person over people; NaN without any place
  // Hazards.
  std::vector<std::int64_t> not_at_risk;  ///< (zone): persons who stay, not in `population`
  std::int64_t not_at_risk_all = 0;
  SpreadColumns caught;  ///< (zone): persons
  Spread caught_all;
  // Where the scenario has a flood, else empty.
  std::vector<double> water_arrival;  ///< (zone): s; NaN = never
  std::vector<std::int64_t> at_risk;  ///< (zone): persons
  SpreadColumns inside_before_water;  ///< (zone): persons
  Spread inside_before_water_all;
};

/// All replicates of one case.
struct Summary {
  std::size_t replicates = 0;
  std::size_t deadlines = 0;
  std::vector<GeographySummary> geographies;  ///< in the order of the runs
};

/// Spread of one figure over replicates; values that are NaN are left out (all five are NaN when
/// nothing is left).
[[nodiscard]] Spread spread_of(std::span<const double> values);

/// The quantile at `share` in [0, 1] by linear interpolation between order statistics: with n
/// values in ascending order x[0..n-1] and h = (n - 1) share, x[floor(h)] + (h - floor(h))
/// (x[floor(h) + 1] - x[floor(h)]) (type 7 of Hyndman & Fan, The American Statistician 50, 1996;
/// the default of R and NumPy). NaN without values.
[[nodiscard]] double sample_quantile(std::span<const double> ascending, double share);

/// The quantile of Student's t at `share` in (0, 1) with `degrees` >= 1 degrees of freedom.
[[nodiscard]] double student_t_quantile(double share, std::size_t degrees);

/// Gini coefficient of access A (places per person of the zone where somebody lives) over people:
/// sum_i sum_j p_i p_j |A_i - A_j| / (2 mean(A)), p the zones' shares of the population, mean(A)
/// weighted by p. 0 = everybody's zone has as many places per person, towards 1 = few have all.
/// Zones without people do not count. NaN when nobody lives in a zone with places.
[[nodiscard]] double gini(std::span<const double> access, std::span<const std::int64_t> population);

/// Summary of the replicates of one case. Precondition: at least one run; all runs have the same
/// geographies, zones, deadlines and populations. @throws InternalError when they have not.
[[nodiscard]] Summary summarize_replicates(const std::vector<RunScores>& runs);

}  // namespace yanbi
