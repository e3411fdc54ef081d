// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which shard of a batch a process works on, from the command line or from Slurm's job arrays.

#include <string>

#include "sim/yanbi.hpp"

namespace yanbi::app {

/// "" = all, "3/8", or "slurm": SLURM_ARRAY_TASK_ID counted from SLURM_ARRAY_TASK_MIN in steps of
/// SLURM_ARRAY_TASK_STEP, of SLURM_ARRAY_TASK_COUNT.
/// @throws CallError when it is none of these, or Slurm's variables are not there.
[[nodiscard]] Shard shard_from(const std::string& text);

}  // namespace yanbi::app
