// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether a scenario takes what the cases of a batch set, and whether the city has what they name.

#include <filesystem>
#include <optional>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/batch/batch_spec.hpp"
#include "sim/batch/run_plan.hpp"
#include "sim/city/city.hpp"

namespace yanbi {

/// Everything that is wrong with the scenario of any case. A problem that several cases have is
/// listed once, with the first of them and how many others. @param city_file replaces the
/// scenario's own city, as --city does. @param city that all cases are held against; none = only
/// what can be said without it.
[[nodiscard]] std::vector<Problem> check_cases(
    const BatchSpec& spec, const RunPlan& plan,
    const std::optional<std::filesystem::path>& city_file = {}, const City* city = nullptr);

}  // namespace yanbi
