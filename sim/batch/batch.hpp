// SPDX-License-Identifier: Apache-2.0
#pragma once
// A batch that is ready to be worked on: its file, scenario and city are read and held against each
// other, for every case.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "outputs/scores.hpp"
#include "sim/base/progress.hpp"
#include "sim/batch/batch_spec.hpp"
#include "sim/batch/run_plan.hpp"
#include "sim/city/city.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/scenario/scenario.hpp"

namespace yanbi {

class Batch {
 public:
  /// Reads the batch, the scenario and the city. @param overrides of the command line, for every
  /// case.
  /// @throws InputError with every problem of every case, each once.
  explicit Batch(const std::filesystem::path& path, const ScenarioOverrides& overrides = {});

  [[nodiscard]] const BatchSpec& spec() const noexcept { return spec_; }
  [[nodiscard]] const RunPlan& plan() const noexcept { return plan_; }
  [[nodiscard]] const City& city() const noexcept { return *city_; }
  [[nodiscard]] const std::shared_ptr<const City>& shared_city() const noexcept { return city_; }
  /// The scenario of a case. Its text is left out: it is that of all cases, see scenario_text().
  [[nodiscard]] const Scenario& scenario(std::uint32_t case_index) const {
    return scenarios_[case_index];
  }
  /// The scenario file as given, with the overrides of the command line.
  [[nodiscard]] const std::string& scenario_text() const noexcept { return text_; }
  /// Keys and values that a case sets, one to a line, those of the command line first.
  [[nodiscard]] std::string overrides_text(std::uint32_t case_index) const;
  /// Every file that decides results, each once, with its hash.
  [[nodiscard]] const std::vector<InputFile>& inputs() const noexcept { return inputs_; }
  /// Hash of all that decides results: the program, the texts, what is set, and the contents of all
  /// files, but not where they lie.
  [[nodiscard]] std::uint64_t identity() const noexcept { return identity_; }

  /// What the stopping rule looks at in a run of a case; NaN where nobody is to be sheltered.
  /// Precondition: the batch has such a rule.
  [[nodiscard]] double statistic(std::uint32_t case_index, const RunScores& run) const;

 private:
  void read(const ScenarioOverrides& overrides);
  void check_hazards() const;
  void hash_inputs(const ScenarioOverrides& overrides);

  BatchSpec spec_;
  RunPlan plan_;
  std::vector<Scenario> scenarios_;
  std::string text_;
  std::shared_ptr<const City> city_;
  std::vector<InputFile> inputs_;
  std::uint64_t identity_ = 0;
};

}  // namespace yanbi
