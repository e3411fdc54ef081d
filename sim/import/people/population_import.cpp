// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/population_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/people/age_columns.hpp"
#include "sim/import/people/origin_sources.hpp"
#include "sim/import/people/origin_weights.hpp"
#include "sim/import/people/people_notes.hpp"
#include "sim/import/people/profiles.hpp"
#include "sim/import/people/zone_rows.hpp"
#include "sim/import/people/zone_totals.hpp"
#include "sim/import/source_table.hpp"

namespace yanbi {
namespace {

constexpr double kMostAtOrigin = 1e7;  // persons

/// One import: the candidate origins with what decides who lives there, and the populations over
/// them, one column of persons each until the end.
class PopulationImporter {
 public:
  PopulationImporter(const PopulationSpec& spec, const PeopleSurroundings& around,
                     ProblemList& problems, std::vector<ImportNote>& notes)
      : spec_(spec),
        around_(around),
        problems_(problems),
        notes_(notes),
        origins_(read_candidate_origins(spec, around.working, around.network, problems, notes)),
        row_zones_(origins_.positions) {}

  ImportedPopulation import() {
    if (origins_.table.rows() == 0) {
      return {};
    }
    read_columns();
    std::optional<ZoneProfiles> profiles;
    if (spec_.profiles) {
      profiles = read_zone_profiles(*spec_.profiles, around_.geographies, problems_, notes_);
    }
    std::vector<Population> populations;
    for (const EstimateSpec& each : spec_.estimates) {
      populations.push_back(estimate(each));
      add_profiles(each.head, profiles, populations.back());
    }
    for (const CountSpec& each : spec_.counts) {
      if (auto counted = count(each)) {
        add_profiles(each.head, profiles, *counted);
        if (!row_ages_.empty()) {
          apply_row_ages(row_ages_, age_groups_of(each.ages), *counted);
        }
        populations.push_back(std::move(*counted));
      }
    }
    check_names(populations);
    return keep_inhabited(populations);
  }

 private:
  void read_columns() {
    const Table& table = origins_.table;
    const auto& rules = spec_.weights.empty() ? origins_.weights : spec_.weights;
    const bool wanted = !spec_.weights.empty() ||
                        std::any_of(spec_.estimates.begin(), spec_.estimates.end(),
                                    [](const EstimateSpec& each) { return each.weights.empty(); });
    if (wanted) {
      weight_ = row_weights(table, rules, "per_missing", problems_, notes_);
    }
    built_ = read_years(table, spec_.year, problems_, notes_);
    const auto& floors = spec_.floors ? spec_.floors : origins_.floors;
    if (floors) {
      if (const auto column = find_column(table, *floors, problems_)) {
        floors_ = read_floors(table, *column, problems_, notes_);
      }
    }
  }

  /// The weight of each row in one estimate, and what was left out on the way.
  struct Weights {
    std::vector<double> weight;
    std::size_t weighted = 0;  ///< rows that stand and have a weight
    std::size_t standing = 0;  ///< of these, those with a position that a street reaches
    std::size_t far = 0;       ///< beyond the streets
  };

  Weights weights_of(const EstimateSpec& spec) {
    Weights out;
    out.weight = spec.weights.empty()
                     ? weight_
                     : row_weights(origins_.table, spec.weights, "per_missing_" + spec.head.name,
                                   problems_, notes_);
    const Positions& positions = origins_.positions;
    for (std::size_t row = 0; row < out.weight.size(); ++row) {
      double& weight = out.weight[row];
      const bool stands =
          !spec.standing_before || !built_[row] || *built_[row] < *spec.standing_before;
      out.weighted += stands && weight > 0.0 ? 1U : 0U;
      weight = stands && positions.good[row] != 0 ? weight : 0.0;
      if (spec.near_streets && weight > 0.0 &&
          !around_.near_street(positions.x[row], positions.y[row])) {
        weight = 0.0;
        ++out.far;
      }
      out.standing += weight > 0.0 ? 1U : 0U;
    }
    return out;
  }

  std::vector<std::int32_t> spread(const EstimateSpec& spec, const std::vector<double>& weight) {
    if (!spec.totals) {
      return spread_persons(*spec.total, weight, origins_.key);
    }
    const ZoneTotals totals =
        read_zone_totals(spec, around_.working, around_.geographies, problems_, notes_);
    const std::vector<std::uint8_t>& good = origins_.positions.good;
    const bool all_placed = std::find(good.begin(), good.end(), 0) == good.end();
    // Where positions or totals are missing, what follows from them has its reason already.
    if (!totals.complete || !all_placed) {
      return std::vector<std::int32_t>(weight.size(), 0);
    }
    const ZoneOfRow own =
        totals.shared == nullptr ? locate_rows(totals.own, origins_.positions) : ZoneOfRow();
    const ZoneOfRow& zones = totals.shared == nullptr ? own : row_zones_.in(*totals.shared);
    return spread_zone_totals(spec, totals, zones, weight, origins_.key, problems_, notes_);
  }

  Population estimate(const EstimateSpec& spec) {
    const std::string& name = spec.head.name;
    const Weights weights = weights_of(spec);
    const std::string& file = origins_.table.file;
    if (weights.weighted == 0) {
      problems_.add({file, 0, "population.estimate", name,
                     "no row has a weight, so nobody can be placed",
                     "check the weight rules and standing_before"});
    } else if (weights.standing == 0 && problems_.empty()) {  // else the reason has been said
      problems_.add({file, 0, "population.estimate", name,
                     "no row with a weight lies near a street, so nobody can be placed",
                     "check that streets and positions are of one place, and their CRS"});
    }
    Population population{name, spec.head.note, {}, spec.head.household_shares};
    population.persons = weights.standing > 0 ? spread(spec, weights.weight)
                                              : std::vector<std::int32_t>(weights.weight.size(), 0);
    add_note(notes_, kPeopleTopic, "estimate_" + name, as_figure(population.total()), "persons",
             fmt::format("Population '{}' is an estimate: {} persons spread over {} of {} rows by "
                         "weight.",
                         name, population.total(), weights.standing, origins_.key.size()));
    if (spec.near_streets) {
      add_note(notes_, kPeopleTopic, "beyond_streets_" + name, as_figure(weights.far), "rows",
               fmt::format("{} rows got nobody of population '{}', because they lie beyond the "
                           "streets that were given (near_streets).",
                           weights.far, name));
    }
    return population;
  }

  /// Persons of each row as written; nothing when their columns are missing.
  std::optional<std::vector<double>> counted_persons(const CountSpec& spec) {
    const Table& table = origins_.table;
    const FoundAges ages = find_age_columns(table, spec.ages, problems_);
    const auto column = spec.column ? find_column(table, *spec.column, problems_) : std::nullopt;
    row_ages_.clear();
    if ((spec.column && !column) || ages.columns.size() != spec.ages.size()) {
      return std::nullopt;
    }
    std::vector<double> persons(table.rows(), static_cast<double>(spec.each.value_or(0)));
    for (std::size_t row = 0; row < persons.size(); ++row) {
      if (!spec.ages.empty()) {
        const auto by_age = ages_of_row(table, row, ages, kMostAtOrigin, problems_);
        row_ages_.push_back(by_age.value_or(std::vector<double>()));
        for (const double each : row_ages_.back()) {
          persons[row] += each;
        }
      }
      if (column) {
        persons[row] =
            read_number(table, row, *column, 0.0, kMostAtOrigin, problems_).value_or(0.0);
      }
    }
    return persons;
  }

  std::optional<Population> count(const CountSpec& spec) {
    const std::string& name = spec.head.name;
    const auto persons = counted_persons(spec);
    if (!persons) {
      return std::nullopt;
    }
    const auto fractional = std::count_if(persons->begin(), persons->end(),
                                          [](double each) { return each != std::floor(each); });
    Population population{name, spec.head.note, round_persons(*persons, origins_.key),
                          spec.head.household_shares};
    if (fractional > 0) {
      add_note(
          notes_, kPeopleTopic, "fractional_" + name, as_figure(fractional), "rows",
          fmt::format("{} rows of population '{}' hold fractions of persons: they were rounded "
                      "up or down so that their sum is the rounded sum.",
                      fractional, name));
    }
    if (population.total() == 0) {
      problems_.add({origins_.table.file, 0, spec.column.value_or("ages"), name,
                     "the population is zero", "name the column that holds persons"});
    }
    add_note(notes_, kPeopleTopic, "count_" + name, as_figure(population.total()), "persons",
             fmt::format("Population '{}' has {} persons.", name, population.total()));
    return population;
  }

  void add_profiles(const PopulationHead& head, const std::optional<ZoneProfiles>& profiles,
                    Population& population) {
    if (profiles && head.profiles) {
      apply_zone_profiles(*profiles, row_zones_.in(*profiles->zones), head.own_households,
                          population, problems_, notes_);
    }
  }

  /// Keeps the rows that hold anybody in any population, and their keys with them: the last step.
  ImportedPopulation keep_inhabited(std::vector<Population>& all) {
    const Positions& positions = origins_.positions;
    std::vector<std::size_t> kept;
    for (std::size_t row = 0; row < origins_.key.size(); ++row) {
      const bool inhabited = std::any_of(
          all.begin(), all.end(), [&](const Population& each) { return each.persons[row] > 0; });
      if (inhabited && positions.good[row] != 0) {
        kept.push_back(row);
      }
    }
    ImportedPopulation out;
    out.origins.key.reserve(kept.size());
    out.origins.x.reserve(kept.size());
    out.origins.y.reserve(kept.size());
    for (const std::size_t row : kept) {
      out.origins.key.push_back(std::move(origins_.key[row]));
      out.origins.x.push_back(positions.x[row]);
      out.origins.y.push_back(positions.y[row]);
      if (!floors_.empty()) {
        out.origins.floors.push_back(floors_[row]);
      }
    }
    for (Population& each : all) {
      const std::vector<std::int32_t> persons = std::move(each.persons);
      const std::vector<std::uint32_t> profile = std::move(each.profile);
      each.persons.clear();
      each.profile.clear();
      for (const std::size_t row : kept) {
        each.persons.push_back(persons[row]);
        if (!profile.empty()) {
          each.profile.push_back(profile[row]);
        }
      }
    }
    out.populations = std::move(all);
    return out;
  }

  void check_names(const std::vector<Population>& populations) {
    for (std::size_t i = 0; i < populations.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (populations[i].name == populations[j].name) {
          problems_.add({origins_.table.file, 0, "population", populations[i].name,
                         "two populations have this name", "give each a name of its own"});
        }
      }
    }
  }

  const PopulationSpec& spec_;
  const PeopleSurroundings& around_;
  ProblemList& problems_;
  std::vector<ImportNote>& notes_;
  CandidateOrigins origins_;
  RowZones row_zones_;
  std::vector<double> weight_;
  std::vector<std::optional<Date>> built_;
  std::vector<std::uint8_t> floors_;
  std::vector<std::vector<double>> row_ages_;  ///< of the count at hand
};

}  // namespace

ImportedPopulation import_population(const PopulationSpec& spec, const PeopleSurroundings& around,
                                     ProblemList& problems, std::vector<ImportNote>& notes) {
  return PopulationImporter(spec, around, problems, notes).import();
}

}  // namespace yanbi
