// SPDX-License-Identifier: Apache-2.0
#pragma once
// A scenario made ready in its city: all that its replicates share.

#include <filesystem>
#include <memory>
#include <optional>

#include "sim/base/progress.hpp"
#include "sim/city/city.hpp"
#include "sim/hazard/hazard.hpp"
#include "sim/kernel/prepare_hazards.hpp"
#include "sim/kernel/simulation.hpp"
#include "sim/plan/parties.hpp"
#include "sim/plan/plan.hpp"
#include "sim/plan/shelters.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

/// A scenario in its city, with everything that its replicates share: the people, the shelters and
/// the plan. Immutable, so that any number of runs may read it at once.
class PreparedScenario {
 public:
  /// Finds the layout and the population, and makes the plan, on at most `threads` threads.
  /// `scenario_path` is for messages only.
  /// @throws InputError when the scenario and the city do not go together.
  PreparedScenario(std::shared_ptr<const City> city, Scenario scenario, int threads,
                   const ProgressCallback& progress = {},
                   const std::filesystem::path& scenario_path = "scenario");
  // Parts of it refer to others.
  PreparedScenario(const PreparedScenario&) = delete;
  PreparedScenario& operator=(const PreparedScenario&) = delete;
  PreparedScenario(PreparedScenario&&) = delete;
  PreparedScenario& operator=(PreparedScenario&&) = delete;
  ~PreparedScenario() = default;

  [[nodiscard]] const City& city() const noexcept { return *city_; }
  [[nodiscard]] const Scenario& scenario() const noexcept { return scenario_; }
  [[nodiscard]] const Parties& parties() const noexcept { return parties_; }
  [[nodiscard]] const Shelters& shelters() const noexcept { return shelters_; }
  [[nodiscard]] const Plan& plan() const noexcept { return plan_; }
  /// The hazard that the scenario names; none = no hazard.
  [[nodiscard]] const std::optional<Hazard>& hazard() const noexcept { return hazard_; }
  [[nodiscard]] PlanSummary plan_summary() const;
  /// What simulate(), run_replicates() and score_run() read; valid as long as this object.
  [[nodiscard]] SimulationInput input() const;

 private:
  std::shared_ptr<const City> city_;
  Scenario scenario_;
  std::optional<Hazard> hazard_;
  Shelters shelters_;
  HazardInput hazards_;
  Parties parties_;
  Plan plan_;
};

}  // namespace yanbi
