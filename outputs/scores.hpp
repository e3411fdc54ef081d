// SPDX-License-Identifier: Apache-2.0
#pragma once
// Scores of one run: people sheltered and not sheltered by zone, deadline and cause, arrival
// curves, and the facts about shelters. Counts are integers; nothing is averaged here (see
// statistics.hpp).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "outputs/causes.hpp"
#include "sim/city/city.hpp"
#include "sim/kernel/outcome.hpp"
#include "sim/kernel/simulation.hpp"

namespace yanbi {

/// Scores of one run for one geography. Arrays are flat, last index fastest.
struct ZoneScores {
  std::string geography;
  std::vector<std::int64_t> population;   ///< (zone)
  std::vector<std::int64_t> sheltered;    ///< (deadline, zone)
  std::vector<std::int64_t> unsheltered;  ///< (deadline, zone, cause)
  std::vector<std::int64_t> curve;        ///< (time, zone): persons inside at each curve time
  // Per zone, over persons assigned or sheltered; NaN where there is nobody.
  std::vector<double> t50;  ///< s until 50 % of those who will be in by the horizon are in
  std::vector<double> t90;
  std::vector<double> t95;
  std::vector<double> mean_walk;     ///< m, to the assigned shelter
  std::vector<double> p95_walk;      ///< m
  std::vector<std::int64_t> places;  ///< of the layout's shelters in the zone that a street reaches
  std::vector<std::int64_t>
      served_from_other_zones;  ///< persons inside at the horizon here, from elsewhere
  std::vector<std::int64_t> served_in_other_zones;  ///< persons from here inside elsewhere
  // Hazards.
  /// (zone): persons who stay since their home is not at risk; not in `population`.
  std::vector<std::int64_t> not_at_risk;
  std::vector<std::int64_t> caught;        ///< (zone): persons caught by the horizon
  std::vector<std::int64_t> caught_curve;  ///< (time, zone): persons caught by each curve time
  // Where the scenario has a flood, else empty; by zone.
  std::vector<double> water_arrival;  ///< s until water stands at a home; NaN = never
  std::vector<std::int64_t> at_risk;  ///< persons to be sheltered whose home gets wet
  /// Of these, those who are inside a shelter when water reaches their home.
  std::vector<std::int64_t> inside_before_water;
};

/// Everything that one replicate contributes to the result file.
struct RunScores {
  std::uint32_t replicate = 0;
  std::uint64_t seed = 0;
  std::uint64_t state_hash = 0;
  std::vector<ZoneScores> geographies;  ///< in the city's order
  ShelterFacts shelters;
  std::vector<std::int64_t> assigned;   ///< (shelter): persons whom the plan sends there
  std::vector<std::int64_t> occupancy;  ///< (time, shelter) when asked for, else empty
  LinkFacts links;                      ///< when asked for, else empty
  /// (link): persons caught on it, when links are asked for and a hazard touches the run.
  std::vector<std::int64_t> caught_on_link;
  /// (wave, effects), of the waves up to the horizon; empty without strikes.
  std::vector<Exposure> exposures;
  bool meets_hazards = false;  ///< whether a hazard touches this run
  RunDiagnostics diagnostics;
};

/// Curve times, ticks: 0, interval, 2 interval, ... up to and including the horizon.
[[nodiscard]] std::vector<Tick> curve_times(const Scenario& scenario);

/// The facts that decide party p's cause at deadline index d.
[[nodiscard]] CauseFacts cause_facts(const SimulationInput& input, const Outcome& outcome,
                                     PartyId party, std::size_t deadline);

/// Persons of a party who are inside at deadline index d. @throws InternalError when that disagrees
/// with when the party arrived.
[[nodiscard]] std::uint16_t persons_inside(const SimulationInput& input, const Outcome& outcome,
                                           PartyId party, std::size_t deadline);
/// Why the others are not; none when all are inside, even if only for a while.
[[nodiscard]] std::optional<Cause> cause_of(const SimulationInput& input, const Outcome& outcome,
                                            PartyId party, std::size_t deadline);
/// The mask of conditions_at(); 0 when all are inside, even if only for a while.
[[nodiscard]] std::uint16_t conditions_of(const SimulationInput& input, const Outcome& outcome,
                                          PartyId party, std::size_t deadline);

/// The scenario's flood, its strikes; nullptr = none.
[[nodiscard]] const Flood* flood_of(const SimulationInput& input) noexcept;
[[nodiscard]] const Attack* attack_of(const SimulationInput& input) noexcept;
/// Whether only people whose home gets wet are to be sheltered.
[[nodiscard]] bool shelters_only_at_risk(const SimulationInput& input) noexcept;
/// When a wave hits, after the alarm; 0 where that is before it.
[[nodiscard]] Tick impact_of(const Wave& wave, const Scenario& scenario) noexcept;

/// Scores one replicate. @throws InternalError when people do not add up in any zone.
[[nodiscard]] RunScores score_run(const City& city, const SimulationInput& input,
                                  std::uint32_t replicate, const Outcome& outcome);

}  // namespace yanbi
