// SPDX-License-Identifier: Apache-2.0
#pragma once
// A comparison of layouts as text: tables for a planner's terminal, one JSON document for programs,
// and CSV. Nothing is printed here; the caller has the text.

#include <string>

#include "outputs/comparison.hpp"

namespace yanbi {

/// Which zones are given.
enum class ComparedZones {
  kAll,          ///< all that have people
  kSignificant,  ///< those that are better or worse; p-values are adjusted over all nevertheless
};

/// Says what is compared, then for each layout and group: all zones together, each zone, the
/// causes; then the ranking of the layouts. Ends with a line break.
[[nodiscard]] std::string comparison_table(const Comparison& comparison,
                                           ComparedZones zones = ComparedZones::kAll);

/// The comparison as one JSON document without a line break at the end. Keys:
///   baseline, geography, deadline_s, width_pp, city_hash, synthetic, redacted, only_at_risk,
///   causes [text], not_shown [text]
///   groups [{name, levels {factor: level}, layouts [{layout, case, baseline_case, pairs,
///     left_out {baseline, layout}, tested_zones, all zone, zones [zone]}],
///     ranking {replicates, layouts [{layout, case, coverage, difference}],
///       zones [{zone, label, layout, coverage, runner_up, lead, shared}]}}]
/// a zone being {zone, label, population, baseline_coverage, layout_coverage, difference, p,
/// p_adjusted, verdict, still_needed, causes {name: {baseline, difference}}}, and a difference, of
/// coverage in percentage points and of causes in persons, {mean, ci_low, ci_high, deviation}.
/// Coverage is in percent; `zone` and `label` are empty in `all`; null = not defined.
[[nodiscard]] std::string comparison_json(const Comparison& comparison,
                                          ComparedZones zones = ComparedZones::kAll);

/// For each group and layout a row of all zones together (zone "*"), then one for each zone, with a
/// header row: group, layout, baseline, geography, deadline_s, pairs, zone, label, population,
/// baseline_coverage, layout_coverage, difference_pp, ci_low_pp, ci_high_pp, p, p_adjusted,
/// verdict, still_needed, then for each cause C the columns C, C_ci_low and C_ci_high: the
/// difference in persons. RFC 4180, UTF-8; empty = not defined.
[[nodiscard]] std::string comparison_csv(const Comparison& comparison,
                                         ComparedZones zones = ComparedZones::kAll);

}  // namespace yanbi
