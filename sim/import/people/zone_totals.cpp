// SPDX-License-Identifier: Apache-2.0
#include "sim/import/people/zone_totals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "sim/base/spread_persons.hpp"
#include "sim/import/notes.hpp"
#include "sim/import/people/people_notes.hpp"
#include "sim/import/people/zones_import.hpp"
#include "sim/import/values.hpp"

namespace yanbi {
namespace {

constexpr const char* kKey = "population.estimate.totals";
constexpr double kMostInZone = 1e9;

/// The persons of every row, whole; empty after problems.
std::vector<std::int32_t> read_persons(const Table& table, const EstimateSpec& spec,
                                       const std::vector<std::string>& keys, ProblemList& problems,
                                       std::vector<ImportNote>& notes) {
  const auto column = find_column(table, spec.totals->persons, problems);
  if (!column) {
    return {};
  }
  std::vector<double> persons;
  std::size_t fractional = 0;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (const auto number = read_number(table, row, *column, 0.0, kMostInZone, problems)) {
      persons.push_back(*number);
      fractional += *number != std::floor(*number) ? 1U : 0U;
    }
  }
  if (persons.size() < table.rows()) {
    return {};
  }
  if (fractional > 0) {
    add_note(notes, kPeopleTopic, "fractional_totals_" + spec.head.name, as_figure(fractional),
             "rows",
             fmt::format("{} totals of zones are no whole numbers: they were rounded so that their "
                         "sum is the rounded sum.",
                         fractional));
  }
  return round_persons(persons, keys);
}

std::vector<std::string> keys_of(const Table& table, std::size_t column) {
  std::vector<std::string> keys;
  keys.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    keys.emplace_back(trimmed(table.cell(row, column)));
  }
  return keys;
}

/// The polygons of the file itself.
Geography read_own_zones(const EstimateSpec& spec, const Crs& working, ProblemList& problems,
                         std::vector<ImportNote>& notes) {
  GeographySpec own;
  own.name = "totals of " + spec.head.name;
  own.source = spec.totals->source;
  own.key = spec.totals->key;
  own.label = spec.totals->key;
  return read_zones(own, working, problems, notes);
}

void fill_persons(const EstimateSpec& spec, const Table& table, ZoneTotals& totals,
                  ProblemList& problems, std::vector<ImportNote>& notes) {
  const auto key = find_column(table, spec.totals->key, problems);
  if (!key) {
    return;
  }
  if (spec.totals->geography) {  // a layer's own keys have been checked with its polygons
    check_unique_keys(table, *key, problems);
  }
  const std::vector<std::string> keys = keys_of(table, *key);
  const std::vector<std::int32_t> persons = read_persons(table, spec, keys, problems, notes);
  if (persons.empty()) {
    return;
  }
  const ZoneRows rows = match_rows(table, *key, totals.zones());
  for (std::size_t z = 0; z < rows.row.size(); ++z) {
    totals.persons[z] = rows.row[z] ? persons[*rows.row[z]] : 0;
    if (!rows.row[z]) {
      totals.without_row.push_back(totals.zones().key[z]);
    }
  }
  for (const std::size_t row : rows.strangers) {
    if (persons[row] > 0) {
      totals.strangers.push_back(keys[row]);
      totals.persons_of_strangers += persons[row];
    }
  }
  totals.complete = true;
}

/// Says whose people cannot be placed.
void report_unplaced(const EstimateSpec& spec, const std::string& file, std::int64_t persons,
                     const std::vector<std::string>& names, const char* why, const char* remedy,
                     ProblemList& problems, std::vector<ImportNote>& notes) {
  if (names.empty()) {
    return;
  }
  const std::string text =
      fmt::format("{} persons of {} zones cannot be placed: {}", persons, names.size(), why);
  if (spec.note_unplaced) {
    add_note(notes, kPeopleTopic, "unplaced_" + spec.head.name, as_figure(persons), "persons",
             fmt::format("In population '{}' {} ({}).", spec.head.name, text, shortened(names)));
  } else {
    problems.add({file, 0, kKey, shortened(names), text,
                  fmt::format("{}, or write unplaced = \"note\" to leave them out", remedy)});
  }
}

/// Rows with a weight, by zone.
std::vector<std::vector<std::size_t>> members_of(const ZoneTotals& totals,
                                                 const ZoneOfRow& zone_of_row,
                                                 const std::vector<double>& weight,
                                                 std::size_t& outside) {
  std::vector<std::vector<std::size_t>> members(totals.persons.size());
  for (std::size_t row = 0; row < weight.size(); ++row) {
    if (weight[row] > 0.0 && zone_of_row[row]) {
      members[*zone_of_row[row]].push_back(row);
    } else if (weight[row] > 0.0) {
      ++outside;
    }
  }
  return members;
}

/// Spreads one total over the rows of its zone.
void spread_in_zone(std::int64_t total, const std::vector<std::size_t>& members,
                    const std::vector<double>& weight, const std::vector<std::string>& key,
                    std::vector<std::int32_t>& persons) {
  std::vector<double> weights;
  std::vector<std::string> keys;
  for (const std::size_t row : members) {
    weights.push_back(weight[row]);
    keys.push_back(key[row]);
  }
  const std::vector<std::int32_t> spread = spread_persons(total, weights, keys);
  for (std::size_t i = 0; i < members.size(); ++i) {
    persons[members[i]] = spread[i];
  }
}

}  // namespace

std::int64_t ZoneTotals::total() const noexcept {
  return std::accumulate(persons.begin(), persons.end(), persons_of_strangers);
}

ZoneTotals read_zone_totals(const EstimateSpec& spec, const Crs& working,
                            std::span<const Geography> geographies, ProblemList& problems,
                            std::vector<ImportNote>& notes) {
  ZoneTotals totals;
  const SourceSpec& source = spec.totals->source;
  totals.file = source.given;
  if (spec.totals->geography) {
    totals.shared = find_geography(geographies, *spec.totals->geography, source.given, problems);
  } else {
    totals.own = read_own_zones(spec, working, problems, notes);
  }
  // Zones that could not be read have been reported.
  if (totals.zones().size() == 0) {
    return totals;
  }
  totals.persons.assign(totals.zones().size(), 0);
  const Table table = read_attributes(source, kPeopleTopic, problems, notes);
  if (table.rows() > 0) {
    fill_persons(spec, table, totals, problems, notes);
  }
  if (totals.complete && totals.total() == 0) {
    problems.add({source.given, 0, spec.totals->persons, "", "nobody lives in any zone",
                  "name the column that holds persons"});
    totals.complete = false;
  }
  if (totals.complete && spec.total && *spec.total != totals.total()) {
    problems.add({source.given, 0, spec.totals->persons, std::to_string(totals.total()),
                  fmt::format("the zones do not sum to total = {}", *spec.total),
                  "correct the total, or leave it out"});
  }
  return totals;
}

std::vector<std::int32_t> spread_zone_totals(const EstimateSpec& spec, const ZoneTotals& totals,
                                             const ZoneOfRow& zone_of_row,
                                             const std::vector<double>& weight,
                                             const std::vector<std::string>& key,
                                             ProblemList& problems,
                                             std::vector<ImportNote>& notes) {
  std::size_t outside = 0;
  const auto members = members_of(totals, zone_of_row, weight, outside);
  std::vector<std::int32_t> persons(weight.size(), 0);
  std::vector<std::string> empty;
  std::int64_t unplaced = 0;
  for (std::size_t z = 0; z < members.size(); ++z) {
    if (totals.persons[z] > 0 && members[z].empty()) {
      empty.push_back(totals.zones().key[z]);
      unplaced += totals.persons[z];
    } else {
      spread_in_zone(totals.persons[z], members[z], weight, key, persons);
    }
  }
  std::vector<std::string> silent;
  for (const std::string& zone : totals.without_row) {
    const auto z = std::find(totals.zones().key.begin(), totals.zones().key.end(), zone) -
                   totals.zones().key.begin();
    if (!members[static_cast<std::size_t>(z)].empty()) {
      silent.push_back(zone);
    }
  }
  if (!silent.empty()) {
    problems.add({totals.file, 0, kKey, shortened(silent),
                  "origins lie in these zones, but no row says how many persons live there",
                  "add their rows, with 0 where nobody lives"});
  }
  report_unplaced(spec, totals.file, unplaced, empty, "no origin with a weight lies in them",
                  "give origins there, check the weight rules", problems, notes);
  report_unplaced(spec, totals.file, totals.persons_of_strangers, totals.strangers,
                  "the geography has no zones of these keys",
                  "correct the keys, or remove the rows", problems, notes);
  if (outside > 0) {
    add_note(notes, kPeopleTopic, "outside_totals_" + spec.head.name, as_figure(outside), "rows",
             fmt::format("{} rows got nobody of population '{}', because they lie in no zone that "
                         "has a total.",
                         outside, spec.head.name));
  }
  return persons;
}

}  // namespace yanbi
