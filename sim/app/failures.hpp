// SPDX-License-Identifier: Apache-2.0
#pragma once
// From what went wrong to what is said on stderr and which number the shell gets.

#include <functional>

#include "sim/app/interruption.hpp"

namespace yanbi::app {

/// Exit codes. A signal gives 128 + its number: 130 for SIGINT, 143 for SIGTERM.
enum ExitCode : int {
  kDone = 0,
  kInputWrong = 1,  ///< a file, or what it says
  kCallWrong = 2,   ///< the command line
  kRunFailed = 3,   ///< disk, memory, a bug
};

/// Runs `work` and turns whatever it throws into a message and an exit code.
[[nodiscard]] int guarded(const Interruption& interruption,
                          const std::function<int()>& work) noexcept;

}  // namespace yanbi::app
