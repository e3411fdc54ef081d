// SPDX-License-Identifier: Apache-2.0
#include "sim/app/run_ending.hpp"

#include <nlohmann/json.hpp>

#include <optional>

#include "sim/app/answer.hpp"
#include "sim/app/run_summary.hpp"

namespace yanbi::app {

void end_run(Session& session, const PreparedScenario& prepared, const ReplicateResults& results,
             const RunEnding& ending) {
  session.stop_if_asked();
  {
    const Interruption::Hold hold(session.interruption());
    save_result(ending.output, prepared, results, ending.provenance);
  }
  const std::optional<Hazard>& hazard = prepared.hazard();
  const RunSummary summary{make_score_view(prepared.city(), prepared.scenario(), results.runs,
                                           hazard ? &*hazard : nullptr),
                           prepared.plan_summary(), results.runs, ending.output.string()};
  if (ending.json) {
    answer_json(run_json(summary));
  } else {
    answer_text(ending.heading + run_text(summary));
  }
}

}  // namespace yanbi::app
