// SPDX-License-Identifier: Apache-2.0
#pragma once
// The sirens of a scenario: a CSV table of where they stand, and where they are heard.

#include <filesystem>
#include <string>
#include <vector>

#include "models/siren.hpp"
#include "sim/city/city.hpp"
#include "sim/plan/siren_coverage.hpp"

namespace yanbi {

struct Siren {
  std::string id;
  double x = 0.0;  ///< working CRS of the city, m
  double y = 0.0;
  double reach = 0.0;    ///< m
  double failure = 0.0;  ///< probability that it fails in a run
  double delay = 0.0;    ///< s from the alarm to its first sound
};

/// Reads the columns id, x and y and, where they are there, reach_m, fails and delay_s; an empty
/// cell of these takes the value of `parameters`, or no delay. Coordinates are those of the city's
/// working CRS. @throws InputError with everything that is wrong with the table.
[[nodiscard]] std::vector<Siren> read_sirens(const std::filesystem::path& path,
                                             const SirenParameters& parameters);

/// Every siren within reach of each origin, by straight distance.
[[nodiscard]] SirenCoverage cover_origins(const Origins& origins, const std::vector<Siren>& sirens);

/// Both, in a city. @throws InputError also when no siren reaches any origin.
[[nodiscard]] SirenCoverage read_siren_coverage(const std::filesystem::path& path, const City& city,
                                                const SirenParameters& parameters);

}  // namespace yanbi
