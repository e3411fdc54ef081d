// SPDX-License-Identifier: Apache-2.0
#include "outputs/result_columns.hpp"

namespace yanbi {

void RunColumns::when_hazards(std::function<void()> define) {
  if (hazards_) {
    define();
  } else {
    waiting_.push_back(std::move(define));
  }
}

void RunColumns::write(std::size_t run, const LoadedRun& loaded) {
  if (loaded.scores.meets_hazards && !hazards_) {
    hazards_ = true;
    const std::size_t first = by_run_.size();
    for (const std::function<void()>& define : waiting_) {
      define();
    }
    for (std::size_t before = 0; before < run; ++before) {
      by_run_.write_missing(before, first);
    }
  }
  by_run_.write(run, loaded);
  if (!seen_[loaded.case_index]) {
    seen_[loaded.case_index] = true;
    by_case_.write(loaded.case_index, loaded);
  }
}

void RunColumns::finish() {
  for (std::size_t c = 0; c < seen_.size(); ++c) {
    if (!seen_[c]) {
      by_case_.write_missing(c);
    }
  }
}

}  // namespace yanbi
