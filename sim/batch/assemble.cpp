// SPDX-License-Identifier: Apache-2.0
#include "sim/batch/assemble.hpp"

#include <array>
#include <cstddef>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "outputs/result_writer.hpp"
#include "outputs/run_record.hpp"
#include "outputs/run_source.hpp"
#include "sim/base/assert.hpp"
#include "sim/base/hash.hpp"
#include "sim/batch/scenario_hazard.hpp"
#include "sim/plan/shelters.hpp"

namespace yanbi {
namespace {

/// Loads runs from the journals, and the next one meanwhile on another thread: reading one takes
/// about as long as writing the one before.
class JournaledRuns final : public RunSource {
 public:
  JournaledRuns(const JournalContents& journals, const std::vector<RunKey>& runs,
                const ProgressCallback& progress)
      : journals_(journals), runs_(runs), progress_(progress) {}

  [[nodiscard]] std::size_t size() const override { return runs_.size(); }
  [[nodiscard]] std::size_t case_of(std::size_t run) const override {
    return runs_[run].case_index;
  }
  [[nodiscard]] const RunScores& load(std::size_t run) override {
    report_progress(progress_, "writing the result",
                    static_cast<double>(run) / static_cast<double>(runs_.size()));
    if (!reading_.valid()) {
      begin_next();
    }
    YANBI_EXPECT(run + 1 == begun_);
    reading_.get();
    if (begun_ < runs_.size()) {
      begin_next();
    }
    return scores_[run % scores_.size()];
  }

 private:
  /// Reads the next run to where the one before the last lay.
  void begin_next() {
    reading_ =
        std::async(std::launch::async, &read_scores, std::cref(journals_.runs.at(runs_[begun_])),
                   std::ref(scores_[begun_ % scores_.size()]));
    ++begun_;
  }

  static void read_scores(const JournalEntry& entry, RunScores& scores) {
    const std::string record = read_record(entry);
    decode_run(std::as_bytes(std::span(record)), scores);
  }

  const JournalContents& journals_;
  const std::vector<RunKey>& runs_;
  const ProgressCallback& progress_;
  std::array<RunScores, 2> scores_ = {};  ///< one that is written, one that is read
  std::size_t begun_ = 0;                 ///< runs that were read, or are being read
  std::future<void> reading_;             ///< gone before what it fills
};

/// What cases share although each has a scenario of its own: shelters by layout and entrance
/// parameters, hazards by file. Pointers to what is in the maps stay valid.
class CaseParts {
 public:
  explicit CaseParts(const Batch& batch) : batch_(batch) {}

  const Shelters& shelters(const Scenario& scenario) {
    for (const auto& [known, shelters] : shelters_[scenario.layout]) {
      if (known == scenario.entrance) {
        return *shelters;
      }
    }
    auto& of_layout = shelters_[scenario.layout];
    of_layout.emplace_back(
        scenario.entrance,
        std::make_unique<Shelters>(make_shelters(
            batch_.city(), *batch_.city().find_layout(scenario.layout), scenario.entrance)));
    return *of_layout.back().second;
  }

  const Hazard* hazard(const Scenario& scenario) {
    if (!scenario.hazard.file) {
      return nullptr;
    }
    const auto [found, is_new] = hazards_.try_emplace(*scenario.hazard.file);
    if (is_new) {
      found->second = load_hazard_for(scenario, batch_.city());
    }
    return &*found->second;
  }

 private:
  const Batch& batch_;
  std::map<std::string, std::vector<std::pair<EntranceParameters, std::unique_ptr<Shelters>>>>
      shelters_;
  std::map<std::string, std::optional<Hazard>> hazards_;
};

ResultContext context_of(const Batch& batch, const JournalContents& journals,
                         const FinishedRuns& finished, CaseParts& parts,
                         const AssembleOptions& options) {
  std::set<std::uint32_t> with_runs;
  for (const RunKey& run : finished.runs) {
    with_runs.insert(run.case_index);
  }
  std::vector<ResultCase> cases;
  for (std::uint32_t c = 0; c < batch.plan().cases.size(); ++c) {
    const BatchCase& the_case = batch.plan().cases[c];
    const Scenario& scenario = batch.scenario(c);
    cases.push_back({.name = the_case.name,
                     .levels = the_case.levels,
                     .overrides = batch.overrides_text(c),
                     .scenario = scenario,
                     .shelters = parts.shelters(scenario),
                     // Where every run failed, its hazard may be the reason.
                     .hazard = with_runs.contains(c) ? parts.hazard(scenario) : nullptr});
  }
  std::vector<ResultFailure> failures;
  for (const RunKey& run : finished.failures) {
    failures.push_back({run.case_index, run.replicate, journals.runs.at(run).reason});
  }
  return {.city = batch.city(),
          .cases = std::move(cases),
          .failures = std::move(failures),
          .scenario_text = batch.scenario_text(),
          .batch = ResultBatch{batch.spec().name, batch.spec().text, batch.identity()},
          .inputs = batch.inputs(),
          // Whoever worked on it, the file is the same: how many threads did is not in it.
          .threads = 0,
          .scenario_path = batch.spec().scenario,
          .redact = options.redact};
}

}  // namespace

void assemble_result(const Batch& batch, const JournalContents& journals,
                     const FinishedRuns& finished, const std::filesystem::path& result,
                     const AssembleOptions& options, const ProgressCallback& progress) {
  CaseParts parts(batch);
  JournaledRuns runs(journals, finished.runs, progress);
  write_result(result, context_of(batch, journals, finished, parts, options), runs);
}

}  // namespace yanbi
