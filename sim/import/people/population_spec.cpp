// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/population_spec.hpp"

#include <algorithm>
#include <utility>

#include "sim/import/people/age_columns.hpp"
#include "sim/import/people/household_shares.hpp"
#include "sim/import/people/origin_source_spec.hpp"
#include "sim/import/people/profiles_spec.hpp"
#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

constexpr double kMostPersons = 1e9;
constexpr double kMostEach = 1e7;  // persons of a row

/// The columns that multiply a weight: `per`, or several as `per_all`.
std::vector<std::string> read_per(const TomlTable& table) {
  const std::optional<std::string> one = table.text("per");
  const auto all = table.texts("per_all");
  if (one && all) {
    table.problem("per_all", "per is given too; only one can be right", "keep one of the two");
  }
  return one ? std::vector<std::string>{*one} : all.value_or(std::vector<std::string>{});
}

std::optional<WeightSpec> read_weight(const TomlTable& table) {
  WeightSpec rule;
  rule.per = read_per(table);
  rule.per_missing = table.number("per_missing", {0.0, 1e6});
  if (rule.per_missing && rule.per.empty()) {
    table.problem("per_missing", "no column multiplies the weight, so none can be missing",
                  "add per = \"...\", or remove per_missing");
  }
  if (const std::optional<TomlTable> where = table.table("where")) {
    for (const std::string& column : where->keys()) {
      if (const auto allowed = where->texts(column)) {
        rule.where.emplace_back(column, *allowed);
      }
    }
  }
  const std::optional<double> weight = table.number("weight", {0.0, 1e6});
  if (!table.has("weight")) {
    table.missing("weight", "the rule says nothing without it", "add weight = 1.0");
  }
  if (!weight) {
    return std::nullopt;
  }
  rule.weight = *weight;
  return rule;
}

std::vector<WeightSpec> read_weights(const TomlTable& table) {
  std::vector<WeightSpec> weights;
  for (const TomlTable& rule : table.tables("weight")) {
    if (auto weight = read_weight(rule)) {
      weights.push_back(std::move(*weight));
    }
  }
  return weights;
}

/// `household_mean` with `household_single`; nothing when they are not given, or cannot be.
std::optional<std::vector<double>> read_household_mean(const TomlTable& table) {
  const auto mean = table.number("household_mean", {1.0, kLargestHousehold});
  const auto single = table.number("household_single", {0.0, 1.0});
  if (!mean) {
    if (single && !table.has("household_mean")) {
      table.missing("household_mean", "the share of households of one person needs it",
                    "add household_mean = 2.5  # persons a household");
    }
    return std::nullopt;
  }
  auto shares = household_shares_from_mean(*mean, single);
  if (!shares) {
    table.problem("household_mean",
                  "no households of 1 to 8 persons have this mean and this share "
                  "of households of one person",
                  "correct household_mean or household_single");
  }
  return shares;
}

/// What every population has; nothing without a name.
std::optional<PopulationHead> read_head(const TomlTable& table) {
  PopulationHead head;
  head.note = table.text("note").value_or("");
  head.profiles = table.boolean("profiles").value_or(true);
  head.household_shares = read_household_shares(table);
  const bool listed = table.has("household_shares");
  if (const auto shares = read_household_mean(table)) {
    head.household_shares = *shares;
  }
  if (listed && table.has("household_mean")) {
    table.problem("household_mean", "household_shares is given too; only one can be right",
                  "keep one of the two");
  }
  head.own_households = listed || table.has("household_mean");
  const auto name = required_text(table, "name", "scenarios choose the population by its name");
  if (!name) {
    return std::nullopt;
  }
  head.name = *name;
  return head;
}

std::optional<ZoneTotalsSpec> read_totals(const TomlTable& table,
                                          const std::filesystem::path& data_root) {
  ZoneTotalsSpec totals;
  totals.geography = table.text("geography");
  const std::optional<SourceSpec> source = read_source(table, data_root);
  const auto key = required_text(table, "key", "the column that names each zone");
  const auto persons = required_text(table, "persons", "the column that holds each zone's persons");
  if (!source || !key || !persons) {
    return std::nullopt;
  }
  totals.source = *source;
  totals.key = *key;
  totals.persons = *persons;
  return totals;
}

std::optional<EstimateSpec> read_estimate(const TomlTable& table,
                                          const std::filesystem::path& data_root) {
  EstimateSpec estimate;
  estimate.standing_before = table.date("standing_before", false);
  estimate.near_streets = table.boolean("near_streets").value_or(false);
  estimate.note_unplaced = table.choice("unplaced", {"problem", "note"}).value_or("") == "note";
  estimate.weights = read_weights(table);
  const std::optional<PopulationHead> head = read_head(table);
  estimate.total = table.integer("total", {1.0, kMostPersons});
  if (const std::optional<TomlTable> totals = table.table("totals")) {
    estimate.totals = read_totals(*totals, data_root);
  }
  if (!table.has("total") && !table.has("totals")) {
    table.missing("total", "the persons to spread over the buildings",
                  "add total = ..., or totals = { ... } by zone");
  }
  const bool stated = estimate.totals || (estimate.total && !table.has("totals"));
  if (!head || !stated) {
    return std::nullopt;
  }
  estimate.head = *head;
  return estimate;
}

std::optional<CountSpec> read_count(const TomlTable& table) {
  CountSpec count;
  const std::optional<PopulationHead> head = read_head(table);
  count.ages = read_age_columns(table, "ages");
  count.each = table.integer("each", {1.0, kMostEach});
  if (table.has("each") && (table.has("column") || table.has("ages"))) {
    table.problem("each", "columns say how many persons the rows have; only one can be right",
                  "keep each, or the columns");
  } else if (!table.has("each") && (table.has("column") || !table.has("ages"))) {
    count.column = required_text(table, "column", "it gives the persons of each row");
  }
  if (!head || (!count.column && !count.each && count.ages.empty())) {
    return std::nullopt;
  }
  count.head = *head;
  return count;
}

void add_weight_columns(const std::vector<WeightSpec>& rules, std::vector<std::string>& columns) {
  for (const WeightSpec& rule : rules) {
    columns.insert(columns.end(), rule.per.begin(), rule.per.end());
    for (const auto& [column, allowed] : rule.where) {
      columns.push_back(column);
    }
  }
}

}  // namespace

std::optional<PopulationSpec> read_population_spec(const TomlTable& table,
                                                   const std::filesystem::path& data_root) {
  PopulationSpec population;
  const bool has_source = read_origin_source(table, data_root, population);
  population.weights = read_weights(table);
  for (const TomlTable& part : table.tables("estimate")) {
    if (auto estimate = read_estimate(part, data_root)) {
      population.estimates.push_back(std::move(*estimate));
    }
  }
  for (const TomlTable& part : table.tables("count")) {
    if (auto count = read_count(part)) {
      population.counts.push_back(std::move(*count));
    }
  }
  if (const std::optional<TomlTable> profiles = table.table("profiles")) {
    population.profiles = read_profiles_spec(*profiles, data_root);
  }
  if (!table.has("estimate") && !table.has("count")) {
    table.missing("estimate", "a city needs at least one population",
                  "add [[population.estimate]] with name and total, or [[population.count]] with "
                  "name and column");
  }
  return has_source ? std::optional(std::move(population)) : std::nullopt;
}

std::vector<std::string> origin_columns(const PopulationSpec& spec) {
  std::vector<std::string> columns = {spec.id};
  for (const auto& each : {spec.position.x, spec.position.y, spec.position.both, spec.node,
                           spec.cell, spec.year, spec.floors}) {
    columns.insert(columns.end(), each ? 1 : 0, each.value_or(""));
  }
  add_weight_columns(spec.weights, columns);
  for (const EstimateSpec& estimate : spec.estimates) {
    add_weight_columns(estimate.weights, columns);
  }
  for (const CountSpec& count : spec.counts) {
    columns.insert(columns.end(), count.column ? 1 : 0, count.column.value_or(""));
    for (const AgeColumns& ages : count.ages) {
      columns.insert(columns.end(), ages.columns.begin(), ages.columns.end());
    }
  }
  return columns;
}

std::vector<SourceSpec> population_sources(const PopulationSpec& spec) {
  std::vector<SourceSpec> sources;
  const auto add = [&](const SourceSpec& source) {
    const bool known = std::any_of(sources.begin(), sources.end(), [&](const SourceSpec& each) {
      return each.path == source.path;
    });
    if (!known) {
      sources.push_back(source);
    }
  };
  if (spec.source) {
    add(*spec.source);
  }
  for (const EstimateSpec& estimate : spec.estimates) {
    if (estimate.totals) {
      add(estimate.totals->source);
    }
  }
  if (spec.profiles) {
    add(spec.profiles->source);
  }
  return sources;
}

}  // namespace yanbi
