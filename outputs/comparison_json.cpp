// SPDX-License-Identifier: Apache-2.0
// A comparison for programs: JSON and CSV.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>

#include "outputs/comparison_tables.hpp"
#include "outputs/csv_text.hpp"

namespace yanbi {
namespace {

using ComparisonJson = nlohmann::ordered_json;

ComparisonJson or_null(double value) {
  return std::isnan(value) ? ComparisonJson() : ComparisonJson(value);
}

ComparisonJson difference_json(const PairedDifference& difference) {
  return {{"mean", or_null(difference.mean)},
          {"ci_low", or_null(difference.ci_low)},
          {"ci_high", or_null(difference.ci_high)},
          {"deviation", or_null(difference.deviation)}};
}

bool is_given(const ZoneDifference& zone, ComparedZones zones) {
  return zones == ComparedZones::kAll || zone.verdict == Verdict::kBetter ||
         zone.verdict == Verdict::kWorse;
}

ComparisonJson zone_difference_json(const ComparisonFacts& facts, const std::string& key,
                                    const std::string& label, const ZoneDifference& zone) {
  ComparisonJson causes = ComparisonJson::object();
  for (std::size_t c = 0; c < facts.causes.size(); ++c) {
    causes[facts.causes[c]] = {{"baseline", zone.baseline_causes[c]},
                               {"difference", difference_json(zone.causes[c])}};
  }
  return {
      {"zone", key},
      {"label", label},
      {"population", zone.persons},
      {"baseline_coverage", zone.baseline_coverage},
      {"layout_coverage", zone.layout_coverage},
      {"difference", difference_json(zone.coverage)},
      {"p", or_null(zone.p)},
      {"p_adjusted", or_null(zone.p_adjusted)},
      {"verdict", verdict_text(zone.verdict)},
      {"still_needed", zone.still_needed ? ComparisonJson(*zone.still_needed) : ComparisonJson()},
      {"causes", std::move(causes)}};
}

ComparisonJson layout_json(const ComparisonFacts& facts, const LayoutComparison& layout,
                           ComparedZones wanted) {
  ComparisonJson zones = ComparisonJson::array();
  for (const ZoneDifference& zone : layout.zones) {
    if (is_given(zone, wanted)) {
      zones.push_back(zone_difference_json(facts, facts.zone_keys[zone.zone],
                                           facts.zone_names[zone.zone], zone));
    }
  }
  return {{"layout", layout.layout},
          {"case", layout.case_name},
          {"baseline_case", layout.baseline_case},
          {"pairs", layout.pairs},
          {"left_out", {{"baseline", layout.only_in_baseline}, {"layout", layout.only_in_layout}}},
          {"tested_zones", layout.zones.size()},
          {"all", zone_difference_json(facts, "", "", layout.all)},
          {"zones", std::move(zones)}};
}

ComparisonJson ranking_json(const ComparisonFacts& facts, const Ranking& ranking) {
  ComparisonJson layouts = ComparisonJson::array();
  for (const RankedLayout& place : ranking.layouts) {
    layouts.push_back({{"layout", place.layout},
                       {"case", place.case_name},
                       {"coverage", place.coverage},
                       {"difference", place.to_baseline ? difference_json(*place.to_baseline)
                                                        : ComparisonJson()}});
  }
  ComparisonJson zones = ComparisonJson::array();
  for (const BestLayout& best : ranking.zones) {
    zones.push_back({{"zone", facts.zone_keys[best.zone]},
                     {"label", facts.zone_names[best.zone]},
                     {"layout", best.layout},
                     {"coverage", best.coverage},
                     {"runner_up", best.runner_up},
                     {"lead", difference_json(best.lead)},
                     {"shared", best.shared}});
  }
  return {{"replicates", ranking.replicates},
          {"layouts", std::move(layouts)},
          {"zones", std::move(zones)}};
}

ComparisonJson group_json(const ComparisonFacts& facts, const GroupComparison& group,
                          ComparedZones zones) {
  ComparisonJson levels = ComparisonJson::object();
  for (const auto& [factor, level] : group.levels) {
    levels[factor] = level;
  }
  ComparisonJson layouts = ComparisonJson::array();
  for (const LayoutComparison& layout : group.layouts) {
    layouts.push_back(layout_json(facts, layout, zones));
  }
  return {{"name", group.name},
          {"levels", std::move(levels)},
          {"layouts", std::move(layouts)},
          {"ranking", ranking_json(facts, group.ranking)}};
}

void append_comparison_row(std::string& csv, const Comparison& comparison,
                           const GroupComparison& group, const LayoutComparison& layout,
                           const std::string& key, const std::string& label,
                           const ZoneDifference& zone) {
  csv += fmt::format("{},{},{},{},{},{},{},{},{}", csv_text(group.name), csv_text(layout.layout),
                     csv_text(comparison.baseline), csv_text(comparison.facts.geography),
                     comparison.facts.deadline, layout.pairs, csv_text(key), csv_text(label),
                     zone.persons);
  csv += fmt::format(",{},{},{},{},{},{},{},{},{}", zone.baseline_coverage, zone.layout_coverage,
                     zone.coverage.mean, csv_number(zone.coverage.ci_low),
                     csv_number(zone.coverage.ci_high), csv_number(zone.p),
                     csv_number(zone.p_adjusted), verdict_text(zone.verdict),
                     zone.still_needed ? fmt::format("{}", *zone.still_needed) : "");
  for (const PairedDifference& cause : zone.causes) {
    csv +=
        fmt::format(",{},{},{}", cause.mean, csv_number(cause.ci_low), csv_number(cause.ci_high));
  }
  csv += "\r\n";
}

}  // namespace

std::string comparison_json(const Comparison& comparison, ComparedZones zones) {
  const ComparisonFacts& facts = comparison.facts;
  ComparisonJson groups = ComparisonJson::array();
  for (const GroupComparison& group : comparison.groups) {
    groups.push_back(group_json(facts, group, zones));
  }
  const ComparisonJson document = {
      {"baseline", comparison.baseline}, {"geography", facts.geography},
      {"deadline_s", facts.deadline},    {"width_pp", comparison.width},
      {"city_hash", facts.city_hash},    {"synthetic", facts.synthetic},
      {"redacted", facts.redacted},      {"only_at_risk", facts.only_at_risk},
      {"causes", facts.causes},          {"not_shown", comparison.not_shown},
      {"groups", std::move(groups)}};
  // A name that is not valid UTF-8 must not keep the comparison from being printed.
  return document.dump(2, ' ', false, ComparisonJson::error_handler_t::replace);
}

std::string comparison_csv(const Comparison& comparison, ComparedZones zones) {
  const ComparisonFacts& facts = comparison.facts;
  std::string csv =
      "group,layout,baseline,geography,deadline_s,pairs,zone,label,population,baseline_coverage,"
      "layout_coverage,difference_pp,ci_low_pp,ci_high_pp,p,p_adjusted,verdict,still_needed";
  for (const std::string& cause : facts.causes) {
    csv += fmt::format(",{0},{1},{2}", csv_text(cause), csv_text(cause + "_ci_low"),
                       csv_text(cause + "_ci_high"));
  }
  csv += "\r\n";
  for (const GroupComparison& group : comparison.groups) {
    for (const LayoutComparison& layout : group.layouts) {
      append_comparison_row(csv, comparison, group, layout, "*", "", layout.all);
      for (const ZoneDifference& zone : layout.zones) {
        if (is_given(zone, zones)) {
          append_comparison_row(csv, comparison, group, layout, facts.zone_keys[zone.zone],
                                facts.zone_names[zone.zone], zone);
        }
      }
    }
  }
  return csv;
}

}  // namespace yanbi
