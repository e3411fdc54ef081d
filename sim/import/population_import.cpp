// SPDX-License-Identifier: Apache-2.0
#include "sim/import/population_import.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr const char* kTopic = "population";

/// A weight rule with its columns found.
struct Rule {
  std::vector<std::pair<std::size_t, const std::vector<std::string>*>> where;
  double weight = 0.0;
  std::optional<std::size_t> per;
};

std::vector<Rule> find_rules(const Table& table, const std::vector<WeightSpec>& specs,
                             ProblemList& problems) {
  std::vector<Rule> rules;
  for (const WeightSpec& spec : specs) {
    Rule rule;
    rule.weight = spec.weight;
    for (const auto& [name, allowed] : spec.where) {
      if (const auto column = find_column(table, name, problems)) {
        rule.where.emplace_back(*column, &allowed);
      }
    }
    if (spec.per) {
      rule.per = find_column(table, *spec.per, problems);
    }
    rules.push_back(std::move(rule));
  }
  return rules;
}

bool applies(const Rule& rule, const Table& table, std::size_t row) {
  return std::all_of(rule.where.begin(), rule.where.end(), [&](const auto& condition) {
    return matches_any(table.cell(row, condition.first), *condition.second);
  });
}

/// Weight of each row: the first rule that it meets; 1 for all without rules.
std::vector<double> row_weights(const Table& table, const std::vector<WeightSpec>& specs,
                                ProblemList& problems) {
  constexpr double kMostPer = 1e6;
  const std::vector<Rule> rules = find_rules(table, specs, problems);
  std::vector<double> weights(table.rows(), rules.empty() ? 1.0 : 0.0);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto rule = std::find_if(rules.begin(), rules.end(),
                                   [&](const Rule& each) { return applies(each, table, row); });
    if (rule == rules.end()) {
      continue;
    }
    weights[row] = rule->weight;
    if (rule->per) {
      weights[row] *= read_number(table, row, *rule->per, 0.0, kMostPer, problems).value_or(0.0);
    }
  }
  return weights;
}

/// First days of construction; nothing where the table does not say.
std::vector<std::optional<Date>> read_years(const Table& table,
                                            const std::optional<std::string>& name,
                                            ProblemList& problems, std::vector<ImportNote>& notes) {
  std::vector<std::optional<Date>> first(table.rows());
  const auto column = name ? find_column(table, *name, problems) : std::nullopt;
  if (!column) {
    return first;
  }
  std::size_t unknown = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& text = table.cell(row, *column);
    if (const auto span = parse_ledger_date(text)) {
      first[row] = span->first;
    } else if (trimmed(text).empty()) {
      ++unknown;
    } else {
      problems.add(table.problem_at(row, *name, text, "this is not a year or a date",
                                    "write 1985 or 1985-06-30, or leave it empty"));
    }
  }
  if (unknown > 0) {
    add_note(notes, kTopic, "unknown_year", as_figure(unknown), "rows",
             fmt::format("{} rows have no year: they are taken to stand at any time.", unknown));
  }
  return first;
}

/// All rows of the source with what decides who lives there.
struct Rows {
  const Table& table;
  std::size_t id = 0;
  Positions positions;
  std::vector<std::string> key;
  std::vector<double> weight;
  std::vector<std::optional<Date>> built;
};

Population estimate(const EstimateSpec& spec, const Rows& rows, const NearStreet& near_street,
                    ProblemList& problems, std::vector<ImportNote>& notes) {
  std::vector<double> weight = rows.weight;
  std::size_t weighted = 0;
  std::size_t standing = 0;
  std::size_t far = 0;
  for (std::size_t row = 0; row < weight.size(); ++row) {
    const bool stands =
        !spec.standing_before || !rows.built[row] || *rows.built[row] < *spec.standing_before;
    weighted += stands && weight[row] > 0.0 ? 1U : 0U;
    weight[row] = stands && rows.positions.good[row] != 0 ? weight[row] : 0.0;
    if (spec.near_streets && weight[row] > 0.0 &&
        !near_street(rows.positions.x[row], rows.positions.y[row])) {
      weight[row] = 0.0;
      ++far;
    }
    standing += weight[row] > 0.0 ? 1U : 0U;
  }
  Population population{spec.name, spec.note, spread_persons(spec.total, weight, rows.key),
                        spec.household_shares};
  if (weighted == 0) {
    problems.add({rows.table.file, 0, "population.estimate", spec.name,
                  "no row has a weight, so nobody can be placed",
                  "check the weight rules and standing_before"});
  } else if (standing == 0 && problems.empty()) {  // else the reason has been said
    problems.add({rows.table.file, 0, "population.estimate", spec.name,
                  "no row with a weight lies near a street, so nobody can be placed",
                  "check that streets and positions are of one place, and their CRS"});
  }
  add_note(notes, kTopic, "estimate_" + spec.name, as_figure(population.total()), "persons",
           fmt::format("Population '{}' is an estimate: {} persons spread over {} of {} rows by "
                       "weight.",
                       spec.name, population.total(), standing, rows.key.size()));
  if (spec.near_streets) {
    add_note(notes, kTopic, "beyond_streets_" + spec.name, as_figure(far), "rows",
             fmt::format("{} rows got nobody of population '{}', because they lie beyond the "
                         "streets that were given (near_streets).",
                         far, spec.name));
  }
  return population;
}

std::optional<Population> count(const CountSpec& spec, const Rows& rows, ProblemList& problems,
                                std::vector<ImportNote>& notes) {
  constexpr double kMostPersons = 1e6;
  const auto column = find_column(rows.table, spec.column, problems);
  if (!column) {
    return std::nullopt;
  }
  Population population{spec.name, spec.note, {}, spec.household_shares};
  for (std::size_t row = 0; row < rows.key.size(); ++row) {
    const std::string& text = rows.table.cell(row, *column);
    const auto persons = read_number(rows.table, row, *column, 0.0, kMostPersons, problems);
    if (persons && *persons != std::floor(*persons)) {
      problems.add(rows.table.problem_at(row, spec.column, text, "persons must be a whole number",
                                         "round the figures of the file"));
    }
    population.persons.push_back(static_cast<std::int32_t>(persons.value_or(0.0)));
  }
  if (population.total() == 0) {
    problems.add({rows.table.file, 0, spec.column, spec.name, "the population is zero",
                  "name the column that holds persons"});
  }
  add_note(notes, kTopic, "count_" + spec.name, as_figure(population.total()), "persons",
           fmt::format("Population '{}' has {} persons.", spec.name, population.total()));
  return population;
}

/// Keeps the rows that hold anybody in any population.
ImportedPopulation keep_inhabited(const Rows& rows, const std::vector<Population>& all) {
  ImportedPopulation out;
  for (const Population& each : all) {
    out.populations.push_back({each.name, each.note, {}, each.household_shares});
  }
  for (std::size_t row = 0; row < rows.key.size(); ++row) {
    const bool inhabited = std::any_of(
        all.begin(), all.end(), [&](const Population& each) { return each.persons[row] > 0; });
    if (!inhabited || rows.positions.good[row] == 0) {
      continue;
    }
    out.origins.key.push_back(rows.key[row]);
    out.origins.x.push_back(rows.positions.x[row]);
    out.origins.y.push_back(rows.positions.y[row]);
    for (std::size_t p = 0; p < all.size(); ++p) {
      out.populations[p].persons.push_back(all[p].persons[row]);
    }
  }
  return out;
}

void check_names(const std::vector<Population>& populations, const std::string& file,
                 ProblemList& problems) {
  for (std::size_t i = 0; i < populations.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (populations[i].name == populations[j].name) {
        problems.add({file, 0, "population", populations[i].name, "two populations have this name",
                      "give each a name of its own"});
      }
    }
  }
}

}  // namespace

std::vector<std::int32_t> spread_persons(std::int64_t total, const std::vector<double>& weight,
                                         const std::vector<std::string>& key) {
  std::vector<std::int32_t> persons(weight.size(), 0);
  const double sum = std::accumulate(weight.begin(), weight.end(), 0.0);
  if (!(sum > 0.0)) {
    return persons;
  }
  std::vector<double> remainder(weight.size(), -1.0);
  std::vector<std::size_t> order;
  std::int64_t left = total;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    if (weight[i] > 0.0) {
      const double quota = static_cast<double>(total) * (weight[i] / sum);
      persons[i] = static_cast<std::int32_t>(std::floor(quota));
      remainder[i] = quota - std::floor(quota);
      left -= persons[i];
      order.push_back(i);
    }
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return remainder[a] != remainder[b] ? remainder[a] > remainder[b] : key[a] < key[b];
  });
  // Rounding of the quotas themselves may leave one more, or one too many, than remainders suggest.
  for (std::size_t k = 0; left > 0; k = (k + 1) % order.size(), --left) {
    ++persons[order[k]];
  }
  for (std::size_t k = order.size(); left < 0; k = k == 1 ? order.size() : k - 1) {
    if (persons[order[k - 1]] > 0) {
      --persons[order[k - 1]];
      ++left;
    }
  }
  return persons;
}

ImportedPopulation import_population(const PopulationSpec& spec, const Crs& working,
                                     const NearStreet& near_street, ProblemList& problems,
                                     std::vector<ImportNote>& notes) {
  const Table table = read_source_table(spec.source, kTopic, problems, notes);
  if (table.rows() == 0) {
    return {};
  }
  const auto id = find_column(table, spec.id, problems);
  if (id) {
    check_unique_keys(table, *id, problems);
  }
  Rows rows{table,
            id.value_or(0),
            read_positions(table, spec.position, spec.source, working, problems),
            {},
            row_weights(table, spec.weights, problems),
            read_years(table, spec.year, problems, notes)};
  for (std::size_t row = 0; row < table.rows(); ++row) {
    rows.key.emplace_back(trimmed(table.cell(row, rows.id)));
  }
  add_note(notes, kTopic, "buildings", as_figure(table.rows()), "rows",
           fmt::format("{} rows were read from {}.", table.rows(), spec.source.given));
  std::vector<Population> populations;
  for (const EstimateSpec& each : spec.estimates) {
    populations.push_back(estimate(each, rows, near_street, problems, notes));
  }
  for (const CountSpec& each : spec.counts) {
    if (auto counted = count(each, rows, problems, notes)) {
      populations.push_back(std::move(*counted));
    }
  }
  check_names(populations, spec.source.given, problems);
  return keep_inhabited(rows, populations);
}

}  // namespace yanbi
