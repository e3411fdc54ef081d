// SPDX-License-Identifier: Apache-2.0
#include "sim/app/run_summary.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

namespace yanbi::app {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no NaN: what is not defined is null.
Json number_or_null(double value) { return std::isfinite(value) ? Json(value) : Json(); }

Json coverage_json(const ScoreView& scores) {
  Json coverage = Json::array();
  const ZoneView& all = scores.geographies.front().all;
  for (std::size_t d = 0; d < scores.deadlines.size(); ++d) {
    coverage.push_back({{"deadline_s", scores.deadlines[d]},
                        {"sheltered", number_or_null(all.sheltered[d])},
                        {"mean", number_or_null(all.coverage[d].mean)},
                        {"ci_low", number_or_null(all.coverage[d].ci_low)},
                        {"ci_high", number_or_null(all.coverage[d].ci_high)}});
  }
  return coverage;
}

std::string coverage_lines(const ScoreView& scores) {
  std::string text;
  const ZoneView& all = scores.geographies.front().all;
  for (std::size_t d = 0; d < scores.deadlines.size(); ++d) {
    const Spread& coverage = all.coverage[d];
    fmt::format_to(std::back_inserter(text), "  in shelter by {:<8} {:>10.0f} of {}{}  ({:.1f} %",
                   duration_text(scores.deadlines[d]), all.sheltered[d], all.population,
                   scores.only_at_risk ? " people at risk" : "", coverage.mean * 100.0);
    if (std::isfinite(coverage.ci_low)) {
      fmt::format_to(std::back_inserter(text), ", 95 % interval {:.1f} to {:.1f} %",
                     coverage.ci_low * 100.0, coverage.ci_high * 100.0);
    }
    text += ")\n";
  }
  return text;
}

/// As `yanbi score --json` has it.
Json hazard_json(const ScoreView& scores) { return Json::parse(score_json(scores)).at("hazard"); }

bool any_gridlock(const std::vector<RunScores>& runs) {
  return std::any_of(runs.begin(), runs.end(),
                     [](const RunScores& run) { return run.diagnostics.gridlocked; });
}

}  // namespace

std::string run_text(const RunSummary& summary) {
  const ScoreView& scores = summary.scores;
  std::string text =
      fmt::format("{} in {}{}: layout '{}', population '{}', {} replicate{}\n", scores.scenario,
                  scores.city, scores.synthetic ? " (synthetic data)" : "", scores.layout,
                  scores.population, scores.replicates, scores.replicates == 1 ? "" : "s");
  text += coverage_lines(scores);
  fmt::format_to(std::back_inserter(text),
                 "  planned: {} assigned, {} without a place, {} off the street network\n",
                 summary.plan.assigned, summary.plan.unplaced, summary.plan.off_network);
  text += hazard_text(scores, scores.geographies.front(), "  ");
  if (any_gridlock(summary.runs)) {
    text += "  warning: in some replicate the crowd stood still until the end\n";
  }
  fmt::format_to(std::back_inserter(text), "State hash: {}\n", fmt::join(scores.state_hashes, " "));
  fmt::format_to(std::back_inserter(text), "Result: {}\n", summary.result);
  return text;
}

Json run_json(const RunSummary& summary) {
  const ScoreView& scores = summary.scores;
  return {{"result", summary.result},
          {"city", scores.city},
          {"scenario", scores.scenario},
          {"layout", scores.layout},
          {"population", scores.population},
          {"synthetic", scores.synthetic},
          {"replicates", scores.replicates},
          {"seed", scores.seed},
          {"state_hashes", scores.state_hashes},
          {"persons", summary.plan.persons},
          {"assigned", summary.plan.assigned},
          {"unplaced", summary.plan.unplaced},
          {"off_network", summary.plan.off_network},
          {"gridlocked", any_gridlock(summary.runs)},
          {"coverage", coverage_json(scores)},
          {"only_at_risk", scores.only_at_risk},
          {"not_at_risk", scores.geographies.front().all.not_at_risk},
          {"hazard", hazard_json(scores)}};
}

}  // namespace yanbi::app
