// SPDX-License-Identifier: Apache-2.0
#pragma once
// What stands in tables and result files where a figure does not exist.

#include <limits>

namespace yanbi {

inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

}  // namespace yanbi
