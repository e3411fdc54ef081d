// SPDX-License-Identifier: Apache-2.0
#pragma once
// The compiled plan, plan.h5: who goes where, when and on which way, for the households of one
// population and seed. Read in a fraction of the time of a table, and not for editing.

#include <filesystem>
#include <vector>

#include "sim/plan/assignment.hpp"
#include "sim/plan/plan.hpp"

namespace yanbi {

/// Version of the plan file's layout; a file of another major version is refused.
inline constexpr int kPlanFormatMajor = 1;
inline constexpr int kPlanFormatMinor = 0;

/// Writes `plan` but for its alternatives, which every scenario finds for itself, to a temporary
/// name beside `path`, syncs and renames it.
/// @throws RunError when it cannot be written; nothing is left behind then.
void save_plan(const std::filesystem::path& path, const City& city, const Parties& parties,
               const Shelters& shelters, const Scenario& scenario, const Plan& plan);

/// Whether a plan of this name is to be compiled, which its ending says.
[[nodiscard]] bool is_compiled_plan_name(const std::filesystem::path& path);

/// What a given plan says of each party, with the routes that it names.
struct GivenPlan {
  TableAssignment assigned;
  RouteTable routes;
};

/// Reads a compiled plan for a scenario. Its layout may differ from that of the plan as long as it
/// has the works that people are sent to, with their doors.
/// @throws InputError when the file is missing, is no plan file, has another version or is damaged;
/// when it was made for another city, for other households or for another way to move; when a work
/// is no shelter of the scenario, or one of its doors is not where it was.
[[nodiscard]] GivenPlan load_plan(const std::filesystem::path& path, const City& city,
                                  const Parties& parties, const Shelters& shelters,
                                  const Scenario& scenario);

/// Hash of the households that a plan is for.
[[nodiscard]] std::uint64_t hash_households(const Parties& parties);

/// Reads what `plan.table` names, a table or a compiled plan.
/// @throws InputError as read_plan_table() and load_plan() do.
[[nodiscard]] GivenPlan read_given_plan(const std::filesystem::path& path, const PlanInput& input,
                                        const Scenario& scenario);

}  // namespace yanbi
