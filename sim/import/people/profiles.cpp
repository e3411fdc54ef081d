// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/profiles.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/people/age_columns.hpp"
#include "sim/import/people/household_shares.hpp"
#include "sim/import/people/people_notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr double kMostFigure = 1e9;

double sum_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0);
}

std::vector<double> scaled(std::vector<double> values) {
  const double sum = sum_of(values);
  for (double& value : values) {
    value /= sum;
  }
  return values;
}

/// Whether figures of one row sum to what their unit asks for; a problem when not.
bool sums_up(const std::vector<double>& values, FigureUnit unit, const Table& table,
             std::size_t row, const std::string& key, ProblemList& problems) {
  constexpr double kTolerance = 0.01;
  const double sum = sum_of(values);
  const double whole = unit == FigureUnit::kPercent ? 100.0 : 1.0;
  const bool good =
      unit == FigureUnit::kCounts ? sum > 0.0 : std::abs(sum / whole - 1.0) <= kTolerance;
  if (!good) {
    problems.add(table.problem_at(
        row, key, fmt::format("{:.4g}", sum),
        unit == FigureUnit::kCounts ? "the columns sum to zero"
                                    : fmt::format("the columns do not sum to {}", whole),
        "correct the row, name the columns that make up the whole, or say unit = \"counts\""));
  }
  return good;
}

/// The columns of a table of profiles, found.
struct Columns {
  std::optional<std::size_t> key;
  std::optional<std::size_t> name;
  std::optional<std::size_t> mean;
  std::optional<std::size_t> single;
  std::vector<std::size_t> sizes;
  FoundAges ages;
};

std::optional<std::size_t> find_optional(const Table& table, const std::optional<std::string>& name,
                                         ProblemList& problems) {
  return name ? find_column(table, *name, problems) : std::nullopt;
}

Columns find_columns(const Table& table, const ProfilesSpec& spec, ProblemList& problems) {
  Columns columns;
  columns.key = find_column(table, spec.key, problems);
  columns.name = find_optional(table, spec.name, problems);
  columns.mean = find_optional(table, spec.household_mean, problems);
  columns.single = find_optional(table, spec.household_single, problems);
  for (const std::string& name : spec.household_sizes) {
    if (const auto column = find_column(table, name, problems)) {
      columns.sizes.push_back(*column);
    }
  }
  columns.ages = find_age_columns(table, spec.ages, problems);
  return columns;
}

/// Households of 1, 2 ... persons from their mean; empty after a problem.
std::vector<double> households_by_mean(const Table& table, std::size_t row, const Columns& columns,
                                       const ProfilesSpec& spec, ProblemList& problems) {
  const double whole = spec.unit == FigureUnit::kPercent ? 100.0 : 1.0;
  const auto mean = read_number(table, row, *columns.mean, 1.0, kLargestHousehold, problems);
  std::optional<double> single;
  if (columns.single) {
    single = read_number(table, row, *columns.single, 0.0, whole, problems);
    if (!single) {
      return {};
    }
    *single /= whole;
  }
  if (!mean) {
    return {};
  }
  auto shares = household_shares_from_mean(*mean, single);
  if (!shares) {
    problems.add(table.problem_at(row, *spec.household_mean, table.cell(row, *columns.mean),
                                  "no households of 1 to 8 persons have this mean and this share "
                                  "of households of one person",
                                  "correct the figures, or name the right columns"));
  }
  return shares.value_or(std::vector<double>{});
}

std::vector<double> households_by_size(const Table& table, std::size_t row, const Columns& columns,
                                       const ProfilesSpec& spec, ProblemList& problems) {
  std::vector<double> figures;
  for (const std::size_t column : columns.sizes) {
    const auto figure = read_number(table, row, column, 0.0, kMostFigure, problems);
    if (!figure) {
      return {};
    }
    figures.push_back(*figure);
  }
  return sums_up(figures, spec.unit, table, row, "household_sizes", problems)
             ? scaled(figures)
             : std::vector<double>{};
}

Profile read_profile(const Table& table, std::size_t row, const std::string& label,
                     const Columns& columns, const ProfilesSpec& spec, ProblemList& problems) {
  Profile profile;
  profile.name = columns.name ? std::string(trimmed(table.cell(row, *columns.name))) : label;
  if (columns.mean) {
    profile.household_shares = households_by_mean(table, row, columns, spec, problems);
  } else if (!columns.sizes.empty()) {
    profile.household_shares = households_by_size(table, row, columns, spec, problems);
  }
  if (!columns.ages.columns.empty()) {
    const auto ages = ages_of_row(table, row, columns.ages, kMostFigure, problems);
    if (ages && sums_up(*ages, spec.unit, table, row, "ages", problems)) {
      profile.age_shares = scaled(*ages);
    }
  }
  return profile;
}

/// The average of profiles of one kind; shares that one of them lacks stay unknown.
Profile average_of(const std::vector<Profile>& profiles, const std::vector<double>& weight) {
  const auto average = [&](std::vector<double> Profile::*shares) {
    std::vector<double> sums(profiles.front().*shares);
    std::fill(sums.begin(), sums.end(), 0.0);
    for (std::size_t p = 0; p < profiles.size(); ++p) {
      const std::vector<double>& each = profiles[p].*shares;
      for (std::size_t i = 0; i < std::min(sums.size(), each.size()); ++i) {
        sums[i] += weight[p] * each[i];
      }
    }
    return sums.empty() ? sums : scaled(sums);
  };
  return {Geography::kOutsideKey, average(&Profile::household_shares),
          average(&Profile::age_shares)};
}

/// Persons of each zone's rows; all equal when nobody lives in any.
std::vector<double> persons_of(const Population& population, std::size_t profiles,
                               std::size_t nowhere) {
  std::vector<double> persons(profiles, 0.0);
  for (std::size_t row = 0; row < population.profile.size(); ++row) {
    if (population.profile[row] != nowhere) {
      persons[population.profile[row]] += population.persons[row];
    }
  }
  if (!(sum_of(persons) > 0.0)) {
    std::fill(persons.begin(), persons.end(), 1.0);
  }
  return persons;
}

/// Rows that lie in no zone, marked `nowhere`, come to an average of their own, or, when nobody
/// lives there, to any profile.
void place_outside(Population& population, std::uint32_t nowhere, std::vector<ImportNote>& notes) {
  std::int64_t persons = 0;
  for (std::size_t row = 0; row < population.profile.size(); ++row) {
    persons += population.profile[row] == nowhere ? population.persons[row] : 0;
  }
  if (persons == 0) {
    std::replace(population.profile.begin(), population.profile.end(), nowhere, 0U);
    return;
  }
  population.profiles.push_back(
      average_of(population.profiles, persons_of(population, population.profiles.size(), nowhere)));
  add_note(notes, kPeopleTopic, "outside_profiles_" + population.name, as_figure(persons),
           "persons",
           fmt::format("{} persons of population '{}' live in no zone that has a profile: "
                       "households and ages of the city's average were taken.",
                       persons, population.name));
}

}  // namespace

std::optional<ZoneProfiles> read_zone_profiles(const ProfilesSpec& spec,
                                               std::span<const Geography> geographies,
                                               ProblemList& problems,
                                               std::vector<ImportNote>& notes) {
  ZoneProfiles profiles;
  profiles.file = spec.source.given;
  profiles.zones = find_geography(geographies, spec.geography, spec.source.given, problems);
  profiles.age_groups = age_groups_of(spec.ages);
  const Table table = read_attributes(spec.source, kPeopleTopic, problems, notes);
  if (table.rows() == 0 || profiles.zones == nullptr) {
    return std::nullopt;
  }
  const Columns columns = find_columns(table, spec, problems);
  if (!columns.key || columns.sizes.size() != spec.household_sizes.size()) {
    return std::nullopt;
  }
  check_unique_keys(table, *columns.key, problems);
  const ZoneRows rows = match_rows(table, *columns.key, *profiles.zones);
  profiles.by_zone.resize(profiles.zones->size());
  std::size_t found = 0;
  for (std::size_t z = 0; z < profiles.by_zone.size(); ++z) {
    if (rows.row[z]) {
      profiles.by_zone[z] =
          read_profile(table, *rows.row[z], profiles.zones->label[z], columns, spec, problems);
      ++found;
    }
  }
  add_note(notes, kPeopleTopic, "profiles", as_figure(found), "zones",
           fmt::format("Households and ages of {} zones were read; {} rows speak of other places.",
                       found, rows.strangers.size()));
  if (spec.household_mean) {
    add_note(notes, kPeopleTopic, "household_sizes_assumed", as_figure(found), "zones",
             "Sizes of households follow from their mean by an assumed distribution (truncated "
             "Poisson, households of one person as stated).");
  }
  return profiles;
}

void apply_zone_profiles(const ZoneProfiles& profiles, const ZoneOfRow& zone_of_row,
                         bool own_households, Population& population, ProblemList& problems,
                         std::vector<ImportNote>& notes) {
  std::vector<std::optional<std::uint32_t>> profile_of_zone(profiles.by_zone.size());
  for (std::size_t z = 0; z < profiles.by_zone.size(); ++z) {
    if (!profiles.by_zone[z]) {
      continue;
    }
    profile_of_zone[z] = static_cast<std::uint32_t>(population.profiles.size());
    population.profiles.push_back(*profiles.by_zone[z]);
    if (own_households || population.profiles.back().household_shares.empty()) {
      population.profiles.back().household_shares = population.household_shares;
    }
  }
  if (population.profiles.empty()) {
    return;
  }
  const auto nowhere = static_cast<std::uint32_t>(population.profiles.size());
  std::vector<bool> missing(profiles.by_zone.size(), false);
  population.profile.assign(population.persons.size(), nowhere);
  for (std::size_t row = 0; row < population.persons.size(); ++row) {
    if (zone_of_row[row] && profile_of_zone[*zone_of_row[row]]) {
      population.profile[row] = *profile_of_zone[*zone_of_row[row]];
    } else if (zone_of_row[row] && population.persons[row] > 0) {
      missing[*zone_of_row[row]] = true;
    }
  }
  std::vector<std::string> names;
  for (std::size_t z = 0; z < missing.size(); ++z) {
    if (missing[z]) {
      names.push_back(profiles.zones->key[z]);
    }
  }
  if (!names.empty()) {
    problems.add({profiles.file, 0, "population.profiles", shortened(names),
                  "people live in these zones, but no row says anything of their households",
                  "add their rows"});
  }
  population.age_groups = profiles.age_groups;
  place_outside(population, nowhere, notes);
}

void apply_row_ages(const std::vector<std::vector<double>>& ages, std::vector<AgeGroup> groups,
                    Population& population) {
  using Kind = std::pair<std::vector<double>, std::vector<double>>;  // households, ages
  std::map<Kind, std::uint32_t> known;
  std::vector<Profile> profiles;
  std::vector<std::uint32_t> profile;
  for (std::size_t row = 0; row < ages.size(); ++row) {
    Kind kind{population.household_shares_at(row), {}};
    if (sum_of(ages[row]) > 0.0) {
      kind.second = scaled(ages[row]);
    }
    const auto [place, is_new] =
        known.emplace(std::move(kind), static_cast<std::uint32_t>(profiles.size()));
    if (is_new) {
      profiles.push_back({population.profiles.empty()
                              ? std::string()
                              : population.profiles[population.profile[row]].name,
                          place->first.first, place->first.second});
    }
    profile.push_back(place->second);
  }
  population.age_groups = std::move(groups);
  population.profiles = std::move(profiles);
  population.profile = std::move(profile);
}

}  // namespace yanbi
