// SPDX-License-Identifier: Apache-2.0
// Scores for programs: JSON and CSV.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <cmath>

#include "outputs/csv_text.hpp"
#include "outputs/tables.hpp"

namespace yanbi {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) { return std::isnan(value) ? Json() : Json(value); }

template <class T>
Json number(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json spread_json(const Spread& spread) {
  return {{"mean", number(spread.mean)},
          {"ci_low", number(spread.ci_low)},
          {"ci_high", number(spread.ci_high)},
          {"p05", number(spread.p05)},
          {"p95", number(spread.p95)}};
}

Json zone_json(const ZoneView& zone, const std::vector<std::string>& causes) {
  Json coverage = Json::array();
  for (const Spread& spread : zone.coverage) {
    coverage.push_back(spread_json(spread));
  }
  Json unsheltered = Json::array();
  for (const std::vector<double>& persons : zone.unsheltered) {
    Json by_cause = Json::object();
    for (std::size_t c = 0; c < causes.size(); ++c) {
      by_cause[causes[c]] = number(persons[c]);
    }
    unsheltered.push_back(std::move(by_cause));
  }
  return {{"key", zone.key},
          {"label", zone.label},
          {"population", zone.population},
          {"places", number(zone.places)},
          {"sheltered", zone.sheltered},
          {"coverage", std::move(coverage)},
          {"unsheltered", std::move(unsheltered)},
          {"t50_s", number(zone.t50)},
          {"t90_s", number(zone.t90)},
          {"t95_s", number(zone.t95)},
          {"mean_walk_m", number(zone.mean_walk)},
          {"p95_walk_m", number(zone.p95_walk)},
          {"utilisation", number(zone.utilisation)},
          {"not_at_risk", zone.not_at_risk},
          {"caught", zone.caught},
          {"at_risk", number(zone.at_risk)},
          {"inside_before_water", number(zone.inside_before_water)},
          {"water_arrival_s", number(zone.water_arrival)}};
}

Json geography_json(const GeographyView& geography, const std::vector<std::string>& causes) {
  Json zones = Json::array();
  for (const ZoneView& zone : geography.zones) {
    zones.push_back(zone_json(zone, causes));
  }
  return {{"name", geography.name},
          {"gini_access", number(geography.gini_access)},
          {"zones", std::move(zones)},
          {"all", zone_json(geography.all, causes)}};
}

Json hazard_json(const std::optional<HazardView>& hazard) {
  if (!hazard) {
    return {};
  }
  Json exposure = Json::array();
  for (const ExposureView& row : hazard->exposures) {
    exposure.push_back({{"at_s", row.at},
                        {"effects", row.effects},
                        {"at_home", row.at_home},
                        {"on_street", row.on_street},
                        {"sheltered", row.sheltered}});
  }
  return {{"name", hazard->name},
          {"synthetic", hazard->synthetic},
          {"caught", hazard->caught},
          {"lost_shelters", hazard->lost_shelters},
          {"lost_persons", hazard->lost_persons},
          {"sent_on", hazard->sent_on},
          {"detours", hazard->detours},
          {"exposure", std::move(exposure)}};
}

/// `before` stands at the beginning of each row.
void append_csv_rows(std::string& csv, const std::string& before, const ScoreView& view,
                     const std::string& geography, const std::string& key, const ZoneView& zone) {
  for (std::size_t d = 0; d < view.deadlines.size(); ++d) {
    const Spread& coverage = zone.coverage[d];
    csv += before;
    csv += fmt::format("{},{},{},{},{},{},{},{},{},{},{}", csv_text(geography), csv_text(key),
                       csv_text(zone.label), view.deadlines[d], zone.population,
                       csv_number(zone.sheltered[d]), csv_number(coverage.mean),
                       csv_number(coverage.ci_low), csv_number(coverage.ci_high),
                       csv_number(coverage.p05), csv_number(coverage.p95));
    for (const double persons : zone.unsheltered[d]) {
      csv += ',' + csv_number(persons);
    }
    csv += fmt::format(",{}\r\n", zone.not_at_risk);
  }
}

bool wanted(const std::optional<std::string>& geography, const GeographyView& candidate) {
  return !geography || *geography == candidate.name;
}

Json score_document(const ScoreView& view, const std::optional<std::string>& geography) {
  Json document = {{"city", view.city},
                   {"scenario", view.scenario},
                   {"layout", view.layout},
                   {"population", view.population},
                   {"synthetic", view.synthetic},
                   {"replicates", view.replicates},
                   {"seed", view.seed},
                   {"state_hashes", view.state_hashes},
                   {"deadlines_s", view.deadlines},
                   {"causes", view.causes},
                   {"only_at_risk", view.only_at_risk},
                   {"hazard", hazard_json(view.hazard)}};
  Json geographies = Json::array();
  for (const GeographyView& candidate : view.geographies) {
    if (wanted(geography, candidate)) {
      geographies.push_back(geography_json(candidate, view.causes));
    }
  }
  document["geographies"] = std::move(geographies);
  return document;
}

/// A name that is not valid UTF-8 must not keep the scores from being printed.
std::string text_of(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string csv_header(const std::vector<std::string>& causes) {
  std::string csv =
      "geography,zone,label,deadline_s,population,sheltered,coverage,coverage_ci_low,"
      "coverage_ci_high,coverage_p05,coverage_p95";
  for (const std::string& cause : causes) {
    csv += ',' + csv_text(cause);
  }
  return csv + ",not_at_risk\r\n";
}

std::string csv_rows(const std::string& before, const ScoreView& view,
                     const std::optional<std::string>& geography) {
  std::string csv;
  for (const GeographyView& candidate : view.geographies) {
    if (!wanted(geography, candidate)) {
      continue;
    }
    for (const ZoneView& zone : candidate.zones) {
      append_csv_rows(csv, before, view, candidate.name, zone.key, zone);
    }
    append_csv_rows(csv, before, view, candidate.name, "*", candidate.all);
  }
  return csv;
}

}  // namespace

std::string score_json(const ScoreView& view, const std::optional<std::string>& geography) {
  return text_of(score_document(view, geography));
}

std::string score_json(const std::vector<CaseScores>& cases,
                       const std::optional<std::string>& geography) {
  Json list = Json::array();
  for (const CaseScores& each : cases) {
    Json levels = Json::object();
    for (const auto& [factor, level] : each.levels) {
      levels[factor] = level;
    }
    list.push_back({{"case", each.name},
                    {"levels", std::move(levels)},
                    {"failed", each.failed},
                    {"scores", each.view ? score_document(*each.view, geography) : Json()}});
  }
  Json document = Json::object();
  document["cases"] = std::move(list);
  return text_of(document);
}

std::string score_csv(const ScoreView& view, const std::optional<std::string>& geography) {
  return csv_header(view.causes) + csv_rows("", view, geography);
}

std::string score_csv(const std::vector<CaseScores>& cases,
                      const std::optional<std::string>& geography) {
  std::string csv =
      "case," + csv_header(std::vector<std::string>(kCauseNames.begin(), kCauseNames.end()));
  for (const CaseScores& each : cases) {
    if (each.view) {
      csv += csv_rows(csv_text(each.name) + ',', *each.view, geography);
    }
  }
  return csv;
}

}  // namespace yanbi
