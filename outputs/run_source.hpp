// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where the writer of a result file gets the scores of finished runs from: one at a time, so that
// thousands of runs need not be in memory together.

#include <cstddef>
#include <vector>

#include "outputs/scores.hpp"

namespace yanbi {

/// Finished runs in the order of their cases, and within a case of their replicates.
class RunSource {
 public:
  RunSource() = default;
  virtual ~RunSource() = default;
  RunSource(const RunSource&) = delete;
  RunSource& operator=(const RunSource&) = delete;
  RunSource(RunSource&&) = delete;
  RunSource& operator=(RunSource&&) = delete;

  /// How many runs there are.
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Index of the case of a run in ResultContext::cases; never less than that of the run before.
  [[nodiscard]] virtual std::size_t case_of(std::size_t run) const = 0;
  /// The scores of a run, until the next call. Asked for once for each, in ascending order.
  [[nodiscard]] virtual const RunScores& load(std::size_t run) = 0;
};

/// The replicates of a single case, all in memory. Borrows them.
class RunsInMemory final : public RunSource {
 public:
  explicit RunsInMemory(const std::vector<RunScores>& runs) : runs_(runs) {}

  [[nodiscard]] std::size_t size() const override { return runs_.size(); }
  [[nodiscard]] std::size_t case_of(std::size_t /*run*/) const override { return 0; }
  [[nodiscard]] const RunScores& load(std::size_t run) override { return runs_[run]; }

 private:
  const std::vector<RunScores>& runs_;
};

}  // namespace yanbi
