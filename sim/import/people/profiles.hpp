// SPDX-License-Identifier: Apache-2.0
#pragma once
// Households and ages of people: by zone from a census table, or by the columns of each origin.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/people/population_spec.hpp"
#include "sim/import/people/zone_rows.hpp"

namespace yanbi {

/// What a census table says of the zones of a geography.
struct ZoneProfiles {
  const Geography* zones = nullptr;
  std::vector<AgeGroup> age_groups;
  /// By zone; none where the table has no row. Empty household shares = not known.
  std::vector<std::optional<Profile>> by_zone;
  std::string file;  ///< for messages
};

/// Reads the table. Shares must sum to 1 within 1 % and are then divided by their sum. Households
/// that cannot be are problems.
[[nodiscard]] std::optional<ZoneProfiles> read_zone_profiles(const ProfilesSpec& spec,
                                                             std::span<const Geography> geographies,
                                                             ProblemList& problems,
                                                             std::vector<ImportNote>& notes);

/// Gives every row of `population` the profile of its zone. Households stay those of the population
/// where it has its own, and where the table says nothing of them. Inhabited rows in a zone without
/// a profile are a problem; those outside of all zones get the average of the city, weighted by
/// persons, which is noted.
void apply_zone_profiles(const ZoneProfiles& profiles, const ZoneOfRow& zone_of_row,
                         bool own_households, Population& population, ProblemList& problems,
                         std::vector<ImportNote>& notes);

/// Gives every row the shares of `ages` (persons by age group; any sum), equal rows one profile;
/// households stay those that the row has. Rows of nobody have no ages of their own.
void apply_row_ages(const std::vector<std::vector<double>>& ages, std::vector<AgeGroup> groups,
                    Population& population);

}  // namespace yanbi
