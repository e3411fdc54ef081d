// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/origin_weights.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/import/notes.hpp"
#include "sim/import/people/people_notes.hpp"
#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr double kMostPer = 1e9;
constexpr double kMostFloors = 255.0;

/// A weight rule with its columns found.
struct Rule {
  std::vector<std::pair<std::size_t, const std::vector<std::string>*>> where;
  double weight = 0.0;
  std::vector<std::size_t> per;
  std::optional<double> per_missing;
};

std::vector<Rule> find_rules(const Table& table, const std::vector<WeightSpec>& specs,
                             ProblemList& problems) {
  std::vector<Rule> rules;
  for (const WeightSpec& spec : specs) {
    Rule rule;
    rule.weight = spec.weight;
    rule.per_missing = spec.per_missing;
    for (const auto& [name, allowed] : spec.where) {
      if (const auto column = find_column(table, name, problems)) {
        rule.where.emplace_back(*column, &allowed);
      }
    }
    for (const std::string& name : spec.per) {
      if (const auto column = find_column(table, name, problems)) {
        rule.per.push_back(*column);
      }
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

/// The product of a rule's columns in one row; counts the empty cells in `missing`.
double per_of(const Rule& rule, const Table& table, std::size_t row, std::size_t& missing,
              ProblemList& problems) {
  double product = 1.0;
  for (const std::size_t column : rule.per) {
    if (rule.per_missing && trimmed(table.cell(row, column)).empty()) {
      product *= *rule.per_missing;
      ++missing;
    } else {
      product *= read_number(table, row, column, 0.0, kMostPer, problems).value_or(0.0);
    }
  }
  return product;
}

}  // namespace

std::vector<double> row_weights(const Table& table, const std::vector<WeightSpec>& rules,
                                const std::string& name, ProblemList& problems,
                                std::vector<ImportNote>& notes) {
  const std::vector<Rule> found = find_rules(table, rules, problems);
  std::vector<double> weights(table.rows(), found.empty() ? 1.0 : 0.0);
  std::size_t missing = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const auto rule = std::find_if(found.begin(), found.end(),
                                   [&](const Rule& each) { return applies(each, table, row); });
    if (rule != found.end()) {
      weights[row] = rule->weight * per_of(*rule, table, row, missing, problems);
    }
  }
  if (missing > 0) {
    add_note(notes, kPeopleTopic, name, as_figure(missing), "cells",
             fmt::format("{} cells that multiply a weight are empty: the rule's per_missing was "
                         "taken.",
                         missing));
  }
  return weights;
}

std::vector<std::uint8_t> read_floors(const Table& table, std::size_t column, ProblemList& problems,
                                      std::vector<ImportNote>& notes) {
  std::vector<std::uint8_t> floors(table.rows(), 0);
  std::size_t unknown = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (trimmed(table.cell(row, column)).empty()) {
      ++unknown;
    } else if (const auto number = read_number(table, row, column, 0.0, kMostFloors, problems)) {
      floors[row] = static_cast<std::uint8_t>(std::ceil(*number));
    }
  }
  add_note(
      notes, kPeopleTopic, "floors_unknown", as_figure(unknown), "rows",
      fmt::format("{} of {} rows do not say how many floors they have.", unknown, table.rows()));
  return floors;
}

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
    add_note(notes, kPeopleTopic, "unknown_year", as_figure(unknown), "rows",
             fmt::format("{} rows have no year: they are taken to stand at any time.", unknown));
  }
  return first;
}

void clear_unreadable(Table& table, const std::string& column, double most,
                      std::vector<ImportNote>& notes) {
  constexpr std::size_t kExamples = 3;
  const auto found = std::find(table.columns.begin(), table.columns.end(), column);
  if (found == table.columns.end()) {
    return;
  }
  const auto at = static_cast<std::size_t>(found - table.columns.begin());
  std::size_t cleared = 0;
  std::vector<std::string> examples;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::string& cell = table.cells[row * table.columns.size() + at];
    const std::optional<double> number = parse_number(cell);
    if (trimmed(cell).empty() || (number && 0.0 < *number && *number <= most)) {
      continue;
    }
    ++cleared;
    if (examples.size() < kExamples) {
      examples.push_back("'" + cell + "'");
    }
    cell.clear();
  }
  if (cleared > 0) {
    add_note(notes, kPeopleTopic, column + "_unreadable", as_figure(cleared), "rows",
             fmt::format("{} values of '{}' are no numbers above 0 and up to {}, and were taken as "
                         "not given: {} ...",
                         cleared, column, most, fmt::join(examples, ", ")));
  }
}

}  // namespace yanbi
