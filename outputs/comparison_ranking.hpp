// SPDX-License-Identifier: Apache-2.0
#pragma once
// The layouts of one group in the order of what they achieve. Inside of the outputs room.

#include <cstddef>
#include <vector>

#include "outputs/comparison.hpp"

namespace yanbi {

/// Ranks the cases at the positions `members`, over the replicates that all of them have.
/// Precondition: any two of them may be compared (check_pair), and `baseline` is one of them.
[[nodiscard]] Ranking rank_layouts(const ComparisonInput& input,
                                   const std::vector<std::size_t>& members, std::size_t baseline);

}  // namespace yanbi
