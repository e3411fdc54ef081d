// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/rounds.hpp"

#include <limits>

#include "sim/batch/stopping_rule.hpp"

namespace yanbi {
namespace {

/// The statistic of replicates 0, 1, ... of a case, up to the first that is missing; NaN for those
/// that failed.
std::vector<double> statistics_of(const JournalContents& journals, std::uint32_t case_index) {
  std::vector<double> values;
  for (auto at = journals.runs.lower_bound({case_index, 0});
       at != journals.runs.end() && at->first.case_index == case_index &&
       at->first.replicate == values.size();
       ++at) {
    values.push_back(at->second.failed ? std::numeric_limits<double>::quiet_NaN()
                                       : at->second.statistic);
  }
  return values;
}

}  // namespace

CaseState state_of_case(const BatchSpec& spec, const RunPlan& plan, const JournalContents& journals,
                        std::uint32_t case_index) {
  if (!spec.until) {
    return {plan.replicates, true};
  }
  const StoppingRule rule(*spec.until);
  const std::vector<double> values = statistics_of(journals, case_index);
  if (const std::uint32_t decided = rule.decided(values); decided > 0) {
    return {decided, true};
  }
  for (const std::uint32_t look : rule.looks()) {
    if (look > values.size()) {
      return {look, false};
    }
  }
  return {rule.looks().back(), true};
}

std::vector<RunKey> next_round(const BatchSpec& spec, const RunPlan& plan,
                               const JournalContents& journals,
                               const std::vector<std::uint32_t>& cases, bool retry_failed) {
  std::vector<RunKey> round;
  for (const std::uint32_t case_index : cases) {
    const std::uint32_t wanted = state_of_case(spec, plan, journals, case_index).wanted;
    for (std::uint32_t replicate = 0; replicate < wanted; ++replicate) {
      const auto found = journals.runs.find({case_index, replicate});
      if (found == journals.runs.end() || (retry_failed && found->second.failed)) {
        round.push_back({case_index, replicate});
      }
    }
  }
  return round;
}

FinishedRuns finished_runs(const BatchSpec& spec, const RunPlan& plan,
                           const JournalContents& journals,
                           const std::vector<std::uint32_t>& cases) {
  FinishedRuns finished;
  for (const std::uint32_t case_index : cases) {
    const CaseState state = state_of_case(spec, plan, journals, case_index);
    for (std::uint32_t replicate = 0; replicate < state.wanted; ++replicate) {
      const RunKey run{case_index, replicate};
      const auto found = journals.runs.find(run);
      if (found == journals.runs.end()) {
        ++finished.missing;
      } else {
        (found->second.failed ? finished.failures : finished.runs).push_back(run);
      }
    }
  }
  return finished;
}

}  // namespace yanbi
