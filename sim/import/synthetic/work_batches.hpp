// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a dated ledger must hold, batch by batch, so that its floor areas have given indicators.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/problem.hpp"
#include "sim/city/works.hpp"
#include "sim/import/synthetic/synthetic_spec.hpp"

namespace yanbi {

/// Works of one type and status from one time.
struct WorkBatch {
  std::string name;  ///< its draws hang on it
  WorkType type = WorkType::kPersonnel;
  WorkStatus status = WorkStatus::kBuilt;
  std::int64_t area = 0;  ///< m2 of floor, all of them together
  double typical = 0.0;   ///< m2 of floor of one (R)
  int first_year = 0;     ///< of coming into use
  int last_year = 0;
  std::optional<int> first_end = {};  ///< year in which the first of them goes out of use
  std::optional<int> last_end = {};
  bool inside = true;  ///< in what was the built-up area before
  std::int32_t count = 0;
};

/// Batches for `persons` in the built-up area now, with counts that sum to `works`. Problems of
/// `file` when shares leave less than nothing for some type, or there are too few works.
[[nodiscard]] std::vector<WorkBatch> plan_batches(const IndicatorsSpec& spec, std::int64_t persons,
                                                  int works, const std::string& file,
                                                  ProblemList& problems);

}  // namespace yanbi
