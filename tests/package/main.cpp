// SPDX-License-Identifier: Apache-2.0
// Uses the installed engine through its public header only.
#include <iostream>

#include "sim/base/build_info.hpp"
#include "sim/yanbi.hpp"

int main() { std::cout << yanbi::build_info().version << '\n'; }
