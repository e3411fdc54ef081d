// SPDX-License-Identifier: Apache-2.0
// The view of one case of a result file.
#include "outputs/result_reader.hpp"
#include "outputs/statistics.hpp"
#include "sim/base/assert.hpp"
#include "sim/base/hash.hpp"

namespace yanbi {
namespace {

std::vector<RunScores> runs_of_case(const ResultFile& result, std::size_t case_index) {
  std::vector<RunScores> runs;
  for (std::size_t r = 0; r < result.runs.size(); ++r) {
    if (result.case_of[r] == case_index) {
      runs.push_back(result.runs[r]);
    }
  }
  return runs;
}

}  // namespace

ScoreView make_score_view(const ResultFile& result, std::size_t case_index) {
  YANBI_EXPECT(case_index < result.case_info.size());
  const ResultCaseInfo& info = result.case_info[case_index];
  const std::vector<RunScores> runs = runs_of_case(result, case_index);
  YANBI_EXPECT(!runs.empty());
  ScoreView view;
  view.city = result.city;
  view.scenario = result.scenario;
  view.layout = info.layout;
  view.population = info.population;
  view.synthetic = result.synthetic;
  view.seed = runs.front().seed;
  view.deadlines = result.deadlines;
  view.causes = result.causes;
  for (const RunScores& run : runs) {
    view.state_hashes.push_back(to_hex(run.state_hash));
  }
  view.replicates = runs.size();
  const Summary summary = summarize_replicates(runs);
  for (std::size_t g = 0; g < summary.geographies.size(); ++g) {
    view.geographies.push_back(make_geography_view(
        summary.geographies[g], result.geographies[g].key, result.geographies[g].label));
  }
  view.only_at_risk = info.only_at_risk;
  if (info.meets_hazards) {
    view.hazard = make_hazard_view(runs, result.effects);
    view.hazard->name = info.hazard;
    view.hazard->synthetic = info.hazard_synthetic;
  }
  return view;
}

}  // namespace yanbi
