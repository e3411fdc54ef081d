// SPDX-License-Identifier: Apache-2.0
#include "sim/import/spec_reader.hpp"

namespace yanbi {
namespace {

constexpr double kMostPersons = 1e9;

std::optional<WeightSpec> read_weight(const TomlTable& table) {
  WeightSpec rule;
  rule.per = table.text("per");
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

std::optional<EstimateSpec> read_estimate(const TomlTable& table) {
  EstimateSpec estimate;
  estimate.note = table.text("note").value_or("");
  estimate.standing_before = table.date("standing_before", false);
  estimate.near_streets = table.boolean("near_streets").value_or(false);
  estimate.household_shares = read_household_shares(table);
  const auto name = required_text(table, "name", "scenarios choose the population by its name");
  const auto total = table.integer("total", {1.0, kMostPersons});
  if (!table.has("total")) {
    table.missing("total", "the persons to spread over the buildings", "add total = ...");
  }
  if (!name || !total) {
    return std::nullopt;
  }
  estimate.name = *name;
  estimate.total = *total;
  return estimate;
}

std::optional<CountSpec> read_count(const TomlTable& table) {
  CountSpec count;
  count.note = table.text("note").value_or("");
  count.household_shares = read_household_shares(table);
  const auto name = required_text(table, "name", "scenarios choose the population by its name");
  const auto column = required_text(table, "column", "it gives the persons of each row");
  if (!name || !column) {
    return std::nullopt;
  }
  count.name = *name;
  count.column = *column;
  return count;
}

}  // namespace

std::optional<PopulationSpec> read_population_spec(const TomlTable& table,
                                                   const std::filesystem::path& data_root) {
  PopulationSpec population;
  const std::optional<SourceSpec> source = read_source(table, data_root);
  const auto id = required_text(table, "id", "the column that names each origin");
  population.position = read_position(table);
  population.year = table.text("year");
  for (const TomlTable& rule : table.tables("weight")) {
    if (auto weight = read_weight(rule)) {
      population.weights.push_back(std::move(*weight));
    }
  }
  for (const TomlTable& part : table.tables("estimate")) {
    if (auto estimate = read_estimate(part)) {
      population.estimates.push_back(std::move(*estimate));
    }
  }
  for (const TomlTable& part : table.tables("count")) {
    if (auto count = read_count(part)) {
      population.counts.push_back(std::move(*count));
    }
  }
  if (!table.has("estimate") && !table.has("count")) {
    table.missing("estimate", "a city needs at least one population",
                  "add [[population.estimate]] with name and total, or [[population.count]] with "
                  "name and column");
  }
  if (!source || !id) {
    return std::nullopt;
  }
  population.source = *source;
  population.id = *id;
  return population;
}

}  // namespace yanbi
