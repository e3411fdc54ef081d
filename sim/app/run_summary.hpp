// SPDX-License-Identifier: Apache-2.0
#pragma once
// What `yanbi run` answers: a few lines, or one JSON document.

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

#include "sim/yanbi.hpp"

namespace yanbi::app {

struct RunSummary {
  ScoreView scores;
  PlanSummary plan;
  const std::vector<RunScores>& runs;
  std::string result;  ///< path of the result file
};

[[nodiscard]] std::string run_text(const RunSummary& summary);
/// The keys are described in docs/commands.md.
[[nodiscard]] nlohmann::ordered_json run_json(const RunSummary& summary);

}  // namespace yanbi::app
