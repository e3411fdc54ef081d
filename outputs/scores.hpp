// SPDX-License-Identifier: Apache-2.0
#pragma once
// Scores of one run: people sheltered and not sheltered by zone, deadline and cause, arrival
// curves, and the facts about shelters. Counts are integers; nothing is averaged here (see
// statistics.hpp).

#include <cstdint>
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
};

/// Everything that one replicate contributes to the result file.
struct RunScores {
  std::uint32_t replicate = 0;
  std::uint64_t seed = 0;
  std::uint64_t state_hash = 0;
  std::vector<ZoneScores> geographies;  ///< in the city's order
  ShelterFacts shelters;
  std::vector<std::int64_t> occupancy;  ///< (time, shelter) when asked for, else empty
  LinkFacts links;                      ///< when asked for, else empty
  RunDiagnostics diagnostics;
};

/// Curve times, ticks: 0, interval, 2 interval, ... up to and including the horizon.
[[nodiscard]] std::vector<Tick> curve_times(const Scenario& scenario);

/// The facts that decide party p's cause at deadline index d.
[[nodiscard]] CauseFacts cause_facts(const SimulationInput& input, const Outcome& outcome,
                                     PartyId party, std::size_t deadline);

/// Scores one replicate. @throws InternalError when people do not add up in any zone.
[[nodiscard]] RunScores score_run(const City& city, const SimulationInput& input,
                                  std::uint32_t replicate, const Outcome& outcome);

}  // namespace yanbi
