// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether a scenario takes what the cases of a batch set, and whether the city has what they name.

#include <functional>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/batch/batch_spec.hpp"
#include "sim/batch/run_plan.hpp"
#include "sim/city/city.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// Everything that is wrong with the scenario of any case. A problem that several cases have is
/// listed once, with the first of them and how many others. @param overrides of the command line,
/// for all cases. @param city that all cases are held against; none = only what can be said without
/// it. @param fits called with each case's scenario that the city has all for.
[[nodiscard]] std::vector<Problem> check_cases(
    const BatchSpec& spec, const RunPlan& plan, const ScenarioOverrides& overrides = {},
    const City* city = nullptr, const std::function<void(const Scenario&)>& fits = {});

/// The scenario of a case: that of the batch, what the command line sets, and what the case sets.
/// @throws InputError.
[[nodiscard]] Scenario scenario_of_case(const BatchSpec& spec, const BatchCase& one,
                                        const ScenarioOverrides& overrides);

}  // namespace yanbi
