// SPDX-License-Identifier: Apache-2.0
#pragma once
// Attaches the origins and doors of a city to its streets, and says whom no street reaches.

#include <string>

#include "sim/base/problem.hpp"
#include "sim/city/city.hpp"
#include "sim/import/attach.hpp"

namespace yanbi {

/// Distances, m, beyond which nothing is attached.
struct AttachLimits {
  double origins = 300.0;
  double doors = 300.0;
};

/// Fills the positions of `city.origins` and `city.works.entrances` and notes who is left. That all
/// origins or all doors are left is a problem of `file`. `streets` are those of the city.
void attach_city(City& city, const StreetLocator& streets, const AttachLimits& limits,
                 const std::string& file, ProblemList& problems);

}  // namespace yanbi
