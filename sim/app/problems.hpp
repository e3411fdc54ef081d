// SPDX-License-Identifier: Apache-2.0
#pragma once
// Problems of the input as lines on stderr.

#include <string>
#include <vector>

#include "sim/base/problem.hpp"

namespace yanbi::app {

/// One line: a value may hold line breaks and control characters, which must not reach a terminal.
[[nodiscard]] std::string one_line(const Problem& problem);

/// Each problem on a line of its own, then their number.
void print_problems(const std::vector<Problem>& problems);

}  // namespace yanbi::app
