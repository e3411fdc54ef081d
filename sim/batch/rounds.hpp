// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is to be run next, as far as the journals say. Inside of the batch room.

#include <cstdint>
#include <vector>

#include "sim/batch/batch.hpp"
#include "sim/batch/journal.hpp"

namespace yanbi {

/// Where one case stands.
struct CaseState {
  std::uint32_t wanted = 0;  ///< replicates that are to be there before the next decision
  bool decided = false;      ///< none beyond `wanted` are needed
};

/// Depends on replicates 0 to n - 1 alone: on nothing that came early, or from another start.
[[nodiscard]] CaseState state_of_case(const Batch& batch, const JournalContents& journals,
                                      std::uint32_t case_index);

/// The runs of the next round in their order: those of `cases` up to where each is to be looked at
/// next that no journal has. Empty when nothing is left to do. @param retry_failed whether recorded
/// failures count as not there.
[[nodiscard]] std::vector<RunKey> next_round(const Batch& batch, const JournalContents& journals,
                                             const std::vector<std::uint32_t>& cases,
                                             bool retry_failed = false);

}  // namespace yanbi
