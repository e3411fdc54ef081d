// SPDX-License-Identifier: Apache-2.0
#pragma once
// Known totals of zones, spread over the origins inside each: people are conserved to the person.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/city/city.hpp"
#include "sim/import/geo/crs.hpp"
#include "sim/import/people/population_spec.hpp"
#include "sim/import/people/zone_rows.hpp"
#include "sim/import/source_table.hpp"

namespace yanbi {

/// Zones and how many persons live in each.
struct ZoneTotals {
  const Geography* shared = nullptr;     ///< a geography of the city; null = `own`
  Geography own;                         ///< polygons that came with the totals
  std::vector<std::int64_t> persons;     ///< by zone
  std::vector<std::string> without_row;  ///< keys of zones that the table does not know
  std::vector<std::string> strangers;    ///< keys in the table that no zone has
  std::int64_t persons_of_strangers = 0;
  std::string file;       ///< for messages
  bool complete = false;  ///< whether every row could be read

  [[nodiscard]] const Geography& zones() const noexcept { return shared ? *shared : own; }
  [[nodiscard]] std::int64_t total() const noexcept;
};

/// Reads the totals. Fractional persons are rounded so that their sum is the rounded sum, and
/// noted.
[[nodiscard]] ZoneTotals read_zone_totals(const EstimateSpec& spec, const Crs& working,
                                          std::span<const Geography> geographies,
                                          ProblemList& problems, std::vector<ImportNote>& notes);

/// Persons of each row: the total of its zone by `weight`, largest remainders first, ties by `key`.
/// Rows in no zone get nobody, which is noted. People of zones without any weight, and of keys that
/// no zone has, cannot be placed: a problem that lists them, or a note where `spec` says so.
[[nodiscard]] std::vector<std::int32_t> spread_zone_totals(
    const EstimateSpec& spec, const ZoneTotals& totals, const ZoneOfRow& zone_of_row,
    const std::vector<double>& weight, const std::vector<std::string>& key, ProblemList& problems,
    std::vector<ImportNote>& notes);

}  // namespace yanbi
