// SPDX-License-Identifier: Apache-2.0
#pragma once
// The status feed of a grid-managed city (网格化管理): works that open, close or take fewer people
// during a run, as a table of times.

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/base/id.hpp"
#include "sim/base/problem.hpp"
#include "sim/base/time.hpp"
#include "sim/city/works.hpp"
#include "sim/plan/shelters.hpp"

namespace yanbi {

enum class WorkState : std::uint8_t { kOpen, kClosed, kLimited };

struct StatusChange {
  Tick at;  ///< after the alarm
  ShelterId shelter;
  WorkState state = WorkState::kOpen;
  std::int32_t places = 0;  ///< where the state is kLimited
  std::string reason;
};

/// Reads a feed: CSV with the columns `time_s`, `work`, `state` (open, closed, limited), `places`
/// and `reason`, or the same keys as JSON lines where the name ends in .jsonl. Works are named by
/// their key ("ledger/id"), or by their id alone where that is the work of one ledger only. Rows
/// come in any order; the result is sorted by time, then as given. A work of the ledger that is not
/// in the layout is skipped.
/// @throws InputError with every problem.
[[nodiscard]] std::vector<StatusChange> read_status_feed(const std::filesystem::path& path,
                                                         const Works& works,
                                                         const Shelters& shelters);

}  // namespace yanbi
