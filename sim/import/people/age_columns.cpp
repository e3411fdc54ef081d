// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/age_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "sim/import/source_table.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr int kOldest = 150;

/// All of `text` as an age in whole years.
std::optional<int> parse_age(std::string_view text) {
  int age = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), age);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && 0 <= age && age <= kOldest ? std::optional(age) : std::nullopt;
}

/// Says what is wrong with the order of sorted groups; empty when they follow each other.
std::string fault_of(const std::vector<AgeColumns>& ages) {
  if (ages.front().group.first != 0) {
    return fmt::format("the first age group begins at {}: the years before are missing",
                       ages.front().group.first);
  }
  for (std::size_t i = 0; i + 1 < ages.size(); ++i) {
    const AgeGroup& group = ages[i].group;
    const AgeGroup& next = ages[i + 1].group;
    if (!group.last || *group.last + 1 != next.first) {
      return fmt::format("the age groups {} and {} overlap or leave years out", group.label,
                         next.label);
    }
  }
  return ages.back().group.last
             ? fmt::format("nobody can be older than {}", *ages.back().group.last)
             : "";
}

}  // namespace

std::optional<AgeGroup> parse_age_group(std::string_view text) {
  text = trimmed(text);
  AgeGroup group;
  group.label = std::string(text);
  const bool open = !text.empty() && text.back() == '+';
  if (open) {
    text.remove_suffix(1);
  }
  const std::size_t dash = text.find('-');
  const std::optional<int> first = parse_age(text.substr(0, dash));
  group.last = dash == std::string_view::npos ? first : parse_age(text.substr(dash + 1));
  if (!first || !group.last || *group.last < *first || (open && dash != std::string_view::npos)) {
    return std::nullopt;
  }
  group.first = *first;
  if (open) {
    group.last.reset();
  }
  return group;
}

std::vector<AgeColumns> read_age_columns(const TomlTable& table, const std::string& key) {
  const std::optional<TomlTable> groups = table.table(key);
  if (!groups) {
    return {};
  }
  const char* remedy =
      R"(write for example { "0-14" = ["A"], "15-64" = ["B"], "65+" = ["C", "D"] })";
  std::vector<AgeColumns> ages;
  bool good = true;
  for (const std::string& name : groups->keys()) {
    const std::optional<AgeGroup> group = parse_age_group(name);
    const auto columns = groups->texts(name);
    if (!group) {
      groups->problem(name, "this is no age group", remedy);
    } else if (columns && columns->empty()) {
      groups->problem(name, "an age group needs at least one column", remedy);
    }
    good = good && group && columns && !columns->empty();
    if (good) {
      ages.push_back({*group, *columns});
    }
  }
  if (!good || ages.empty()) {
    if (ages.empty() && good) {
      table.problem(key, "there is no age group", remedy);
    }
    return {};
  }
  std::sort(ages.begin(), ages.end(),
            [](const AgeColumns& a, const AgeColumns& b) { return a.group.first < b.group.first; });
  if (const std::string fault = fault_of(ages); !fault.empty()) {
    table.problem(key, fault, remedy);
    return {};
  }
  return ages;
}

FoundAges find_age_columns(const Table& table, const std::vector<AgeColumns>& ages,
                           ProblemList& problems) {
  FoundAges found;
  bool good = true;
  for (const AgeColumns& each : ages) {
    std::vector<std::size_t> columns;
    for (const std::string& name : each.columns) {
      if (const auto column = find_column(table, name, problems)) {
        columns.push_back(*column);
      } else {
        good = false;
      }
    }
    found.columns.push_back(std::move(columns));
  }
  return good ? found : FoundAges{};
}

std::optional<std::vector<double>> ages_of_row(const Table& table, std::size_t row,
                                               const FoundAges& ages, double most,
                                               ProblemList& problems) {
  std::vector<double> sums;
  bool good = true;
  for (const std::vector<std::size_t>& columns : ages.columns) {
    double sum = 0.0;
    for (const std::size_t column : columns) {
      const auto value = read_number(table, row, column, 0.0, most, problems);
      good = good && value.has_value();
      sum += value.value_or(0.0);
    }
    sums.push_back(sum);
  }
  return good ? std::optional(std::move(sums)) : std::nullopt;
}

std::vector<AgeGroup> age_groups_of(const std::vector<AgeColumns>& ages) {
  std::vector<AgeGroup> groups;
  groups.reserve(ages.size());
  for (const AgeColumns& each : ages) {
    groups.push_back(each.group);
  }
  return groups;
}

}  // namespace yanbi
